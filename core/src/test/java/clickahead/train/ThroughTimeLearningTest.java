package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import clickahead.eval.Candidates;
import clickahead.eval.Evaluation;
import clickahead.eval.EventChoice;
import clickahead.eval.Protocol;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.math.Compute;
import clickahead.model.Gru4RecParameters;
import clickahead.model.Gru4RecRanker;
import clickahead.model.ModelWeights;
import clickahead.model.TrainingListener;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A log in which only the click some steps back tells the next item. */
class ThroughTimeLearningTest {
  private static final int SIGNALS = 24;
  private static final int OTHERS = 10;
  private static final int ITEMS = 2 * SIGNALS + OTHERS;
  private static final Protocol LAST =
      new Protocol(EventChoice.LAST, Candidates.ALL, false, new int[] {1}, false, 0);

  /** Sessions: a signal, any others, and the item that belongs to the signal. */
  private static SessionLog log(int sessions, int others, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] log = new int[sessions][others + 2];
    for (int[] session : log) {
      int signal = random.nextInt(SIGNALS);
      session[0] = signal;
      session[others + 1] = SIGNALS + signal;
      for (int i = 1; i <= others; i++) {
        session[i] = 2 * SIGNALS + random.nextInt(OTHERS);
      }
    }
    return SessionLog.of(log);
  }

  @Test
  void moreStepsThanTheLongestSessionHasChangeNothingAndTakeNoMemory() {
    assertThat(bits(100_000_000)).isEqualTo(bits(3)).isNotEqualTo(bits(2));
  }

  private static long bits(int bptt) {
    Gru4RecParameters parameters =
        TrainingSettings.of(
            Map.of("layers", "5/4", "batch_size", "6", "threads", "2"),
            Map.of("bptt", Integer.toString(bptt)));
    try (Trainer trainer = new Trainer(parameters, log(50, 2, 7), ITEMS, Compute.best())) {
      trainer.trainEpoch(TrainingListener.NONE);
      return ModelWeights.bits(trainer.model());
    }
  }

  /** Recall@1 of the last items, all of which can be known, behind two epochs. */
  private static double recall(int bptt, int others, long seed) {
    Gru4RecParameters parameters =
        TrainingSettings.of(
            Map.of("layers", "16", "batch_size", "16", "full_softmax", "true", "threads", "1"),
            Map.of("bptt", Integer.toString(bptt), "seed", Long.toString(seed)));
    SessionLog log = log(1000, others, seed);
    try (Trainer trainer = new Trainer(parameters, log, ITEMS, Compute.best())) {
      trainer.trainEpoch(TrainingListener.NONE);
      trainer.trainEpoch(TrainingListener.NONE);
      return new Evaluation(TestSessions.of(log(300, others, seed + 100)), LAST)
          .measure(new Gru4RecRanker(trainer.model(), Compute.best(), 1), (done, all) -> {})
          .recall(TieMode.CONSERVATIVE, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 2", "1, 3", "2, 1", "2, 2", "2, 3"})
  void aGradientThatReachesTheClickFindsItAtOnceAndAShorterOneDoesNot(int others, long seed) {
    for (int bptt = 1; bptt <= others; bptt++) {
      assertThat(recall(bptt, others, seed))
          .as("%d others, bptt %d, seed %d", others, bptt, seed)
          .isLessThan(0.6);
    }
    assertThat(recall(others + 1, others, seed))
        .as("%d others, bptt %d, seed %d", others, others + 1, seed)
        .isGreaterThan(0.9);
  }
}
