package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Worker;

/** The row that each event has of one of its features, times the amount. */
final class EventFeatureRows extends LookedUpRows {
  private final int feature;

  /**
   * Lays out a look-up.
   *
   * @param feature its number among the events' features
   * @param rows the step's rows of the table, with gradients; null for prediction
   */
  EventFeatureRows(Workspace space, int feature, ItemTable table, int events, TouchedRows rows) {
    super(space, table, events, rows);
    this.feature = feature;
  }

  private int row(SequenceBatch batch, int event) {
    return batch.descriptions.rows[feature][event];
  }

  private double amount(SequenceBatch batch, int event) {
    return batch.descriptions.amounts[feature][event];
  }

  @Override
  void place(Worker worker, TouchedRows.Share share, SequenceBatch batch, int event) {
    int row = row(batch, event);
    if (rows.owns(worker, row)) {
      rows.place(share, row);
    }
  }

  @Override
  void lookUp(SequenceBatch batch, int event) {
    int row = row(batch, event);
    if (row >= 0) {
      add(event, row, amount(batch, event));
      clearBias(event);
    }
  }

  @Override
  void giveBack(Worker worker, TouchedRows.Share share, SequenceBatch batch, int event) {
    int row = row(batch, event);
    if (rows.owns(worker, row)) {
      long gradient = rows.gradient(share, rows.place(share, row));
      addGradient(gradient, event, amount(batch, event));
    }
  }
}
