package clickahead.math;

/** The element-wise halves of recurrent cells. See {@link Kernels} for the conventions. */
public interface CellKernels {

  /**
   * Forward pass of the reset-after GRU cell (Cho et al. 2014 as cuDNN has it): r = σ(gi_r + gh_r),
   * z = σ(gi_z + gh_z), n = tanh(gi_n + r∘gh_n), h = (1 - z)∘n + z∘previous.
   *
   * @param gi [3, count] products of the input with biases; left holding r, z, n
   * @param gh [3, count] products of the previous state with biases
   * @param previous [count]
   * @param h [count]
   * @param count padded
   */
  void gruForward(long gi, long gh, long previous, long h, int count);

  /**
   * Backward pass of the reset-after GRU cell.
   *
   * @param gi [3, count] r, z, n; left holding the gradients of gi
   * @param gh [3, count] as in the forward pass; left holding the gradients of gh
   * @param previous [count] state before the step
   * @param dh [count] gradient of h
   * @param count padded
   */
  void gruBackward(long gi, long gh, long previous, long dh, int count);

  /** gates[i] = σ(gates[i] + state[i]) for a padded count. */
  void sigmoidOfSum(long gates, long state, int count);

  /** to[i] += a[i] * b[i] for a padded count. */
  void addProduct(long to, long a, long b, int count);

  /** values[i] = activation of values[i] for a padded count. */
  void activate(long values, int count, Activation activation);

  /** out[i] = slope of the activation where its value is values[i], for a padded count. */
  void slopes(long values, long out, int count, Activation activation);

  /** out[i] = a[i] + z[i] * (b[i] - a[i]) for a padded count. */
  void blend(long z, long a, long b, long out, int count);

  /**
   * {@link #gruBackward} with any activation of the candidate.
   *
   * @param slope [count] its slope
   */
  void gruBackward(long gi, long gh, long previous, long dh, long slope, int count);

  /**
   * Backward pass of the reset-before cell (Cho et al. 2014), as far as it does not need the reset
   * gate: h = (1 - z)∘previous + z∘n.
   *
   * @param gi [3, count] r, z, n; z and n are left holding the gradients of their inputs
   * @param previous [count] state before the step
   * @param dh [count] gradient of h
   * @param slope [count] slope of the candidate's activation
   * @param count padded
   */
  void resetBeforeBackward(long gi, long previous, long dh, long slope, int count);

  /**
   * The reset gate's part: r[i] becomes the gradient of its input.
   *
   * @param r [count] the gate
   * @param product [count] gradient of r∘previous
   * @param previous [count] state before the step
   * @param count padded
   */
  void resetGradient(long r, long product, long previous, int count);
}
