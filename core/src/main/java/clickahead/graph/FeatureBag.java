package clickahead.graph;

import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.OptimizerKernels;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * The rows of a feature's values that each event's item has, pooled; zeros where it has none. On
 * the way back each worker adds the gradients of the values it owns.
 */
final class FeatureBag implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final OptimizerKernels sums;
  private final FeatureColumn column;
  private final ItemTable table;
  private final TouchedRows rows;
  private final Rows output;

  /** Place among the values of each element's largest [E, units], for the maximum alone. */
  private final int[] largest;

  FeatureBag(Workspace space, FeatureColumn column, ItemTable table, int events, TouchedRows rows) {
    this.space = space;
    kernels = space.compute().kernels();
    sums = kernels.optimizers();
    this.column = column;
    this.table = table;
    this.rows = rows;
    output = new Rows(space, false, events, table.units(), rows != null);
    boolean max = column.pooling() == Pooling.MAX;
    largest = new int[max ? Math.multiplyExact(events, table.units()) : 0];
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
    for (int e = 0; e < batch.events(); e++) {
      int item = batch.items[e];
      for (int i = column.starts()[item]; i < column.starts()[item + 1]; i++) {
        int value = column.values()[i];
        if (rows.owns(worker, value)) {
          rows.place(share, value);
        }
      }
    }
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int first = batch.firstEvent(worker.index());
    int end = batch.firstEvent(worker.index() + 1);
    long bytes = space.bytes((long) (end - first) * output.stride());
    Memory.clear(output.value(first), bytes);
    for (int e = first; e < end; e++) {
      if (column.pooling() == Pooling.MAX) {
        pickLargest(e, batch.items[e]);
      } else {
        addAll(e, batch.items[e]);
      }
    }
  }

  private void addAll(int event, int item) {
    long to = output.value(event);
    for (int i = column.starts()[item]; i < column.starts()[item + 1]; i++) {
      long row = table.row(0, column.values()[i]);
      sums.mix(to, row, output.stride(), 1, column.factor(item, i));
    }
    if (output.units() < output.stride()) {
      // A column of biases stands here.
      kernels.put(to, output.units(), 0);
    }
  }

  private void pickLargest(int event, int item) {
    long to = output.value(event);
    int at = event * output.units();
    Arrays.fill(largest, at, at + output.units(), MiniBatch.NONE);
    for (int i = column.starts()[item]; i < column.starts()[item + 1]; i++) {
      long row = table.row(0, column.values()[i]);
      for (int k = 0; k < output.units(); k++) {
        double x = kernels.get(row, k);
        if (largest[at + k] < 0 || x > kernels.get(to, k)) {
          kernels.put(to, k, x);
          largest[at + k] = i;
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
    for (int e = 0; e < batch.events(); e++) {
      int item = batch.items[e];
      for (int i = column.starts()[item]; i < column.starts()[item + 1]; i++) {
        int value = column.values()[i];
        if (rows.owns(worker, value)) {
          give(rows.gradient(share, rows.place(share, value)), e, item, i);
        }
      }
    }
  }

  private void give(long to, int event, int item, int i) {
    long from = output.gradient(event);
    if (column.pooling() != Pooling.MAX) {
      sums.mix(to, from, output.stride(), 1, column.factor(item, i));
      return;
    }
    for (int k = 0; k < output.units(); k++) {
      if (largest[event * output.units() + k] == i) {
        kernels.put(to, k, kernels.get(to, k) + kernels.get(from, k));
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
