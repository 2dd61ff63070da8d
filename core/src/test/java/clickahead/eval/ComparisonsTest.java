package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
  private static final int SESSIONS = 300;

  /** Sessions of 2 to 5 events; the last one has a single event, and so no transition. */
  private static Evaluation evaluation() {
    int[][] sessions = new int[SESSIONS + 1][];
    for (int s = 0; s < SESSIONS; s++) {
      sessions[s] = new int[2 + s % 4];
    }
    sessions[SESSIONS] = new int[1];
    return new Evaluation(TestSessions.of(SessionLog.of(sessions)), 1, 10);
  }

  /** Ranks 1 to 20 at random, by so many places better. */
  private static Measured measured(Evaluation evaluation, long seed, int better) {
    SplittableRandom random = new SplittableRandom(seed);
    Ranks ranks = new Ranks(evaluation.test().transitions());
    for (int t = 0; t < ranks.size(); t++) {
      ranks.set(t, Math.max(0, random.nextInt(20) - better), 0);
    }
    return new Measured(ranks, Metrics.of(ranks, 1, 10), List.of());
  }

  private static List<Comparison> compare(List<List<String>> pairs) {
    Evaluation evaluation = evaluation();
    Map<String, Measured> measured =
        Map.of(
            "good", measured(evaluation, 1, 6),
            "plain", measured(evaluation, 2, 0),
            "other", measured(evaluation, 3, 0));
    return new Comparisons(evaluation, 999).of(pairs, measured, MetricChoice.DEFAULT);
  }

  @Test
  void theDifferenceIsThatOfTheFigures() {
    Evaluation evaluation = evaluation();
    Measured good = measured(evaluation, 1, 6);
    Measured plain = measured(evaluation, 2, 0);
    Comparison recall = compare(List.of(List.of("good", "plain"))).getFirst();
    assertThat(recall.metric()).isEqualTo(Metric.RECALL);
    assertThat(recall.k()).isEqualTo(10);
    assertThat(recall.bootstrap().difference())
        .isCloseTo(
            good.metrics().recall(TieMode.STANDARD, 10)
                - plain.metrics().recall(TieMode.STANDARD, 10),
            within(1e-12));
    assertThat(recall.bootstrapP()).isLessThan(0.01);
    assertThat(recall.wilcoxonP()).isLessThan(1e-6);
    assertThat(recall.bootstrap().low()).isPositive();
  }

  @Test
  void equallyGoodModelsAreToldApartAsOftenAsTheLevelAllows() {
    Evaluation evaluation = evaluation();
    Comparisons comparisons = new Comparisons(evaluation, 199);
    List<List<String>> pair = List.of(List.of("a", "b"));
    int bootstrap = 0;
    int wilcoxon = 0;
    int runs = 400;
    for (int run = 0; run < runs; run++) {
      Map<String, Measured> measured =
          Map.of(
              "a", measured(evaluation, 100 + 2L * run, 0),
              "b", measured(evaluation, 101 + 2L * run, 0));
      Comparison recall = comparisons.of(pair, measured, MetricChoice.DEFAULT).getFirst();
      bootstrap += recall.bootstrap().p() < 0.05 ? 1 : 0;
      wilcoxon += recall.wilcoxon().p() < 0.05 ? 1 : 0;
    }
    // 20 of 400 expected, standard deviation 4.4
    assertThat(bootstrap).isBetween(3, 42);
    assertThat(wilcoxon).isBetween(3, 42);
  }

  @Test
  void severalComparisonsAreCorrected() {
    List<Comparison> comparisons =
        compare(
            List.of(List.of("good", "plain"), List.of("good", "other"), List.of("plain", "other")));
    assertThat(comparisons).hasSize(6);
    Comparison first = comparisons.getFirst();
    assertThat(first.bootstrapP()).isCloseTo(6 * first.bootstrap().p(), within(1e-12));
    assertThat(comparisons)
        .allSatisfy(c -> assertThat(c.wilcoxonP()).isGreaterThanOrEqualTo(c.wilcoxon().p()));
  }

  @Test
  void aModelDoesNotDifferFromItself() {
    Comparison same = compare(List.of(List.of("good", "good"))).getFirst();
    assertThat(same.bootstrap().difference()).isZero();
    assertThat(same.bootstrapP()).isEqualTo(1);
    assertThat(same.wilcoxon().differences()).isZero();
  }
}
