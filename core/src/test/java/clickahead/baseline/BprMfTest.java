package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Metrics;
import clickahead.eval.Progress;
import clickahead.eval.SessionScorer;
import clickahead.eval.TieMode;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BprMfTest {
  private static float[] scores(BprMf model, int... clicks) {
    SessionScorer scorer = model.newScorer();
    scorer.startSession();
    for (int item : clicks) {
      scorer.click(item);
    }
    float[] scores = new float[model.items()];
    scorer.score(scores);
    return scores;
  }

  /**
   * The figures of the original (seed 42), whose negatives are a few items only: on the larger log
   * ours are far above, on the smaller one they are the same within a standard error, sqrt(.31 *
   * .69 / 931) = .015.
   */
  @ParameterizedTest
  @CsvSource({
    "serenade-toy, train.txt, .293271, .177342",
    "rsc15-100k, train_full.txt, .355693, .167591"
  })
  void itReachesTheFiguresOfTheReference(String folder, String train, double recall, double mrr)
      throws IOException {
    ReferenceLog log = ReferenceLog.open(folder, train);
    BprMf model =
        BprMf.train(log.train(), log.items(), Parameters.of(BprMfParameters.class).build());
    Metrics metrics = new Evaluation(log.test(), 20).measure(model.ranker(2), Progress.NONE);
    assertThat(metrics.recall(TieMode.CONSERVATIVE, 20)).isGreaterThanOrEqualTo(recall);
    assertThat(metrics.mrr(TieMode.CONSERVATIVE, 20)).isGreaterThanOrEqualTo(mrr);
  }

  @Test
  void itemsOfTheSameSessionsScoreHighForEachOther() {
    int[][] sessions = new int[400][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = s % 2 == 0 ? new int[] {0, 1, 2} : new int[] {3, 4, 5};
    }
    BprMf model =
        BprMf.train(
            SessionLog.of(sessions),
            6,
            Parameters.of(BprMfParameters.class)
                .with("n_iterations", "60")
                .with("n_factors", "7")
                .with("learning_rate", "0.1")
                .build());
    float[] scores = scores(model, 0);
    assertThat(scores[1]).isGreaterThan(Math.max(scores[3], Math.max(scores[4], scores[5])));
    assertThat(scores[2]).isGreaterThan(Math.max(scores[3], Math.max(scores[4], scores[5])));
  }

  @Test
  void biasesLearnHowPopularItemsAre() {
    int[][] sessions = new int[300][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = s % 10 == 0 ? new int[] {1} : new int[] {0};
    }
    BprMf model =
        BprMf.train(
            SessionLog.of(sessions),
            2,
            Parameters.of(BprMfParameters.class).with("item_bias", "true").build());
    float[] unclicked = scores(model);
    assertThat(unclicked[0]).isGreaterThan(unclicked[1]);
  }

  @Test
  void oneSeedGivesOneModel() {
    SessionLog train = SessionLog.of(new int[] {0, 1}, new int[] {2, 0}, new int[] {3});
    Parameters<BprMfParameters> parameters = Parameters.of(BprMfParameters.class);
    float[] first =
        BprMf.train(train, 4, parameters.build()).weights().toArray(ValueLayout.JAVA_FLOAT);
    assertThat(BprMf.train(train, 4, parameters.build()).weights().toArray(ValueLayout.JAVA_FLOAT))
        .isEqualTo(first);
    assertThat(
            BprMf.train(train, 4, parameters.with("seed", "43").build())
                .weights()
                .toArray(ValueLayout.JAVA_FLOAT))
        .isNotEqualTo(first);
  }

  @Test
  void aCatalogueOfOneItemIsNoError() {
    assertThat(
            scores(
                BprMf.train(
                    SessionLog.of(new int[] {0}), 1, Parameters.of(BprMfParameters.class).build()),
                0))
        .hasSize(1);
  }
}
