package clickahead.math;

/**
 * The loops of the optimisers, over padded blocks and over rows of tables. See {@link Kernels} for
 * the conventions.
 */
public interface OptimizerKernels {

  /**
   * Adagrad (Duchi et al. 2011), on count padded elements: acc += g²; step = rate * g / sqrt(acc +
   * 1e-6); value -= step.
   */
  void adagrad(long value, long accumulator, long gradient, long count, double rate);

  /**
   * Adagrad with classical momentum: acc += g²; velocity = momentum * velocity - rate * g /
   * sqrt(acc + 1e-6); value += velocity.
   */
  void adagradMomentum(
      long value,
      long accumulator,
      long velocity,
      long gradient,
      long count,
      double rate,
      double momentum);

  /**
   * {@link #adagrad} on rows of a table whose rows hold value, accumulator (and velocity) one
   * behind the other, each width wide; with momentum 0 there is no velocity.
   *
   * @param rowStride elements between two rows
   * @param gradient [n, width]
   */
  void adagradRows(
      long table,
      long rowStride,
      int[] rows,
      int n,
      long gradient,
      int width,
      double rate,
      double momentum);
}
