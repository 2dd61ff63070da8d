package clickahead.graph;

import clickahead.math.Memory;
import clickahead.math.Worker;
import java.util.function.IntFunction;

/**
 * Updates columns of a step's rows that belong to several networks, some of which may stay as they
 * are, or move by an optimiser of their own. The other columns, and their state, stay what they
 * were, bit for bit: an optimiser moves by its momentum even where the gradient is zero, so they
 * are put aside meanwhile.
 */
public final class MovingColumns {
  private static final int ROWS = 64;

  private final Workspace space;
  private final ItemTable table;
  private final int unitsOfEach;
  private final long[] aside;
  private final long[] gradients;
  private final int[][] items;

  /**
   * Columns.
   *
   * @param unitsOfEach columns of each network
   */
  public MovingColumns(Workspace space, ItemTable table, int unitsOfEach) {
    this.space = space;
    this.table = table;
    this.unitsOfEach = unitsOfEach;
    gradients = space.elementsPerWorker(ROWS * table.width());
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
  public void clearOthers(TouchedRows.Share share, int first, int end, boolean bias) {
    int last = bias ? table.units() : table.width();
    for (int place = 0; place < share.size(); place++) {
      long row = share.gradients + space.bytes((long) place * table.width());
      Memory.clear(row, space.bytes(first));
      Memory.clear(row + space.bytes(end), space.bytes(last - end));
    }
  }

  /** Networks that have columns. */
  public int networks() {
    return table.units() / unitsOfEach;
  }

  /** Updates the columns that move, each by the optimiser of its owner. */
  void update(
      Worker worker,
      TouchedRows.Share share,
      Turn turn,
      IntFunction<Optimizer> of,
      long step,
      double scale) {
    for (int begin = 0; begin < share.size(); begin += ROWS) {
      int n = Math.min(ROWS, share.size() - begin);
      System.arraycopy(share.items, begin, items[worker.index()], 0, n);
      long given = share.gradients + space.bytes((long) begin * table.width());
      for (int network = 0; network < networks(); network++) {
        if (turn.moves(network)) {
          int first = network * unitsOfEach;
          update(worker, n, given, of.apply(network), step, scale, first, first + unitsOfEach);
        }
      }
      if (turn.shared()) {
        update(worker, n, given, of.apply(Turn.SHARED), step, scale, table.units(), table.width());
      }
    }
  }

  /** Updates some columns of some rows; an optimiser uses gradients up, so it gets a copy. */
  private void update(
      Worker worker,
      int n,
      long given,
      Optimizer optimizer,
      long step,
      double scale,
      int first,
      int end) {
    int[] some = items[worker.index()];
    long copy = gradients[worker.index()];
    Memory.copy(given, copy, space.bytes((long) n * table.width()));
    for (int i = 0; i < n; i++) {
      Memory.copy(table.row(0, some[i]), saved(worker, i), space.bytes(table.rowStride()));
    }
    optimizer.updateRows(
        table.address(), table.rowStride(), some, n, copy, table.width(), step, scale);
    for (int i = 0; i < n; i++) {
      putBack(saved(worker, i), some[i], 0, first);
      putBack(saved(worker, i), some[i], end, table.width());
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
