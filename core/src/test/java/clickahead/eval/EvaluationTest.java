package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.SessionLog;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class EvaluationTest {
  private static final long SEED = 17;

  private static TestSessions randomSessions(int sessions, int items) {
    SplittableRandom random = new SplittableRandom(SEED);
    int[][] log = new int[sessions][];
    for (int s = 0; s < sessions; s++) {
      log[s] = random.ints(random.nextInt(9), 0, items).toArray();
    }
    return TestSessions.of(SessionLog.of(log));
  }

  @Test
  void ranksDoNotDependOnTheNumberOfThreads() {
    TestSessions test = randomSessions(1000, 40);
    Ranks one = ParallelRanker.dense(() -> new HistoryScorer(40, 25), 1).rank(test, Progress.NONE);
    for (int threads = 2; threads <= 5; threads++) {
      Ranks many =
          ParallelRanker.dense(() -> new HistoryScorer(40, 25), threads).rank(test, Progress.NONE);
      for (int t = 0; t < test.transitions(); t++) {
        assertThat(many.greater(t)).as("seed %d, transition %d", SEED, t).isEqualTo(one.greater(t));
        assertThat(many.ties(t)).as("seed %d, transition %d", SEED, t).isEqualTo(one.ties(t));
      }
    }
  }

  @Test
  void theFirstErrorOfTheLogIsReportedByAnyNumberOfThreads() {
    int[][] log = new int[500][];
    for (int s = 0; s < log.length; s++) {
      log[s] = s >= 200 ? new int[] {0, 2, 1} : new int[] {0, 1};
    }
    TestSessions test = TestSessions.of(SessionLog.of(log));
    for (int threads = 1; threads <= 4; threads++) {
      Ranker ranker =
          ParallelRanker.dense(
              () ->
                  new FixedScorer(
                      3, last -> last == 2 ? new float[] {Float.NaN, 0, 0} : new float[] {1, 2, 3}),
              threads);
      assertThatThrownBy(() -> ranker.rank(test, Progress.NONE))
          .isInstanceOf(InvalidScoreException.class)
          .hasMessageContaining("click 1 of session 200");
    }
  }

  @Test
  void progressGrowsToTheNumberOfEvents() {
    TestSessions test = randomSessions(300, 10);
    List<Long> seen = new ArrayList<>();
    ParallelRanker.dense(() -> new HistoryScorer(10, 5), 3)
        .rank(
            test,
            (done, total) -> {
              assertThat(total).isEqualTo(test.transitions());
              seen.add(done);
            });
    assertThat(seen).isSorted().last().isEqualTo((long) test.transitions());
  }

  @Test
  void aLogWithoutTransitionsSaysWhy() {
    TestSessions test = TestSessions.of(SessionLog.of(new int[] {0, 1}), new int[] {0, -1});
    assertThatThrownBy(() -> new Evaluation(test, 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing to evaluate")
        .hasMessageContaining("1 sessions, 1 events with known items, 1 with unknown");
  }

  @Test
  void itemsBeyondTheModelsAreRefused() {
    Evaluation evaluation = new Evaluation(TestSessions.of(SessionLog.of(new int[] {0, 5})), 20);
    Ranker ranker = ParallelRanker.dense(() -> FixedScorer.of(1, 2, 3), 1);
    assertThatThrownBy(() -> evaluation.measure(ranker, Progress.NONE))
        .hasMessageContaining("item index 5")
        .hasMessageContaining("3 items");
  }

  @Test
  void lessThanOneThreadIsRefused() {
    assertThatThrownBy(() -> ParallelRanker.dense(() -> FixedScorer.of(1), 0))
        .hasMessageContaining("threads must be 1 or more, got 0");
  }

  private static EvaluationResult result(Evaluation evaluation, Ranker model, Ranker baseline) {
    int[] supports = {2000, 1000, 4};
    return EvaluationResult.of(
        evaluation.test().unknownItems(),
        Map.of("model", evaluation.measure(model, supports, Progress.NONE)),
        Map.of("tied", evaluation.measure(baseline, supports, Progress.NONE)));
  }

  private static EvaluationResult smallResult() {
    SessionLog log = SessionLog.of(new int[] {0, 1, 2, 3});
    return result(
        new Evaluation(TestSessions.of(log, new int[] {0, 1, 2, -1}), 1, 2),
        ParallelRanker.dense(() -> FixedScorer.of(0, 1, 2), 1),
        ParallelRanker.dense(() -> FixedScorer.of(0, 0, 0), 1));
  }

  @Test
  void theJsonHasEventsMetricsInBothTieModesAndBaselines() {
    assertThat(smallResult().toJson(MetricChoice.DEFAULT).toString())
        .isEqualTo(
            """
            {"events":2,"unknown_items":1,"metrics":{\
            "standard":{"recall@1":0.5,"mrr@1":0.5,"recall@2":1.0,"mrr@2":0.75},\
            "conservative":{"recall@1":0.5,"mrr@1":0.5,"recall@2":1.0,"mrr@2":0.75}},\
            "baselines":{"tied":{\
            "standard":{"recall@1":1.0,"mrr@1":1.0,"recall@2":1.0,"mrr@2":1.0},\
            "conservative":{"recall@1":0.0,"mrr@1":0.0,"recall@2":0.0,"mrr@2":0.0}}},\
            "warnings":[{"name":"tied_scores","found":"tied scores: standard and conservative \
            metrics differ for tied (100.0 % of events; recall@2 1.0000 against 0.0000). So many \
            targets score exactly the same as other \
            items; standard ranks such a target before them, conservative behind them","advice":\
            "Trust the conservative figures: saturated or constant outputs look good in standard \
            only"}]}""");
  }

  @Test
  void theTableShowsBothTieModes() {
    assertThat(smallResult().toText(MetricChoice.DEFAULT))
        .isEqualTo(
            """
            2 events ranked; 1 events dropped, the model does not know their items

                                     model                tied
                        standard  conserv.  standard  conserv.
            recall@1      0.5000    0.5000    1.0000    0.0000
            recall@2      1.0000    1.0000    1.0000    0.0000
            mrr@1         0.5000    0.5000    1.0000    0.0000
            mrr@2         0.7500    0.7500    1.0000    0.0000
            """);
  }

  @Test
  void otherMetricsTieModesAndListsAreShownWhereAskedFor() {
    TestSessions test = TestSessions.of(SessionLog.of(new int[] {0, 1, 2}));
    Protocol protocol =
        new Protocol(EventChoice.EVERY, Candidates.ALL, false, new int[] {2}, true, 1);
    EvaluationResult result =
        result(
            new Evaluation(test, protocol),
            ParallelRanker.dense(() -> FixedScorer.of(0, 1, 2), 1),
            ParallelRanker.dense(() -> FixedScorer.of(5, 4, 0), 1));
    MetricChoice choice =
        new MetricChoice(List.of(Metric.NDCG, Metric.PRECISION), List.of(TieMode.MEDIAN));
    assertThat(result.toText(choice))
        .isEqualTo(
            """
            2 events ranked

                                       model      tied
                                      median    median
            ndcg@2                    0.8155    0.3155
            precision@2               0.5000    0.2500
            item_coverage@2           0.6667    0.6667
            average_popularity@2    502.0000    1500.0
            gini_index@2              0.3333    0.3333
            shannon_entropy@2         0.3466    0.3466
            tail_percentage@2         0.5000    0.0000
            """);
    assertThat(
            result.toJson(choice).path("metrics").path("lists").path("item_coverage@2").asDouble())
        .isEqualTo(2 / 3.0);
  }

  @Test
  void theProgressOfOneOfSeveralRunsThroughItsPart() {
    List<String> seen = new ArrayList<>();
    Progress whole = (done, total) -> seen.add(done + "/" + total);
    whole.part(0, 2).ranked(2, 2);
    whole.part(1, 2).ranked(1, 2);
    assertThat(seen).containsExactly("2/4", "3/4");
  }

  @Test
  void severalModelsStandByNameAndTheFirstUnderMetricsToo() {
    EvaluationResult small = smallResult();
    Map<String, Measured> models = new LinkedHashMap<>();
    models.put("a", small.first());
    models.put("b", small.baselines().get("tied"));
    JsonNode json = EvaluationResult.of(0, models, Map.of()).toJson(MetricChoice.DEFAULT);
    assertThat(json.path("models").propertyNames()).containsExactly("a", "b");
    assertThat(json.path("metrics")).isEqualTo(json.path("models").path("a"));
  }
}
