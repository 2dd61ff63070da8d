package clickahead.baseline;

/** exp(-distance / lambda) for whole distances, the common ones from a table. */
final class ExponentialDecay {
  private static final int TABLE = 256;

  private final double lambda;
  private final double[] table = new double[TABLE];

  /**
   * A decay.
   *
   * @param lambda distance at which 1/e is left; 0 for no decay
   */
  ExponentialDecay(double lambda) {
    this.lambda = lambda;
    for (int distance = 0; distance < TABLE; distance++) {
      table[distance] = compute(distance);
    }
  }

  /** What is left at a distance of 0 or more. */
  double of(int distance) {
    return distance < TABLE ? table[distance] : compute(distance);
  }

  private double compute(int distance) {
    return lambda > 0 ? Math.exp(-distance / lambda) : 1;
  }
}
