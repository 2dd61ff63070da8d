package clickahead.math;

/**
 * Random numbers without state: the n-th number of a seed is a hash of both. Any worker can draw
 * any number at any time, so results do not depend on who draws what, and a training that is
 * resumed goes on where it stopped.
 */
public final class CounterRandom {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private CounterRandom() {}

  /** The n-th 64-bit number of a seed: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014). */
  public static long bits(long seed, long n) {
    long z = seed + (n + 1) * GOLDEN;
    z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
    z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
    return z ^ z >>> 31;
  }

  /** The n-th number of a seed, uniform in [0, 1). */
  public static double uniform(long seed, long n) {
    return (bits(seed, n) >>> 11) * 0x1p-53;
  }

  /** A seed for one purpose, independent of the seeds for other purposes. */
  public static long derive(long seed, long purpose) {
    return bits(bits(seed, purpose), ~purpose);
  }

  /**
   * Hashes 32 bits under a key, for masks that are made lane by lane: all operations exist in SIMD.
   */
  static int hash(int i, int key) {
    int x = i * 0x9E3779B9 ^ key;
    x = (x ^ x >>> 16) * 0x7FEB352D;
    x = (x ^ x >>> 15) * 0x846CA68B;
    return x ^ x >>> 16;
  }

  /** The upper 24 bits of {@link #hash} lie below this with probability rate. */
  static int threshold(double rate) {
    return (int) Math.round(rate * (1 << 24));
  }
}
