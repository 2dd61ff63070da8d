package clickahead.graph.sequence;

import clickahead.graph.Dropout;
import clickahead.graph.ItemTable;
import clickahead.graph.MiniBatch;
import clickahead.graph.Optimizer;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * The rows of the events' items, with dropout. On the way back each worker adds the gradients of
 * all events whose item it owns, so that a row is summed in the order of the events.
 */
final class EventEmbedding implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final ItemTable table;
  private final TouchedRows rows;
  private final boolean ownRows;
  private final Rows output;
  private final EventDropout dropout;
  private final int[][] places;

  /**
   * Lays out a look-up.
   *
   * @param rows the step's rows of this table, with gradients; null for prediction
   * @param ownRows are they this operator's to begin anew and to update?
   */
  EventEmbedding(
      Workspace space,
      ItemTable table,
      int events,
      TouchedRows rows,
      boolean ownRows,
      Dropout dropout) {
    this.space = space;
    kernels = space.compute().kernels();
    this.table = table;
    this.rows = rows;
    this.ownRows = ownRows;
    output = new Rows(space, false, events, table.units(), rows != null);
    this.dropout = new EventDropout(space, output, events, dropout);
    places = new int[rows == null ? 0 : space.workers()][events];
  }

  @Override
  public Rows output() {
    return output;
  }

  /** Finds the places of the items that this worker owns. */
  @Override
  public void prepare(Worker worker, SequenceBatch batch) {
    if (rows == null) {
      return;
    }
    if (ownRows) {
      rows.restart(worker);
    }
    int[] place = places[worker.index()];
    TouchedRows.Share share = rows.share(worker);
    for (int e = 0; e < batch.events(); e++) {
      int item = batch.items[e];
      place[e] = rows.owns(worker, item) ? rows.place(share, item) : MiniBatch.NONE;
    }
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int first = batch.firstEvent(worker.index());
    int end = batch.firstEvent(worker.index() + 1);
    long bytes = space.bytes(output.stride());
    for (int e = first; e < end; e++) {
      long x = output.value(e);
      Memory.copy(table.row(0, batch.items[e]), x, bytes);
      if (table.units() < output.stride()) {
        // The item's bias stands here.
        kernels.put(x, table.units(), 0);
      }
    }
    dropout.forward(batch, first, end);
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    int first = batch.firstEvent(worker.index());
    dropout.backward(first, batch.firstEvent(worker.index() + 1));
  }

  @Override
  public void collect(Worker worker, SequenceBatch batch) {
    rows.clearFed(worker);
    int[] place = places[worker.index()];
    TouchedRows.Share share = rows.share(worker);
    for (int e = 0; e < batch.events(); e++) {
      if (place[e] >= 0) {
        kernels.add(rows.gradient(share, place[e]), output.gradient(e), output.stride());
      }
    }
  }

  @Override
  public double squaredGradients(Worker worker) {
    return ownRows ? rows.squaredGradients(worker) : 0;
  }

  @Override
  public void update(Worker worker, Optimizer optimizer, long step, double scale) {
    if (ownRows) {
      rows.update(worker, optimizer, step, scale);
    }
  }
}
