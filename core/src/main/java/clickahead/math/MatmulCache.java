package clickahead.math;

import java.util.Arrays;

/**
 * One thread's primitives by shape: a hash table with open addressing, so that finding one
 * allocates nothing. When it is full it begins anew; a training meets some hundred shapes.
 */
final class MatmulCache {
  private static final int SLOTS = 1 << 13;
  private static final int MOST = SLOTS / 4;
  private static final int KEY = 7;

  private final long stream;
  private final int type;
  private final long[] keys = new long[SLOTS * KEY];
  private final OneDnnMatmul[] products = new OneDnnMatmul[SLOTS];
  private int size;

  /**
   * An empty cache.
   *
   * @param type element type of the operands
   */
  MatmulCache(long stream, int type) {
    this.stream = stream;
    this.type = type;
  }

  /** The primitive for a shape; the parameters are those of {@link Products#multiply}. */
  OneDnnMatmul get(
      boolean transposeA,
      boolean transposeB,
      long m,
      long n,
      long k,
      long strideA,
      long strideB,
      long strideOut) {
    long operations = (transposeA ? 2 : 0) + (transposeB ? 1 : 0);
    int slot = hash(operations, m, n, k, strideA, strideB, strideOut);
    while (products[slot] != null) {
      int at = slot * KEY;
      if (keys[at] == operations
          && keys[at + 1] == m
          && keys[at + 2] == n
          && keys[at + 3] == k
          && keys[at + 4] == strideA
          && keys[at + 5] == strideB
          && keys[at + 6] == strideOut) {
        return products[slot];
      }
      slot = slot + 1 & SLOTS - 1;
    }
    if (size == MOST) {
      clear();
      slot = hash(operations, m, n, k, strideA, strideB, strideOut);
    }
    long[] key = {operations, m, n, k, strideA, strideB, strideOut};
    System.arraycopy(key, 0, keys, slot * KEY, KEY);
    products[slot] =
        new OneDnnMatmul(
            stream, type, transposeA, transposeB, m, n, k, strideA, strideB, strideOut);
    size++;
    return products[slot];
  }

  private static int hash(long operations, long m, long n, long k, long a, long b, long out) {
    long h = operations;
    h = h * 31 + m;
    h = h * 31 + n;
    h = h * 31 + k;
    h = h * 31 + a;
    h = h * 31 + b;
    h = h * 31 + out;
    h *= 0x9E3779B97F4A7C15L;
    return (int) (h >>> 64 - Integer.numberOfTrailingZeros(SLOTS));
  }

  /** Frees all primitives. */
  void clear() {
    for (OneDnnMatmul product : products) {
      if (product != null) {
        product.destroy();
      }
    }
    Arrays.fill(products, null);
    size = 0;
  }
}
