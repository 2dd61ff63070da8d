package clickahead.graph;

import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * Updates some columns of a step's rows, where the columns belong to several networks and only one
 * of them moves. The other columns, and their state, stay as they are, bit for bit: an optimiser
 * moves by its momentum even where the gradient is zero, so they are put aside meanwhile.
 */
final class MovingColumns {
  private static final int ROWS = 64;

  private final Workspace space;
  private final ItemTable table;
  private final long[] aside;
  private final int[][] items;

  MovingColumns(Workspace space, ItemTable table) {
    this.space = space;
    this.table = table;
    aside = space.elementsPerWorker(ROWS * table.rowStride());
    items = new int[space.workers()][ROWS];
  }

  /**
   * Sets the gradients of the other columns to zero, so that no norm counts them.
   *
   * @param first first column that moves
   * @param end column behind the last that moves
   * @param bias does the items' bias move?
   */
  void clearOthers(TouchedRows.Share share, int first, int end, boolean bias) {
    int last = bias ? table.units() : table.width();
    for (int place = 0; place < share.size; place++) {
      long row = share.gradients + space.bytes((long) place * table.width());
      Memory.clear(row, space.bytes(first));
      Memory.clear(row + space.bytes(end), space.bytes(last - end));
    }
  }

  /** Updates the columns; the parameters are those of {@link #clearOthers}. */
  void update(
      Worker worker,
      TouchedRows.Share share,
      Optimizer optimizer,
      long step,
      double scale,
      int first,
      int end,
      boolean bias) {
    int last = bias ? table.units() : table.width();
    int[] some = items[worker.index()];
    for (int begin = 0; begin < share.size; begin += ROWS) {
      int n = Math.min(ROWS, share.size - begin);
      System.arraycopy(share.items, begin, some, 0, n);
      for (int i = 0; i < n; i++) {
        Memory.copy(table.row(0, some[i]), saved(worker, i), space.bytes(table.rowStride()));
      }
      optimizer.updateRows(
          table.address(),
          table.rowStride(),
          some,
          n,
          share.gradients + space.bytes((long) begin * table.width()),
          table.width(),
          step,
          scale);
      for (int i = 0; i < n; i++) {
        putBack(saved(worker, i), some[i], 0, first);
        putBack(saved(worker, i), some[i], end, last);
      }
    }
  }

  private long saved(Worker worker, int i) {
    return aside[worker.index()] + space.bytes(i * table.rowStride());
  }

  private void putBack(long saved, int item, int first, int end) {
    for (int plane = 0; plane < table.planes(); plane++) {
      long from = saved + space.bytes((long) plane * table.width() + first);
      Memory.copy(from, table.row(plane, item) + space.bytes(first), space.bytes(end - first));
    }
  }
}
