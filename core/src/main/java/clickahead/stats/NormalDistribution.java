package clickahead.stats;

/** Tails of the standard normal distribution. */
final class NormalDistribution {
  private static final double FAR = 2;

  private NormalDistribution() {}

  /** P(|Z| at least |z|). */
  static double twoSided(double z) {
    double x = Math.abs(z) / Math.sqrt(2);
    return x < FAR ? 1 - series(x) : fraction(x);
  }

  /** The error function by its Taylor series, good for small x (Abramowitz and Stegun, 7.1.6). */
  private static double series(double x) {
    double term = 2 / Math.sqrt(Math.PI) * x * Math.exp(-x * x);
    double sum = term;
    for (int n = 1; term > 1e-18 * sum; n++) {
      term *= 2 * x * x / (2 * n + 1);
      sum += term;
    }
    return sum;
  }

  /** Its complement as a continued fraction, from behind (Abramowitz and Stegun, 7.1.14). */
  private static double fraction(double x) {
    double value = x;
    for (int n = 60; n >= 1; n--) {
      value = x + n / 2.0 / value;
    }
    return Math.exp(-x * x) / Math.sqrt(Math.PI) / value;
  }
}
