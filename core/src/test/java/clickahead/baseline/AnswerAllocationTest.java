package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** After the first answers, a session's clicks and answers put nothing on the heap. */
class AnswerAllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int ITEMS = 300;
  private static final int ROUNDS = 60;

  @Test
  void answersAllocateNothing() {
    SplittableRandom random = new SplittableRandom(5);
    int[][] sessions = new int[3000][];
    Arrays.setAll(sessions, s -> random.ints(random.nextInt(1, 12), 0, ITEMS).toArray());
    SessionLog train = SessionLog.of(sessions);
    List<SparseBaseline> baselines =
        List.of(
            SequentialRules.train(
                train, ITEMS, Parameters.of(SequentialRulesParameters.class).build()),
            Sknn.train(train, ITEMS, Parameters.of(SknnParameters.class).build()),
            Vsknn.train(train, ITEMS, Parameters.of(VsknnParameters.class).build()),
            Stan.train(train, ITEMS, Parameters.of(StanParameters.class).build()),
            Vstan.train(train, ITEMS, Parameters.of(VstanParameters.class).build()),
            VmisKnn.train(train, ITEMS, Parameters.of(VmisKnnParameters.class).build()));
    for (SparseBaseline baseline : baselines) {
      SparseScorer scorer = baseline.newScorer();
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS && least > 0; round++) {
        // Compilation ends some time; what is left then is what every answer costs.
        least = Math.min(least, bytes(scorer, sessions));
      }
      assertThat(least).as(baseline.name()).isZero();
    }
  }

  private static long bytes(SparseScorer scorer, int[][] sessions) {
    int[] best = new int[20];
    float[] scores = new float[20];
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int s = 0; s < 500; s++) {
      scorer.startSession();
      for (int item : sessions[s]) {
        scorer.click(item);
        scorer.recommend(best, scores);
      }
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
