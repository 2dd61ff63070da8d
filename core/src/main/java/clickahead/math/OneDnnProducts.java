package clickahead.math;

import java.lang.foreign.ValueLayout;

/** Products by oneDNN, in single precision. */
public final class OneDnnProducts implements Products {

  /**
   * @throws IllegalStateException if oneDNN is not available ({@link OneDnn#problem})
   */
  public OneDnnProducts() {
    OneDnn.problem()
        .ifPresent(
            problem -> {
              throw new IllegalStateException("oneDNN is not available: " + problem);
            });
  }

  @Override
  public int elementBytes() {
    return Float.BYTES;
  }

  @Override
  public void multiply(
      boolean transposeA,
      boolean transposeB,
      long m,
      long n,
      long k,
      long a,
      long strideA,
      long b,
      long strideB,
      long out,
      long strideOut) {
    if (k == 0) {
      clear(m, n, out, strideOut); // oneDNN leaves out as it is.
    } else if (m > 0 && n > 0) {
      OneDnn.sgemm(transposeA, transposeB, m, n, k, a, strideA, b, strideB, out, strideOut);
    }
  }

  static void clear(long m, long n, long out, long strideOut) {
    for (long row = 0; row < m; row++) {
      for (long column = 0; column < n; column++) {
        long address = out + (row * strideOut + column) * Float.BYTES;
        Memory.ALL.set(ValueLayout.JAVA_FLOAT_UNALIGNED, address, 0f);
      }
    }
  }

  @Override
  public void enterThread() {
    OneDnn.useOneThread();
  }

  @Override
  public String describe() {
    return "oneDNN " + OneDnn.version() + ", single precision";
  }
}
