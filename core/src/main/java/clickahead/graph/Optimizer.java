package clickahead.graph;

/**
 * Turns gradients into new weights. State lies next to the weights it belongs to: a parameter has
 * {@link #planes} planes, the weights first.
 */
public interface Optimizer {

  /** Planes of a parameter: 1 for the weights and one per kind of state. */
  int planes();

  /**
   * Updates a dense block.
   *
   * @param planes address of each plane
   * @param gradient [count]
   * @param count padded number of elements
   */
  void update(long[] planes, long gradient, long count);

  /**
   * Updates rows of a table; no other row is touched.
   *
   * @param table its rows hold the planes one behind the other, each width wide
   * @param rowStride elements between rows
   * @param rows [n] row numbers
   * @param gradient [n, width]
   */
  void updateRows(long table, long rowStride, int[] rows, int n, long gradient, int width);
}
