package clickahead.math;

/**
 * The element-wise loops of GRU cells (Cho et al. 2014). Gates r, z and the candidate n stand one
 * behind the other, [3, count], all counts padded. See {@link Kernels} for the conventions.
 */
public interface CellKernels {

  /** gates[i] = σ(gates[i] + state[i]). */
  void sigmoidOfSum(long gates, long state, int count);

  /** to[i] += a[i] * b[i]. */
  void addProduct(long to, long a, long b, int count);

  /** out[i] = a[i] + z[i] * (b[i] - a[i]). */
  void blend(long z, long a, long b, long out, int count);

  /**
   * Backward pass of the reset-after cell, h = (1 - z)∘n + z∘previous.
   *
   * @param gi [3, count] r, z, n; left holding the gradients of the input's part of the gates
   * @param gh [3, count] the state's part of the gates, of which only the candidate's is read; left
   *     holding its gradients
   * @param previous [count] state before the step
   * @param dh [count] gradient of h
   * @param sloped [count] gradient of h times the slope of the candidate's activation
   */
  void resetAfterBackward(long gi, long gh, long previous, long dh, long sloped, int count);

  /**
   * Backward pass of the reset-before cell, h = (1 - z)∘previous + z∘n, as far as it does not need
   * the reset gate.
   *
   * @param gi [3, count] r, z, n; z and n are left holding the gradients of their inputs
   * @param previous [count] state before the step
   * @param dh [count] gradient of h
   * @param sloped [count] gradient of h times the slope of the candidate's activation
   */
  void resetBeforeBackward(long gi, long previous, long dh, long sloped, int count);

  /**
   * The reset gate's part of that: r[i] becomes the gradient of its input.
   *
   * @param r [count] the gate
   * @param product [count] gradient of r∘previous
   * @param previous [count] state before the step
   */
  void resetGradient(long r, long product, long previous, int count);
}
