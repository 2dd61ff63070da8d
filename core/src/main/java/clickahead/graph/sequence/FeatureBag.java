package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.MiniBatch;
import clickahead.graph.Optimizer;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.OptimizerKernels;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * The rows of a feature's values that each event's item has, or the event itself, pooled; zeros
 * where it has none. On the way back each worker adds the gradients of the values it owns.
 */
final class FeatureBag implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final OptimizerKernels sums;
  private final Lists lists;
  private final Pooling pooling;
  private final ItemTable table;
  private final TouchedRows rows;
  private final Rows output;

  /** Place among the values of each element's largest [E, units], for the maximum alone. */
  private final int[] largest;

  /** Where a batch has the lists of values. */
  interface Lists {
    /** All lists. */
    FeatureColumn column(SequenceBatch batch);

    /** The number of an event's list; {@link MiniBatch#NONE} where it has none. */
    int of(SequenceBatch batch, int event);
  }

  /** Lists that the events' items have. */
  record OfItems(FeatureColumn column) implements Lists {
    @Override
    public FeatureColumn column(SequenceBatch batch) {
      return column;
    }

    @Override
    public int of(SequenceBatch batch, int event) {
      return batch.items[event];
    }
  }

  /** Lists that the events themselves have of one of their features. */
  record OfEvents(int feature) implements Lists {
    @Override
    public FeatureColumn column(SequenceBatch batch) {
      return batch.descriptions.features().lists(feature);
    }

    @Override
    public int of(SequenceBatch batch, int event) {
      return batch.descriptions.rows[feature][event];
    }
  }

  FeatureBag(
      Workspace space,
      Lists lists,
      Pooling pooling,
      ItemTable table,
      int events,
      TouchedRows rows) {
    this.space = space;
    kernels = space.compute().kernels();
    sums = kernels.optimizers();
    this.lists = lists;
    this.pooling = pooling;
    this.table = table;
    this.rows = rows;
    output = new Rows(space, false, events, table.units(), rows != null);
    boolean max = pooling == Pooling.MAX;
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
    FeatureColumn column = lists.column(batch);
    for (int e = 0; e < batch.events(); e++) {
      int list = lists.of(batch, e);
      int end = end(column, list);
      for (int i = start(column, list); i < end; i++) {
        int value = column.values()[i];
        if (rows.owns(worker, value)) {
          rows.place(share, value);
        }
      }
    }
  }

  private static int start(FeatureColumn column, int list) {
    return list < 0 ? 0 : column.starts()[list];
  }

  private static int end(FeatureColumn column, int list) {
    return list < 0 ? 0 : column.starts()[list + 1];
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    FeatureColumn column = lists.column(batch);
    int first = batch.firstEvent(worker.index());
    int end = batch.firstEvent(worker.index() + 1);
    long bytes = space.bytes((long) (end - first) * output.stride());
    Memory.clear(output.value(first), bytes);
    for (int e = first; e < end; e++) {
      if (pooling == Pooling.MAX) {
        pickLargest(e, column, lists.of(batch, e));
      } else {
        addAll(e, column, lists.of(batch, e));
      }
    }
  }

  private void addAll(int event, FeatureColumn column, int list) {
    long to = output.value(event);
    int end = end(column, list);
    for (int i = start(column, list); i < end; i++) {
      long row = table.row(0, column.values()[i]);
      sums.mix(to, row, output.stride(), 1, column.factor(list, i));
    }
    if (output.units() < output.stride()) {
      // A column of biases stands here.
      kernels.put(to, output.units(), 0);
    }
  }

  private void pickLargest(int event, FeatureColumn column, int list) {
    long to = output.value(event);
    int at = event * output.units();
    Arrays.fill(largest, at, at + output.units(), MiniBatch.NONE);
    int end = end(column, list);
    for (int i = start(column, list); i < end; i++) {
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
    FeatureColumn column = lists.column(batch);
    for (int e = 0; e < batch.events(); e++) {
      int list = lists.of(batch, e);
      int end = end(column, list);
      for (int i = start(column, list); i < end; i++) {
        int value = column.values()[i];
        if (rows.owns(worker, value)) {
          give(rows.gradient(share, rows.place(share, value)), e, column, list, i);
        }
      }
    }
  }

  private void give(long to, int event, FeatureColumn column, int list, int i) {
    long from = output.gradient(event);
    if (pooling != Pooling.MAX) {
      sums.mix(to, from, output.stride(), 1, column.factor(list, i));
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
