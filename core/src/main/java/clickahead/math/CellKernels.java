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
}
