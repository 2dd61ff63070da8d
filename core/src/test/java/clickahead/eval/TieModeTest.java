package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** All tie modes on scores with ties, saturated and constant ones; one target and several. */
class TieModeTest {
  private static final int EVENTS = 20_000;

  private static Metrics measure(float[] scores, int events) {
    int[] session = new int[events + 1];
    return new Evaluation(TestSessions.of(SessionLog.of(session)), 1, 2, 3, 4)
        .measure(ParallelRanker.dense(() -> FixedScorer.of(scores), 1), Progress.NONE);
  }

  @Test
  void constantScoresAreWhatEachModeMakesOfThem() {
    Metrics metrics = measure(new float[4], EVENTS);
    assertThat(metrics.recall(TieMode.STANDARD, 1)).isEqualTo(1);
    assertThat(metrics.recall(TieMode.CONSERVATIVE, 3)).isZero();
    assertThat(metrics.recall(TieMode.CONSERVATIVE, 4)).isEqualTo(1);
    assertThat(metrics.recall(TieMode.MEDIAN, 2)).isZero();
    assertThat(metrics.recall(TieMode.MEDIAN, 3)).isEqualTo(1);
    assertThat(metrics.mrr(TieMode.MEDIAN, 3)).isCloseTo(1 / 2.5, within(1e-12));
    // 5 standard deviations of a share
    double spread = 5 * 0.5 / Math.sqrt(EVENTS);
    for (int k = 1; k <= 4; k++) {
      assertThat(metrics.recall(TieMode.RANDOM, k)).isCloseTo(k / 4.0, within(spread));
    }
    assertThat(metrics.recall(TieMode.RANDOM, 4)).isEqualTo(1);
  }

  @Test
  void scoresTooLargeForNoiseStillTieAtRandom() {
    Metrics metrics = measure(new float[] {1e20f, 1e20f, 1e20f, 3e20f}, EVENTS);
    double spread = 5 * 0.5 / Math.sqrt(EVENTS);
    assertThat(metrics.recall(TieMode.RANDOM, 1)).isZero();
    assertThat(metrics.recall(TieMode.RANDOM, 2)).isCloseTo(1 / 3.0, within(spread));
  }

  @Test
  void theSameSeedDrawsTheSameRanks() {
    Ranks ranks = new Ranks(50);
    for (int t = 0; t < 50; t++) {
      ranks.set(t, 3, 10);
    }
    double once = Metrics.withTieSeed(ranks, 1, 20).mrr(TieMode.RANDOM, 20);
    assertThat(Metrics.withTieSeed(ranks, 1, 20).mrr(TieMode.RANDOM, 20)).isEqualTo(once);
    assertThat(Metrics.withTieSeed(ranks, 2, 20).mrr(TieMode.RANDOM, 20)).isNotEqualTo(once);
  }

  /** Three targets; two of them and two other items share a score, with one item above. */
  private static Ranks several() {
    Ranks ranks = new Ranks(new int[] {0, 3});
    ranks.set(0, 1, 3);
    ranks.set(1, 0, 0);
    ranks.set(2, 1, 3);
    return ranks;
  }

  private static double[] ranks(TieMode mode, long seed) {
    double[] ranks = new double[3];
    assertThat(several().ranks(0, mode, seed, ranks)).isEqualTo(3);
    return ranks;
  }

  @Test
  void targetsOfOneEventThatTieGetDifferentPlaces() {
    assertThat(ranks(TieMode.STANDARD, 1)).containsExactly(1, 2, 3);
    assertThat(ranks(TieMode.CONSERVATIVE, 1)).containsExactly(1, 4, 5);
    assertThat(ranks(TieMode.MEDIAN, 1)).containsExactly(1, 3, 4);
  }

  @Test
  void tiedTargetsDrawEverySetOfPlacesAsOften() {
    Map<String, Integer> drawn = new TreeMap<>();
    for (int seed = 0; seed < 6000; seed++) {
      double[] ranks = ranks(TieMode.RANDOM, seed);
      assertThat(ranks[0]).isEqualTo(1);
      drawn.merge((int) ranks[1] + "," + (int) ranks[2], 1, Integer::sum);
    }
    assertThat(drawn).containsOnlyKeys("2,3", "2,4", "2,5", "3,4", "3,5", "4,5");
    // 1000 each, standard deviation 29
    assertThat(drawn.values()).allMatch(n -> Math.abs(n - 1000) < 5 * 29);
  }

  @Test
  void unreachableTargetsAreBeyondEveryCutOff() {
    Ranks ranks = new Ranks(new int[] {0, 2});
    ranks.set(0, Ranks.UNREACHABLE, 0);
    ranks.set(1, Ranks.UNREACHABLE, 0);
    Metrics metrics = Metrics.of(ranks, 1_000_000);
    for (TieMode mode : TieMode.values()) {
      assertThat(metrics.recall(mode, 1_000_000)).isZero();
    }
  }
}
