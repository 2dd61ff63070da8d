package clickahead.math;

/**
 * The element-wise loops of GRU cells (Cho et al. 2014) over events that lie one behind the other.
 * Gates r, z and the candidate n are [rows, 3, U], everything else [rows, U], U padded; the
 * candidate's activation is tanh. A <em>carry</em> [rows, U] takes what goes to the state before,
 * and is added to. See {@link Kernels} for the conventions.
 */
public interface SequenceCellKernels {

  /**
   * The reset-after cell, h = (1 - z)∘n + z∘previous.
   *
   * @param gi [rows, 3, U] the input's part of the gates; left holding r, z, n
   * @param gh [rows, 3, U] the state's part of the gates
   */
  void resetAfter(long gi, long gh, long previous, long h, int rows, int units);

  /**
   * Backward pass of the reset-after cell, but for what goes through its matrices.
   *
   * @param gi r, z, n; left holding the gradients of the input's part of the gates
   * @param gh the state's part, of which only the candidate's is read; left holding its gradients
   * @param dh gradient of h
   */
  void resetAfterBackward(
      long gi, long gh, long previous, long dh, long carry, int rows, int units);

  /**
   * The gates of the reset-before cell.
   *
   * @param gi [rows, 3, U] the input's part of the gates; r and z are left holding the gates
   * @param gh [rows, 2, U] the state's part of r and z
   * @param product r∘previous
   * @param hard hard sigmoid, max(0, min(1, x / 5 + 1 / 2)), instead of the logistic one?
   */
  void resetBeforeGates(
      long gi, long gh, long previous, long product, int rows, int units, boolean hard);

  /**
   * The state of the reset-before cell, h = (1 - z)∘previous + z∘n.
   *
   * @param gi r, z and the input's part of the candidate; left holding r, z, n
   * @param gn the candidate's part by r∘previous
   */
  void resetBeforeState(long gi, long gn, long previous, long h, int rows, int units);

  /**
   * Backward pass of the reset-before cell, as far as it does not need the reset gate.
   *
   * @param gi r, z, n; z and n are left holding the gradients of their inputs
   * @param dh gradient of h
   */
  void resetBeforeBackward(
      long gi, long previous, long dh, long carry, int rows, int units, boolean hard);

  /**
   * The reset gate's part of that.
   *
   * @param gi r is left holding the gradient of its input
   * @param product gradient of r∘previous
   */
  void resetGradient(
      long gi, long product, long previous, long carry, int rows, int units, boolean hard);
}
