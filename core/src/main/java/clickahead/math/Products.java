package clickahead.math;

/**
 * Dense matrix products on off-heap memory. Callers give addresses, and answer for them: nothing is
 * checked. Every implementation is single-threaded, allocates nothing in {@link #multiply}, and
 * gives bit-identical results for identical input, before and after compilation.
 */
public interface Products {

  /** Bytes of one matrix element: 4 for single precision, 8 for double. */
  int elementBytes();

  /**
   * out = op(a) · op(b), where op transposes or leaves; out is overwritten. All matrices are
   * row-major; the strides are in elements, from one row to the next of the matrix as stored.
   *
   * @param transposeA a is stored as [k, m] instead of [m, k]
   * @param transposeB b is stored as [n, k] instead of [k, n]
   * @param m rows of out
   * @param n columns of out
   * @param k length of the inner products; 0 makes out zero
   * @param a address of a
   * @param strideA elements between rows of a
   * @param b address of b
   * @param strideB elements between rows of b
   * @param out address of out [m, n]
   * @param strideOut elements between rows of out
   */
  void multiply(
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
      long strideOut);

  /** To be called once in each thread before its first product. */
  default void enterThread() {}

  /** Name and version for the log. */
  String describe();
}
