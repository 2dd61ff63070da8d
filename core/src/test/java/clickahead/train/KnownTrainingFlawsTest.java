package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.NaiveGru4Rec;
import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.ModelWeights;
import clickahead.model.TrainingListener;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Mistakes that were found in other programs' training, each by the letter and number that the
 * project's list of known flaws gives it.
 */
class KnownTrainingFlawsTest {
  private static final int ITEMS = 15;

  /**
   * A softmax over all items makes each event's loss a function of its own session alone, and with
   * a rate that moves nothing the epoch's loss is that of each session by itself.
   */
  @ParameterizedTest
  @CsvSource({"1, 1, false", "4, 1, false", "4, 3, true", "10, 2, false", "20, 2, true"})
  void f1AndF2_sessionsSideBySideAreTrainedWithTheStatesOfEachAlone(
      int slots, int workers, boolean randomOrder) {
    SessionLog log = sessions(20, 5);
    Map<String, String> settings =
        Map.of(
            "layers",
            "9/6",
            "full_softmax",
            "true",
            "learning_rate",
            "1e-30",
            "batch_size",
            Integer.toString(slots),
            "threads",
            Integer.toString(workers),
            "train_random_order",
            Boolean.toString(randomOrder));
    try (Trainer trainer =
        new Trainer(TrainingSettings.of(Map.of(), settings), log, ITEMS, Compute.best())) {
      double expected = lossOfEachAlone(new NaiveGru4Rec(trainer.model()), log);
      for (int epoch = 0; epoch < 2; epoch++) {
        assertThat(trainer.trainEpoch(TrainingListener.NONE).loss())
            .isCloseTo(expected, within(1e-5 * expected));
      }
    }
  }

  private static SessionLog sessions(int sessions, int length) {
    SplittableRandom random = new SplittableRandom(5);
    int[][] log = new int[sessions][length];
    for (int[] session : log) {
      for (int i = 0; i < length; i++) {
        session[i] = random.nextInt(ITEMS);
      }
    }
    return SessionLog.of(log);
  }

  private static double lossOfEachAlone(NaiveGru4Rec naive, SessionLog log) {
    double loss = 0;
    int events = 0;
    for (int s = 0; s < log.sessions(); s++) {
      double[][] states = naive.start();
      for (long event = log.start(s); event + 1 < log.start(s + 1); event++) {
        states = naive.click(states, log.item(event));
        double sum = 0;
        for (int item = 0; item < ITEMS; item++) {
          sum += Math.exp(naive.score(states, item));
        }
        loss += Math.log(sum) - naive.score(states, log.item(event + 1));
        events++;
      }
    }
    return loss / events;
  }

  /** A step that is clipped moves all weights together by the rate times the cap. */
  @Test
  void g17_aRepeatedRowCountsOnceInTheNormThatIsClipped() {
    SessionLog log =
        SessionLog.of(new int[] {0, 1}, new int[] {0, 1}, new int[] {1, 1}, new int[] {2, 1});
    for (String input : List.of("true", "false")) {
      Map<String, String> settings =
          Map.of(
              "layers", "5",
              "constrained_embedding", input,
              "adapt", "sgd",
              "grad_cap", "0.01",
              "learning_rate", "0.5",
              "batch_size", "4",
              "n_sample", "6");
      try (Trainer trainer =
          new Trainer(TrainingSettings.of(Map.of(), settings), log, ITEMS, ComputePaths.oracle())) {
        List<Double> before = List.copyOf(ModelWeights.values(trainer.model(), 1));
        assertThat(trainer.trainEpoch(TrainingListener.NONE).batches()).isEqualTo(1);
        List<Double> after = ModelWeights.values(trainer.model(), 1);
        double squares = 0;
        for (int i = 0; i < before.size(); i++) {
          squares += Math.pow(after.get(i) - before.get(i), 2);
        }
        assertThat(Math.sqrt(squares)).isCloseTo(0.5 * 0.01, within(1e-9));
      }
    }
  }
}
