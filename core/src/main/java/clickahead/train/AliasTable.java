package clickahead.train;

/**
 * Draws from a discrete distribution in constant time, whatever the number of outcomes (Walker
 * 1977, built as in Vose 1991). Immutable.
 */
public final class AliasTable {
  /** Per outcome: probability of keeping it, in units of 2^-32, above; the alternative below. */
  private final long[] entries;

  private static final long CERTAIN = (1L << 32) - 1;

  /**
   * Builds the table.
   *
   * @param weights not negative, at least one above 0
   */
  public AliasTable(double[] weights) {
    int n = weights.length;
    double total = 0;
    for (double w : weights) {
      total += w;
    }
    if (!(total > 0)) {
      throw new IllegalArgumentException(
          "a distribution needs a positive weight, the sum of " + n + " weights is " + total);
    }
    double[] scaled = new double[n];
    int[] queue = new int[n];
    int small = 0;
    int large = n;
    for (int i = 0; i < n; i++) {
      scaled[i] = weights[i] * n / total;
      if (scaled[i] < 1) {
        queue[small++] = i;
      } else {
        queue[--large] = i;
      }
    }
    entries = new long[n];
    pair(scaled, queue, small, large);
  }

  /** Fills every small outcome's place up with a part of a large one. */
  private void pair(double[] scaled, int[] queue, int small, int large) {
    int n = scaled.length;
    while (small > 0 && large < n) {
      int less = queue[--small];
      int more = queue[large];
      entries[less] = entry(scaled[less], more);
      scaled[more] -= 1 - scaled[less];
      if (scaled[more] < 1) {
        large++;
        queue[small++] = more;
      }
    }
    while (large < n) {
      int i = queue[large++];
      entries[i] = entry(1, i);
    }
    while (small > 0) {
      int i = queue[--small];
      entries[i] = entry(1, i);
    }
  }

  private static long entry(double keep, int alternative) {
    long threshold = Math.min(CERTAIN, Math.max(0, Math.round(keep * 0x1p32)));
    return (threshold << 32) | alternative;
  }

  /**
   * One draw.
   *
   * @param bits 64 random bits
   * @return an outcome, 0 to n - 1
   */
  public int draw(long bits) {
    // The upper half of bits * n is the place, the lower half a fraction, uniform within it.
    int place = (int) Math.unsignedMultiplyHigh(bits, entries.length);
    long fraction = (bits * entries.length) >>> 32;
    long entry = entries[place];
    long threshold = entry >>> 32;
    return fraction < threshold || threshold == CERTAIN ? place : (int) entry;
  }
}
