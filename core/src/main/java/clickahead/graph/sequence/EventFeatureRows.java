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
 * The row that each event has of one of its features, times the amount; zeros where it has none. On
 * the way back each worker adds the gradients of the rows it owns.
 */
final class EventFeatureRows implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final OptimizerKernels sums;
  private final int feature;
  private final ItemTable table;
  private final TouchedRows rows;
  private final Rows output;

  /**
   * Lays out a look-up.
   *
   * @param feature its number among the events' features
   * @param rows the step's rows of the table, with gradients; null for prediction
   */
  EventFeatureRows(Workspace space, int feature, ItemTable table, int events, TouchedRows rows) {
    this.space = space;
    kernels = space.compute().kernels();
    sums = kernels.optimizers();
    this.feature = feature;
    this.table = table;
    this.rows = rows;
    output = new Rows(space, false, events, table.units(), rows != null);
  }

  @Override
  public Rows output() {
    return output;
  }

  @Override
  public void prepare(Worker worker, SequenceBatch batch) {
    if (rows == null) {
      return;
    }
    rows.restart(worker);
    TouchedRows.Share share = rows.share(worker);
    int[] chosen = batch.descriptions.rows[feature];
    for (int e = 0; e < batch.events(); e++) {
      if (rows.owns(worker, chosen[e])) {
        rows.place(share, chosen[e]);
      }
    }
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int first = batch.firstEvent(worker.index());
    int end = batch.firstEvent(worker.index() + 1);
    Memory.clear(output.value(first), space.bytes((long) (end - first) * output.stride()));
    int[] chosen = batch.descriptions.rows[feature];
    double[] amounts = batch.descriptions.amounts[feature];
    for (int e = first; e < end; e++) {
      if (chosen[e] >= 0) {
        long to = output.value(e);
        sums.mix(to, table.row(0, chosen[e]), output.stride(), 1, amounts[e]);
        if (output.units() < output.stride()) {
          // A column of biases stands here.
          kernels.put(to, output.units(), 0);
        }
      }
    }
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {}

  @Override
  public void collect(Worker worker, SequenceBatch batch) {
    rows.clearFed(worker);
    TouchedRows.Share share = rows.share(worker);
    int[] chosen = batch.descriptions.rows[feature];
    double[] amounts = batch.descriptions.amounts[feature];
    for (int e = 0; e < batch.events(); e++) {
      if (rows.owns(worker, chosen[e])) {
        long to = rows.gradient(share, rows.place(share, chosen[e]));
        sums.mix(to, output.gradient(e), output.stride(), 1, amounts[e]);
      }
    }
  }

  @Override
  public double squaredGradients(Worker worker) {
    return rows.squaredGradients(worker);
  }

  @Override
  public void update(Worker worker, Optimizer optimizer, long step, double scale) {
    rows.update(worker, optimizer, step, scale);
  }
}
