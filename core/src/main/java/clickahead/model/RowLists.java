package clickahead.model;

import clickahead.graph.sequence.FeatureColumn;
import clickahead.graph.sequence.Pooling;
import java.util.Arrays;

/** Lists of rows, numbered from 0, that are added one by one. They grow by doubling. */
final class RowLists {
  private final int size;
  private final Pooling pooling;
  private int[] starts = new int[9];
  private int[] rows = new int[16];
  private FeatureColumn column;

  /**
   * No lists.
   *
   * @param size rows of the table
   */
  RowLists(int size, Pooling pooling) {
    this.size = size;
    this.pooling = pooling;
    column = new FeatureColumn(size, starts, rows, null, pooling);
  }

  /**
   * Sets the last list or adds one.
   *
   * @param list its number, at most one more than there are
   * @param text tokens; those that the model does not know are left out
   */
  void set(int list, FeatureEncoder encoder, String text) {
    begin(list);
    encoder.rows(text, row -> add(list, row));
  }

  /** Sets the last list to an empty one, or adds one. */
  void begin(int list) {
    if (list + 1 == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      column = new FeatureColumn(size, starts, rows, null, pooling);
    }
    starts[list + 1] = starts[list];
  }

  /** Adds a row to the last list. */
  void add(int list, int row) {
    if (starts[list + 1] == rows.length) {
      rows = Arrays.copyOf(rows, 2 * rows.length);
      column = new FeatureColumn(size, starts, rows, null, pooling);
    }
    rows[starts[list + 1]++] = row;
  }

  /** Number of rows of a list. */
  int length(int list) {
    return starts[list + 1] - starts[list];
  }

  /** A row of a list. */
  int row(int list, int i) {
    return rows[starts[list] + i];
  }

  /** All lists as they stand now. */
  FeatureColumn column() {
    return column;
  }
}
