package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import clickahead.eval.DenseRanker;
import clickahead.eval.ParallelRanker;
import clickahead.eval.Progress;
import clickahead.eval.Ranks;
import clickahead.eval.TestSessions;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Counting few items gives the ranks that the scores of all items give. */
class RankingPropertiesTest {
  private static SessionLog log(SplittableRandom random, int items) {
    int[][] sessions = new int[random.nextInt(1, 40)][];
    for (int s = 0; s < sessions.length; s++) {
      sessions[s] = random.ints(random.nextInt(12), 0, items).toArray();
    }
    return SessionLog.of(sessions);
  }

  @Property(tries = 200)
  void sparseRanksEqualDenseRanks(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int items) {
    SplittableRandom random = new SplittableRandom(seed);
    SessionLog train = log(random, items);
    TestSessions test = TestSessions.of(log(random, items));
    for (Baseline baseline : Baseline.trainAll(train, items)) {
      Ranks sparse = baseline.ranker(2).rank(test, Progress.NONE);
      Ranks dense =
          new ParallelRanker(() -> new DenseRanker(baseline.newScorer()), 1)
              .rank(test, Progress.NONE);
      for (int t = 0; t < test.transitions(); t++) {
        String where = "seed %d, %s, transition %d".formatted(seed, baseline.name(), t);
        assertThat(sparse.greater(t)).as(where).isEqualTo(dense.greater(t));
        assertThat(sparse.ties(t)).as(where).isEqualTo(dense.ties(t));
      }
    }
  }
}
