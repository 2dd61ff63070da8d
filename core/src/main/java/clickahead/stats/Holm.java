package clickahead.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Corrects p-values for their number, so that the chance of even one false finding stays below the
 * level (Holm, Scandinavian Journal of Statistics, 1979).
 */
public final class Holm {
  private Holm() {}

  /** The corrected p-values, in the same order: at most 1, and never below the given ones. */
  public static double[] correct(double... p) {
    int[] order =
        IntStream.range(0, p.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> p[i]))
            .mapToInt(i -> i)
            .toArray();
    double[] corrected = new double[p.length];
    double largest = 0;
    for (int i = 0; i < order.length; i++) {
      largest = Math.max(largest, Math.min(1, (p.length - i) * p[order[i]]));
      corrected[order[i]] = largest;
    }
    return corrected;
  }
}
