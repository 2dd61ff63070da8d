package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Every score that session-rec's and Serenade's own code gave on a tiny log. */
class KnnGoldenTest {
  private static final double PRECISION = 1e-9;

  private interface Training<R> {
    SparseBaseline train(TimedLog log, int items, R parameters);
  }

  /** Changes the original's scores where ours are meant to differ. */
  private interface Correction {
    double[] of(JsonNode params, int[] clicks, double[] scores);
  }

  private static final Correction NONE = (params, clicks, scores) -> scores;

  private static <R extends Record> int assertScores(
      String algorithm, Class<R> type, Training<R> training, Correction correction)
      throws IOException {
    TinyKnn tiny = TinyKnn.of(algorithm);
    int compared = 0;
    for (JsonNode one : tiny.cases()) {
      JsonNode params = one.get("params");
      boolean lost = "lost".equals(params.path("last_row").asString(""));
      SparseBaseline baseline =
          training.train(tiny.train(lost ? 1 : 0), tiny.items(), TinyKnn.parameters(type, params));
      for (int p = 0; p < tiny.prefixes(); p++) {
        boolean firstWins = !algorithm.contains("knn");
        if ((TinyKnn.tied(one, p) && !firstWins) || belowZero(params, tiny.prefix(p))) {
          continue;
        }
        double[] expected = correction.of(params, tiny.prefix(p), TinyKnn.scores(one, p));
        double[] actual = TinyKnn.scores(baseline, tiny.prefix(p), tiny.now(p));
        if (algorithm.endsWith("stan")) {
          // The time now is a factor of all scores there, and of none here.
          expected = byLargest(expected);
          actual = byLargest(actual);
        }
        for (int i = 0; i < expected.length; i++) {
          assertThat(actual[i])
              .as("%s, %s, prefix %d, item %d", algorithm, params, p, i)
              .isCloseTo(expected[i], within(PRECISION * Math.abs(expected[i])));
        }
        compared++;
      }
    }
    return compared;
  }

  /**
   * Does the original weigh something below 0? Then the plain ones, as here and as there, judge.
   */
  private static boolean belowZero(JsonNode params, int[] clicks) {
    boolean linear =
        params.path("weighting_score").asString("").equals("linear")
            || params.path("max_items_in_session").asInt(0) > 10;
    return linear && clicks.length > 10;
  }

  private static double[] byLargest(double[] scores) {
    double largest = Arrays.stream(scores).max().orElse(0);
    return largest == 0 ? scores : Arrays.stream(scores).map(s -> s / largest).toArray();
  }

  private static long distinct(int[] clicks) {
    return Arrays.stream(clicks).distinct().count();
  }

  @Test
  void associationRulesScoreAsTheReference() throws IOException {
    assertThat(assertScores("ar", AssociationRulesParameters.class, AssociationRules::train, NONE))
        .isEqualTo(4 * 25);
  }

  @Test
  void markovChainsRulesScoreAsTheReference() throws IOException {
    assertThat(
            assertScores(
                "mc", MarkovRulesParameters.class, SequentialRules::trainMarkovChain, NONE))
        .isEqualTo(3 * 25);
  }

  @Test
  void sequentialRulesScoreAsTheReference() throws IOException {
    assertThat(assertScores("sr", SequentialRulesParameters.class, SequentialRules::train, NONE))
        .isEqualTo(10 * 25);
  }

  @Test
  void itemKnnScoresAsTheReferenceButForTheLargest() throws IOException {
    assertThat(
            assertScores(
                "item_knn",
                ItemKnnParameters.class,
                ItemKnn::train,
                (params, clicks, scores) -> byLargest(scores)))
        .isEqualTo(4 * 25);
  }

  @Test
  void sessionKnnScoresAsTheReference() throws IOException {
    Correction trueCosine =
        (params, clicks, scores) -> {
          boolean plain =
              params.get("similarity").asString().equals("cosine")
                  && !params.get("normalize").asBoolean();
          return plain ? Arrays.stream(scores).map(s -> s / distinct(clicks)).toArray() : scores;
        };
    assertThat(assertScores("sknn", SknnParameters.class, Sknn::train, trueCosine))
        .isEqualTo(9 * 25 - 28);
  }

  @Test
  void vsknnScoresAsTheReference() throws IOException {
    assertThat(assertScores("vsknn", VsknnParameters.class, Vsknn::train, NONE))
        .isEqualTo(12 * 25 - 17 - 3);
  }

  @Test
  void stanScoresAsTheReference() throws IOException {
    assertThat(assertScores("stan", StanParameters.class, Stan::train, NONE)).isEqualTo(4 * 25);
  }

  @Test
  void vstanScoresAsTheReference() throws IOException {
    assertThat(assertScores("vstan", VstanParameters.class, Vstan::train, NONE)).isEqualTo(4 * 25);
  }

  @Test
  void vmisKnnScoresAsTheReference() throws IOException {
    assertThat(
            assertScores(
                "vmis_knn",
                VmisKnnParameters.class,
                (log, items, p) ->
                    VmisKnn.train(
                        log,
                        items,
                        new VmisKnnParameters(
                            p.m(),
                            p.k(),
                            p.maxItemsInSession(),
                            p.idfWeighting(),
                            p.maxTrainingSessionItems(),
                            true)),
                NONE))
        .isEqualTo(9 * 25 - 15 - 3);
  }
}
