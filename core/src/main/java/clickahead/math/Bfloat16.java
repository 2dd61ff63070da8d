package clickahead.math;

/**
 * The upper half of a float: rounded to nearest, ties to even. Infinities stay; a NaN as
 * computations give it (its highest fraction bit set) stays one.
 */
final class Bfloat16 {
  private static final boolean VECTORS = VectorModule.problem().isEmpty();

  private Bfloat16() {}

  /** The bits of a float, rounded; the lower half zero. */
  static int round(int bits) {
    return bits + 0x7FFF + (bits >>> 16 & 1) & 0xFFFF0000;
  }

  /** Rounds count floats; they stay floats. */
  static void round(long from, long to, long count) {
    long done = VECTORS ? VectorBfloat16.round(from, to, count) : 0;
    for (long i = done; i < count; i++) {
      int bits = Float.floatToRawIntBits(Memory.getFloat(from + 4 * i));
      Memory.putFloat(to + 4 * i, Float.intBitsToFloat(round(bits)));
    }
  }

  /** Rounds count floats to 2 bytes each. */
  static void pack(long from, long to, long count) {
    long done = VECTORS ? VectorBfloat16.pack(from, to, count) : 0;
    for (long i = done; i < count; i++) {
      int bits = Float.floatToRawIntBits(Memory.getFloat(from + 4 * i));
      Memory.putShort(to + 2 * i, (short) (round(bits) >>> 16));
    }
  }
}
