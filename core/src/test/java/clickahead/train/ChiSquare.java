package clickahead.train;

import java.util.Arrays;

/** Pearson's test of observed counts against a distribution. */
final class ChiSquare {
  private ChiSquare() {}

  /**
   * How many standard deviations the statistic is from its mean, by the cube-root approximation of
   * Wilson and Hilferty (1931).
   *
   * @param weights the distribution, not normalised; outcomes of weight 0 are left out
   */
  static double deviations(long[] counts, double[] weights) {
    double total = Arrays.stream(weights).sum();
    long draws = Arrays.stream(counts).sum();
    double statistic = 0;
    int freedom = -1;
    for (int i = 0; i < counts.length; i++) {
      if (weights[i] > 0) {
        double expected = draws * weights[i] / total;
        statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        freedom++;
      }
    }
    double variance = 2.0 / (9 * freedom);
    return (Math.cbrt(statistic / freedom) - (1 - variance)) / Math.sqrt(variance);
  }
}
