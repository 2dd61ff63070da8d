package clickahead.graph;

/**
 * Turns gradients into new weights. State lies next to the weights it belongs to: a parameter has
 * {@link #planes} planes, the weights first. All workers share one, each for its own parameters;
 * gradients are scratch that it may overwrite.
 */
public interface Optimizer {

  /** Planes of a parameter: 1 for the weights and one per kind of state. */
  int planes();

  /** Largest Euclidean norm of all gradients of a step together; 0 for no limit. */
  default double gradientCap() {
    return 0;
  }

  /**
   * Updates a dense block.
   *
   * @param planes address of each plane
   * @param gradient [count]
   * @param count padded number of elements
   * @param step number of the step since the training began, from 0
   * @param scale factor of the gradients, where they were clipped
   */
  void update(long[] planes, long gradient, long count, long step, double scale);

  /**
   * Updates rows of a table; no other row is touched.
   *
   * @param table its rows hold the planes one behind the other, each width wide
   * @param rowStride elements between rows
   * @param rows [n] row numbers
   * @param gradient [n, width]
   * @param step number of the step since the training began, from 0
   * @param scale factor of the gradients, where they were clipped
   */
  void updateRows(
      long table,
      long rowStride,
      int[] rows,
      int n,
      long gradient,
      int width,
      long step,
      double scale);
}
