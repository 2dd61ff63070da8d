package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.Optimizer;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.OptimizerKernels;
import clickahead.math.Worker;

/**
 * A row for each event, summed of a table's rows; zeros where the event has none. On the way back
 * each worker adds the gradients of the table's rows that it owns.
 */
abstract class LookedUpRows implements SequenceOperator {
  final Kernels kernels;
  final ItemTable table;

  /** The step's rows of the table; null for prediction. */
  final TouchedRows rows;

  final Rows output;
  private final Workspace space;
  private final OptimizerKernels sums;

  /**
   * Lays out a look-up.
   *
   * @param rows the step's rows of the table, with gradients; null for prediction
   */
  LookedUpRows(Workspace space, ItemTable table, int events, TouchedRows rows) {
    this.space = space;
    kernels = space.compute().kernels();
    sums = kernels.optimizers();
    this.table = table;
    this.rows = rows;
    output = new Rows(space, false, events, table.units(), rows != null);
  }

  @Override
  public final Rows output() {
    return output;
  }

  @Override
  public final void prepare(Worker worker, SequenceBatch batch) {
    if (rows == null) {
      return;
    }
    rows.restart(worker);
    TouchedRows.Share share = rows.share(worker);
    for (int e = 0; e < batch.events(); e++) {
      place(worker, share, batch, e);
    }
  }

  /** Gives a place to each row of an event that this worker owns. */
  abstract void place(Worker worker, TouchedRows.Share share, SequenceBatch batch, int event);

  @Override
  public final void forward(Worker worker, SequenceBatch batch) {
    int first = batch.firstEvent(worker.index());
    int end = batch.firstEvent(worker.index() + 1);
    Memory.clear(output.value(first), space.bytes((long) (end - first) * output.stride()));
    for (int e = first; e < end; e++) {
      lookUp(batch, e);
    }
  }

  /** Computes an event's row, which is zero so far. */
  abstract void lookUp(SequenceBatch batch, int event);

  /** Adds a row of the table to an event's, so many times. */
  final void add(int event, int row, double times) {
    sums.mix(output.value(event), table.row(0, row), output.stride(), 1, times);
  }

  /** Clears what came into an event's row from the column of biases, where the table has one. */
  final void clearBias(int event) {
    if (output.units() < output.stride()) {
      kernels.put(output.value(event), output.units(), 0);
    }
  }

  @Override
  public final void backward(Worker worker, SequenceBatch batch) {}

  @Override
  public final void collect(Worker worker, SequenceBatch batch) {
    rows.clearFed(worker);
    TouchedRows.Share share = rows.share(worker);
    for (int e = 0; e < batch.events(); e++) {
      giveBack(worker, share, batch, e);
    }
  }

  /** Adds an event's gradient to those of its rows that this worker owns. */
  abstract void giveBack(Worker worker, TouchedRows.Share share, SequenceBatch batch, int event);

  /** Adds an event's gradient, so many times, to that of a row of the table. */
  final void addGradient(long to, int event, double times) {
    sums.mix(to, output.gradient(event), output.stride(), 1, times);
  }

  @Override
  public final double squaredGradients(Worker worker) {
    return rows.squaredGradients(worker);
  }

  @Override
  public final void update(Worker worker, Optimizer optimizer, long step, double scale) {
    rows.update(worker, optimizer, step, scale);
  }
}
