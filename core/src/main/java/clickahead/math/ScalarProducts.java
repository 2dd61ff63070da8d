package clickahead.math;

/**
 * Products by plain loops that accumulate in double precision, in the order of k: the oracle of the
 * others, and what runs where nothing else does.
 */
final class ScalarProducts implements Products {
  private final int elementBytes;

  /**
   * @param elementBytes 4 for matrices in single precision, 8 for double
   */
  ScalarProducts(int elementBytes) {
    if (elementBytes != Float.BYTES && elementBytes != Double.BYTES) {
      throw new IllegalArgumentException("elements of 4 or 8 bytes expected, got " + elementBytes);
    }
    this.elementBytes = elementBytes;
  }

  @Override
  public int elementBytes() {
    return elementBytes;
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
    long rowStepA = transposeA ? 1 : strideA;
    long stepA = transposeA ? strideA : 1;
    long columnStepB = transposeB ? strideB : 1;
    long stepB = transposeB ? 1 : strideB;
    for (long row = 0; row < m; row++) {
      for (long column = 0; column < n; column++) {
        long firstA = a + row * rowStepA * elementBytes;
        long firstB = b + column * columnStepB * elementBytes;
        long to = out + (row * strideOut + column) * elementBytes;
        if (elementBytes == Float.BYTES) {
          Memory.putFloat(to, (float) dotFloats(firstA, stepA, firstB, stepB, k));
        } else {
          Memory.putDouble(to, dotDoubles(firstA, stepA, firstB, stepB, k));
        }
      }
    }
  }

  private static double dotFloats(long a, long stepA, long b, long stepB, long k) {
    double sum = 0;
    for (long i = 0; i < k; i++) {
      sum +=
          (double) Memory.getFloat(a + i * stepA * Float.BYTES)
              * Memory.getFloat(b + i * stepB * Float.BYTES);
    }
    return sum;
  }

  private static double dotDoubles(long a, long stepA, long b, long stepB, long k) {
    double sum = 0;
    for (long i = 0; i < k; i++) {
      sum +=
          Memory.getDouble(a + i * stepA * Double.BYTES)
              * Memory.getDouble(b + i * stepB * Double.BYTES);
    }
    return sum;
  }

  @Override
  public String describe() {
    return "scalar loops, " + (elementBytes == Float.BYTES ? "single" : "double") + " precision";
  }
}
