package clickahead.train;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.graph.InputMode;
import clickahead.graph.ItemTable;
import clickahead.model.Gru4Rec;
import java.util.HashMap;
import java.util.Map;

/**
 * Begins the rows of new items with the mean of known ones: weights and bias, in the output's table
 * and in the input's. What has no such row keeps what was drawn.
 */
final class FirstRows {
  private final int known;
  private final Catalog catalog;
  private final SessionLog log;

  /**
   * @param known items that have a trained row: the first so many
   * @param catalog all items
   * @param log the new sessions
   */
  FirstRows(int known, Catalog catalog, SessionLog log) {
    this.known = known;
    this.catalog = catalog;
    this.log = log;
  }

  /** Sums of rows, and how many were added. */
  private static final class Mean {
    private final double[] sum;
    private long count;

    Mean(int columns) {
      sum = new double[columns];
    }

    void add(ItemTable table, int item) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += table.get(0, item, k);
      }
      count++;
    }

    void into(ItemTable table, int item) {
      for (int k = 0; k < sum.length; k++) {
        table.put(0, item, k, sum[k] / count);
      }
    }
  }

  /**
   * Sets the rows.
   *
   * @return how many new items got a mean
   */
  int set(NewItems way, Gru4Rec model) {
    if (way.way() == NewItems.Way.GLOROT) {
      return 0;
    }
    int set = set(way, model.items());
    if (model.input().mode() != InputMode.SHARED) {
      set(way, model.input().table());
    }
    return set;
  }

  private int set(NewItems way, ItemTable table) {
    Mean[] means =
        way.way() == NewItems.Way.CATEGORY ? ofCategory(way.column(), table) : ofNeighbours(table);
    int set = 0;
    for (int i = 0; i < means.length; i++) {
      if (means[i] != null) {
        means[i].into(table, known + i);
        set++;
      }
    }
    return set;
  }

  private Mean[] ofCategory(String column, ItemTable table) {
    Map<String, Mean> means = new HashMap<>();
    for (int item = 0; item < known; item++) {
      String value = catalog.value(item, column);
      if (!value.isEmpty()) {
        means.computeIfAbsent(value, v -> new Mean(table.units() + 1)).add(table, item);
      }
    }
    Mean[] all = new Mean[catalog.size() - known];
    for (int i = 0; i < all.length; i++) {
      all[i] = means.get(catalog.value(known + i, column));
    }
    return all;
  }

  private Mean[] ofNeighbours(ItemTable table) {
    Mean[] all = new Mean[catalog.size() - known];
    for (int s = 0; s < log.sessions(); s++) {
      for (long e = log.start(s); e + 1 < log.start(s + 1); e++) {
        add(all, log.item(e), log.item(e + 1), table);
        add(all, log.item(e + 1), log.item(e), table);
      }
    }
    return all;
  }

  private void add(Mean[] all, int item, int neighbour, ItemTable table) {
    if (item < known || neighbour >= known) {
      return;
    }
    int i = item - known;
    if (all[i] == null) {
      all[i] = new Mean(table.units() + 1);
    }
    all[i].add(table, neighbour);
  }
}
