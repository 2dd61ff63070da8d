package clickahead.stats;

import clickahead.math.CounterRandom;
import java.util.Arrays;
import java.util.stream.IntStream;

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
    if (draws < 1 || !(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "expected at least 1 draw and a confidence between 0 and 1, got "
              + draws
              + " and "
              + confidence);
    }
    double[] drawn =
        IntStream.range(0, draws)
            .parallel()
            .mapToDouble(draw -> draw(differences, events, CounterRandom.derive(seed, draw)))
            .sorted()
            .toArray();
    double tail = (1 - confidence) / 2;
    long below = Arrays.stream(drawn).filter(d -> d <= 0).count();
    long above = Arrays.stream(drawn).filter(d -> d >= 0).count();
    return new PairedBootstrap(
        Arrays.stream(differences).sum() / Arrays.stream(events).asLongStream().sum(),
        quantile(drawn, tail),
        quantile(drawn, 1 - tail),
        Math.min(1, 2.0 * (Math.min(below, above) + 1) / (draws + 1)));
  }

  private static double draw(double[] differences, int[] events, long stream) {
    double sum = 0;
    long count = 0;
    for (long n = 0; n < events.length || count == 0; n++) {
      int session = (int) (CounterRandom.uniform(stream, n) * events.length);
      sum += differences[session];
      count += events[session];
    }
    return sum / count;
  }

  /** Between the two nearest values, in proportion. */
  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
