package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.MiniBatch;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Worker;
import java.util.Arrays;

/** The rows of a feature's values that each event's item has, or the event itself, pooled. */
final class FeatureBag extends LookedUpRows {
  private final Lists lists;
  private final Pooling pooling;

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

  /**
   * Lays out a look-up.
   *
   * @param rows the step's rows of the table, with gradients; null for prediction
   */
  FeatureBag(
      Workspace space,
      Lists lists,
      Pooling pooling,
      ItemTable table,
      int events,
      TouchedRows rows) {
    super(space, table, events, rows);
    this.lists = lists;
    this.pooling = pooling;
    boolean max = pooling == Pooling.MAX;
    largest = new int[max ? Math.multiplyExact(events, table.units()) : 0];
  }

  private static int start(FeatureColumn column, int list) {
    return list < 0 ? 0 : column.starts()[list];
  }

  private static int end(FeatureColumn column, int list) {
    return list < 0 ? 0 : column.starts()[list + 1];
  }

  @Override
  void place(Worker worker, TouchedRows.Share share, SequenceBatch batch, int event) {
    FeatureColumn column = lists.column(batch);
    int list = lists.of(batch, event);
    int end = end(column, list);
    for (int i = start(column, list); i < end; i++) {
      int value = column.values()[i];
      if (rows.owns(worker, value)) {
        rows.place(share, value);
      }
    }
  }

  @Override
  void lookUp(SequenceBatch batch, int event) {
    FeatureColumn column = lists.column(batch);
    int list = lists.of(batch, event);
    if (pooling == Pooling.MAX) {
      pickLargest(event, column, list);
      return;
    }
    int end = end(column, list);
    for (int i = start(column, list); i < end; i++) {
      add(event, column.values()[i], column.factor(list, i));
    }
    clearBias(event);
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
  void giveBack(Worker worker, TouchedRows.Share share, SequenceBatch batch, int event) {
    FeatureColumn column = lists.column(batch);
    int list = lists.of(batch, event);
    int end = end(column, list);
    for (int i = start(column, list); i < end; i++) {
      int value = column.values()[i];
      if (!rows.owns(worker, value)) {
        continue;
      }
      long gradient = rows.gradient(share, rows.place(share, value));
      if (pooling == Pooling.MAX) {
        giveLargest(gradient, event, i);
      } else {
        addGradient(gradient, event, column.factor(list, i));
      }
    }
  }

  private void giveLargest(long to, int event, int i) {
    long from = output.gradient(event);
    for (int k = 0; k < output.units(); k++) {
      if (largest[event * output.units() + k] == i) {
        kernels.put(to, k, kernels.get(to, k) + kernels.get(from, k));
      }
    }
  }
}
