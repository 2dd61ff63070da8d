package clickahead.math;

/**
 * The shape of a product to test.
 *
 * @param gap elements between the end of a row and the next one, in all three matrices
 */
record ProductShape(boolean transposeA, boolean transposeB, int m, int n, int k, int gap) {

  int rowsA() {
    return transposeA ? k : m;
  }

  int strideA() {
    return Math.max(1, transposeA ? m : k) + gap;
  }

  int rowsB() {
    return transposeB ? n : k;
  }

  int strideB() {
    return Math.max(1, transposeB ? k : n) + gap;
  }

  int strideOut() {
    return Math.max(1, n) + gap;
  }
}
