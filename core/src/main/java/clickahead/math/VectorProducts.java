package clickahead.math;

import java.lang.ref.Reference;

/** Products on the Vector API, in single precision, for any machine. */
public final class VectorProducts implements Products {
  private final ThreadLocal<BlockedProduct> product = ThreadLocal.withInitial(BlockedProduct::new);

  @Override
  public int elementBytes() {
    return Float.BYTES;
  }

  @Override
  public String describe() {
    return "Vector API, " + VectorWidth.SPECIES.vectorBitSize() + " bits, single precision";
  }

  @Override
  public void enterThread() {
    product.get();
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
    long rowA = (transposeA ? 1 : strideA) * Float.BYTES;
    long stepA = (transposeA ? strideA : 1) * Float.BYTES;
    long columnB = (transposeB ? strideB : 1) * Float.BYTES;
    long stepB = (transposeB ? 1 : strideB) * Float.BYTES;
    long rowOut = strideOut * Float.BYTES;
    BlockedProduct own = product.get();
    try {
      if (k == 0) {
        clear(m, n, out, rowOut);
      } else if (n == 1 && !transposeA) {
        own.multiplyVector(m, k, a, rowA, b, stepB, out, rowOut);
      } else if (m == 1 && transposeB) {
        own.multiplyVector(n, k, b, columnB, a, stepA, out, Float.BYTES);
      } else if (n == 1 && strideOut == 1) {
        // aᵀ · b is a column, and bᵀ · a the same numbers as a row, without a tile's other columns.
        own.multiply(1, m, k, b, 0, stepB, a, stepA, Float.BYTES, out, 0);
      } else {
        own.multiply(m, n, k, a, rowA, stepA, b, stepB, columnB, out, rowOut);
      }
    } finally {
      // The working memory goes with its object: not before the last use of an address.
      Reference.reachabilityFence(own);
    }
  }

  private static void clear(long m, long n, long out, long rowOut) {
    for (long row = 0; row < m; row++) {
      for (long column = 0; column < n; column++) {
        Memory.putFloat(out + row * rowOut + column * Float.BYTES, 0);
      }
    }
  }
}
