package clickahead.stats;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test of paired differences (Biometrics Bulletin, 1945): are they as often
 * and as far above zero as below? Differences of zero are left out; equal ones share their mean
 * rank. Exact, ties included, for up to {@link #EXACT} differences; beyond, by the normal
 * approximation with corrections for ties and continuity.
 *
 * @param differences number of differences that are not zero
 * @param positiveRanks sum of the ranks of the positive ones, W+
 * @param p two-sided p-value; 1 if all differences are zero
 */
public record WilcoxonSignedRank(int differences, double positiveRanks, double p) {
  /** So many differences are tested exactly. */
  public static final int EXACT = 50;

  /**
   * Tests paired differences.
   *
   * @throws IllegalArgumentException if one is NaN
   */
  public static WilcoxonSignedRank of(double[] differences) {
    double[] signed = Arrays.stream(differences).filter(d -> d != 0).toArray();
    double[] sorted = new double[signed.length];
    for (int i = 0; i < signed.length; i++) {
      if (Double.isNaN(signed[i])) {
        throw new IllegalArgumentException("difference " + i + " is not a number");
      }
      sorted[i] = Math.abs(signed[i]);
    }
    Arrays.sort(sorted);
    double[] meanRanks = meanRanks(sorted);
    double positive = 0;
    for (double d : signed) {
      positive += d > 0 ? meanRanks[Arrays.binarySearch(sorted, d)] : 0;
    }
    double p;
    if (signed.length == 0) {
      p = 1;
    } else if (signed.length <= EXACT) {
      p = exact(meanRanks, positive);
    } else {
      p = approximate(sorted, positive);
    }
    return new WilcoxonSignedRank(signed.length, positive, p);
  }

  /** The rank of each, from 1; equal ones have their mean. */
  private static double[] meanRanks(double[] sorted) {
    double[] ranks = new double[sorted.length];
    for (int from = 0; from < sorted.length; ) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      Arrays.fill(ranks, from, to, (from + 1 + to) / 2.0);
      from = to;
    }
    return ranks;
  }

  /** Counts the signs that give each sum; ranks are doubled, so that half ones are whole. */
  private static double exact(double[] ranks, double positive) {
    int most = (int) Math.round(Arrays.stream(ranks).sum() * 2);
    double[] share = new double[most + 1];
    share[0] = 1;
    int top = 0;
    for (double rank : ranks) {
      int step = (int) Math.round(2 * rank);
      top += step;
      for (int sum = top; sum >= 0; sum--) {
        share[sum] = (share[sum] + (sum >= step ? share[sum - step] : 0)) / 2;
      }
    }
    int observed = (int) Math.round(2 * positive);
    double below = Arrays.stream(share, 0, observed + 1).sum();
    double above = Arrays.stream(share, observed, most + 1).sum();
    return Math.min(1, 2 * Math.min(below, above));
  }

  private static double approximate(double[] sorted, double positive) {
    double n = sorted.length;
    double variance = n * (n + 1) * (2 * n + 1) / 24;
    for (int from = 0; from < sorted.length; ) {
      int to = from + 1;
      while (to < sorted.length && sorted[to] == sorted[from]) {
        to++;
      }
      double t = to - from;
      variance -= (t * t * t - t) / 48;
      from = to;
    }
    double distance = Math.max(0, Math.abs(positive - n * (n + 1) / 4) - 0.5);
    return NormalDistribution.twoSided(distance / Math.sqrt(variance));
  }
}
