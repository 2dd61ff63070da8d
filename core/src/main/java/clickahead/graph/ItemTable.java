package clickahead.graph;

import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.lang.foreign.Arena;

/**
 * One row per item: D weights, the item's bias as one more column, zeros up to the width, and
 * behind them the optimiser's state in the same layout. Row-sparse: a step touches the rows of its
 * items.
 */
public final class ItemTable {
  private final Compute compute;
  private final int items;
  private final int units;
  private final int width;
  private final int planes;
  private final long address;

  /**
   * Lays out a table of zeros.
   *
   * @param items N
   * @param units D
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public ItemTable(Arena arena, Compute compute, int items, int units, int planes) {
    this.compute = compute;
    this.items = items;
    this.units = units;
    this.planes = planes;
    width = Kernels.padded(units + 1);
    address = Memory.allocate(arena, items * rowStride() * compute.elementBytes());
  }

  /** Number of items, N. */
  public int items() {
    return items;
  }

  /** Number of units, D; the bias is column D. */
  public int units() {
    return units;
  }

  /** Elements of a plane's row. */
  public int width() {
    return width;
  }

  /** Number of planes. */
  public int planes() {
    return planes;
  }

  /** Elements between the rows of two items. */
  public long rowStride() {
    return (long) planes * width;
  }

  /** Address of item 0's weights. */
  public long address() {
    return address;
  }

  /** Address of one item's row in a plane. */
  public long row(int plane, int item) {
    return address + (item * rowStride() + (long) plane * width) * compute.elementBytes();
  }

  /**
   * Scores items side by side for many states: scores[i, c] = row of item first + i · states[c].
   *
   * @param n number of items
   * @param states [columns, width], with 1 in column D
   * @param scores [n, stride], overwritten
   */
  public void score(int first, int n, long states, int columns, long scores, int stride) {
    score(row(0, first), rowStride(), n, states, columns, scores, stride);
  }

  /**
   * The same for copies of items' rows.
   *
   * @param rows [n, rowStride]
   */
  public void score(
      long rows, long rowStride, int n, long states, int columns, long scores, int stride) {
    compute
        .products()
        .multiply(
            false, true, n, columns, units + 1L, rows, rowStride, states, width, scores, stride);
  }

  /** Reads a weight, or its state. */
  public double get(int plane, int item, int column) {
    return compute.kernels().get(row(plane, item), column);
  }

  /** Writes a weight, or its state. */
  public void put(int plane, int item, int column, double value) {
    compute.kernels().put(row(plane, item), column, value);
  }
}
