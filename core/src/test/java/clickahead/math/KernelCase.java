package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * One call of one kernel on buffers of its own, to be run by any implementation. Every buffer,
 * written or not, is compared afterwards.
 *
 * @param name kernel and sizes
 * @param buffers what the buffers hold before the call
 * @param call the call, given the buffers' addresses
 * @param ulps how far an element may be off, in single precision's ulps of its own size
 * @param scaleUlps the same in ulps of the buffer's largest element: for what cancels
 * @param terms where the elements of the last buffer are sums: of each, the sum of its terms
 *     without their signs, which scaleUlps then are of; else null
 */
record KernelCase(
    String name, Buffer[] buffers, Call call, double ulps, double scaleUlps, double[] terms) {
  private static final double ULP = 0x1p-23;

  /** Vector kernels end at exp(-87), where the oracle goes on to zero; scores reach 1e4. */
  private static final double NEGLIGIBLE = 1e-33;

  private static final int GUARD = 128;
  private static final byte UNTOUCHED = 0x5A;

  KernelCase(String name, Buffer[] buffers, Call call, double ulps, double scaleUlps) {
    this(name, buffers, call, ulps, scaleUlps, null);
  }

  /** A call of a kernel. */
  @FunctionalInterface
  interface Call {
    void on(Kernels kernels, long[] at);
  }

  /**
   * Numbers, as elements or as integers of 4 bytes.
   *
   * @param values what they are before the call
   * @param integers stored as integers?
   */
  record Buffer(double[] values, boolean integers) {
    int bytes(Kernels kernels) {
      return values.length * (integers ? 4 : kernels.elementBytes());
    }

    double get(Kernels kernels, long at, int i) {
      return integers
          ? Memory.ALL.get(ValueLayout.JAVA_INT_UNALIGNED, at + 4L * i)
          : kernels.get(at, i);
    }

    void put(Kernels kernels, long at, int i) {
      if (integers) {
        Memory.ALL.set(ValueLayout.JAVA_INT_UNALIGNED, at + 4L * i, (int) values[i]);
      } else {
        kernels.put(at, i, values[i]);
      }
    }
  }

  /** What the buffers hold after the call by the oracle. */
  private double[][] expected() {
    Kernels oracle = new ScalarKernels(8);
    try (Arena arena = Arena.ofConfined()) {
      long[] at = lay(oracle, arena);
      call.on(oracle, at);
      double[][] results = new double[buffers.length][];
      for (int i = 0; i < results.length; i++) {
        results[i] = read(oracle, at, i);
      }
      return results;
    }
  }

  private double[] read(Kernels kernels, long[] at, int buffer) {
    double[] values = new double[buffers[buffer].values.length];
    Arrays.setAll(values, k -> buffers[buffer].get(kernels, at[buffer], k));
    return values;
  }

  /** Lays the buffers out, with guards before and behind. */
  long[] lay(Kernels kernels, Arena arena) {
    long[] at = new long[buffers.length];
    for (int i = 0; i < at.length; i++) {
      int bytes = buffers[i].bytes(kernels);
      long start = Memory.allocate(arena, bytes + 2L * GUARD);
      Memory.ALL.asSlice(start, bytes + 2L * GUARD).fill(UNTOUCHED);
      at[i] = start + GUARD;
      fill(kernels, at, i);
    }
    return at;
  }

  /** Puts the buffers back to what they were before the call. */
  void refill(Kernels kernels, long[] at) {
    for (int i = 0; i < at.length; i++) {
      fill(kernels, at, i);
    }
  }

  private void fill(Kernels kernels, long[] at, int buffer) {
    for (int k = 0; k < buffers[buffer].values.length; k++) {
      buffers[buffer].put(kernels, at[buffer], k);
    }
  }

  /** A hash of all buffers' bits. */
  int bits(Kernels kernels, long[] at) {
    int hash = 1;
    for (int i = 0; i < at.length; i++) {
      byte[] bytes =
          Memory.ALL.asSlice(at[i], buffers[i].bytes(kernels)).toArray(ValueLayout.JAVA_BYTE);
      hash = 31 * hash + Arrays.hashCode(bytes);
    }
    return hash;
  }

  /** Runs the call and compares with the oracle; what lies around the buffers must not change. */
  void verify(Kernels kernels) {
    try (Arena arena = Arena.ofConfined()) {
      long[] at = lay(kernels, arena);
      call.on(kernels, at);
      double[][] expected = expected();
      for (int i = 0; i < at.length; i++) {
        compare(i, read(kernels, at, i), expected[i]);
        assertThat(guardsAreWhole(at[i], buffers[i].bytes(kernels)))
            .as("%s: bytes around buffer %d are untouched", name, i)
            .isTrue();
      }
    }
  }

  private void compare(int buffer, double[] actual, double[] expected) {
    double largest = 0;
    for (double e : expected) {
      largest = Math.max(largest, Math.abs(e));
    }
    boolean sums = terms != null && buffer == buffers.length - 1;
    for (int k = 0; k < actual.length; k++) {
      double scale = sums ? terms[k] : largest;
      double allowed = ULP * (ulps * Math.abs(expected[k]) + scaleUlps * scale) + NEGLIGIBLE;
      boolean close =
          Math.abs(actual[k] - expected[k]) <= allowed
              || Double.compare(actual[k], expected[k]) == 0;
      if (!close) {
        assertThat(actual[k])
            .as("%s: buffer %d, element %d, may be off by %s", name, buffer, k, allowed)
            .isEqualTo(expected[k]);
      }
    }
  }

  private static boolean guardsAreWhole(long at, int bytes) {
    for (int i = 1; i <= GUARD; i++) {
      if (Memory.ALL.get(ValueLayout.JAVA_BYTE, at - i) != UNTOUCHED
          || Memory.ALL.get(ValueLayout.JAVA_BYTE, at + bytes + i - 1) != UNTOUCHED) {
        return false;
      }
    }
    return true;
  }
}
