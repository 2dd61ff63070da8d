package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What holds for the ranks of any scores. */
class MetricPropertiesTest {
  private static final int ITEMS = 25;

  /** Small whole numbers, many equal, so that a monotone function of them is exact in floats. */
  private static float[] scores(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] scores = new float[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      scores[i] = random.nextInt(-8, 8);
    }
    return scores;
  }

  /** Every item once as the target, in order. */
  private static Ranks rankAll(float[] scores) {
    int[][] sessions = new int[ITEMS][];
    for (int i = 0; i < ITEMS; i++) {
      sessions[i] = new int[] {0, i};
    }
    return ParallelRanker.dense(() -> FixedScorer.of(scores), 1)
        .rank(TestSessions.of(SessionLog.of(sessions)), Progress.NONE);
  }

  @Property(tries = 100)
  void ranksDoNotChangeUnderAStrictlyGrowingFunctionOfTheScores(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 2) int choice) {
    DoubleUnaryOperator[] growing = {x -> 3 * x - 7, x -> x * x * x, Math::exp};
    float[] scores = scores(seed);
    float[] moved = new float[ITEMS];
    for (int i = 0; i < ITEMS; i++) {
      moved[i] = (float) growing[choice].applyAsDouble(scores[i]);
    }
    Ranks before = rankAll(scores);
    Ranks after = rankAll(moved);
    for (int i = 0; i < ITEMS; i++) {
      assertThat(after.greater(i)).as("seed %d, item %d", seed, i).isEqualTo(before.greater(i));
      assertThat(after.ties(i)).as("seed %d, item %d", seed, i).isEqualTo(before.ties(i));
    }
  }

  @Property(tries = 100)
  void medianRanksOfAllItemsSumToThoseOfAnOrderWithoutTies(@ForAll long seed) {
    Ranks ranks = rankAll(scores(seed));
    double sum = 0;
    for (int i = 0; i < ITEMS; i++) {
      sum += ranks.rank(i, TieMode.MEDIAN);
    }
    assertThat(sum).as("seed %d", seed).isEqualTo(ITEMS * (ITEMS + 1) / 2.0);
  }

  @Property(tries = 100)
  void metricsGrowWithTheCutOffAndShrinkWithTheTieMode(@ForAll long seed) {
    Metrics metrics = Metrics.of(rankAll(scores(seed)), 1, 2, 5, 10, ITEMS);
    for (TieMode mode : TieMode.values()) {
      assertThat(metrics.cutOffs().stream().map(k -> metrics.recall(mode, k))).isSorted();
      assertThat(metrics.cutOffs().stream().map(k -> metrics.mrr(mode, k))).isSorted();
      assertThat(metrics.recall(mode, ITEMS)).as("seed %d", seed).isEqualTo(1);
    }
    for (int k : metrics.cutOffs()) {
      assertThat(metrics.recall(TieMode.CONSERVATIVE, k))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(metrics.recall(TieMode.MEDIAN, k));
      assertThat(metrics.recall(TieMode.MEDIAN, k))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(metrics.recall(TieMode.STANDARD, k));
      assertThat(metrics.mrr(TieMode.STANDARD, k))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(metrics.recall(TieMode.STANDARD, k) + 1e-12);
    }
    assertThat(metrics.mrr(TieMode.STANDARD, 1))
        .isCloseTo(metrics.recall(TieMode.STANDARD, 1), within(1e-15));
  }
}
