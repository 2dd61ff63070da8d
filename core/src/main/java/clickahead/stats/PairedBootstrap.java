package clickahead.stats;

/**
 * The difference of two means over the same events, and how sure it is: sessions are drawn with
 * replacement, since events of one session are not independent, and the difference is taken anew
 * each time (Efron and Tibshirani, 1993, chapters 13 and 16).
 *
 * @param difference first mean minus second
 * @param low lower end of the percentile interval
 * @param high its upper end
 * @param p two-sided p-value: twice the share of draws on the other side of zero, at least 2 /
 *     (draws + 1)
 */
public record PairedBootstrap(double difference, double low, double high, double p) {

  /**
   * Draws sessions; the same seed gives the same result on any number of threads.
   *
   * @param differences of each session: first model's sum over its events minus the second's [S]
   * @param events number of each session's events, at least one of them above 0 [S]
   * @param confidence of the interval, such as 0.95
   * @param draws how often all sessions are drawn, at least 1
   */
  public static PairedBootstrap of(
      double[] differences, int[] events, double confidence, int draws, long seed) {
    double[][] sums = {differences, new double[differences.length]};
    return SessionBootstrap.of(sums, events, draws, seed).difference(0, 1, confidence);
  }
}
