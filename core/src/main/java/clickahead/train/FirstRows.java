package clickahead.train;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import java.util.HashMap;
import java.util.Map;

/**
 * Begins the rows of new items with the mean of known ones: weights and bias. What has no such row
 * keeps what was drawn.
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

    void add(ItemRows table, int item) {
      for (int k = 0; k < sum.length; k++) {
        sum[k] += table.get(item, k);
      }
      count++;
    }

    void into(ItemRows table, int item) {
      for (int k = 0; k < sum.length; k++) {
        table.put(item, k, sum[k] / count);
      }
    }
  }

  /**
   * Sets the rows of a table.
   *
   * @return how many new items got a mean
   */
  int set(NewItems way, ItemRows table) {
    if (way.way() == NewItems.Way.GLOROT) {
      return 0;
    }
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

  private Mean[] ofCategory(String column, ItemRows table) {
    Map<String, Mean> means = new HashMap<>();
    for (int item = 0; item < known; item++) {
      String value = catalog.value(item, column);
      if (!value.isEmpty()) {
        means.computeIfAbsent(value, v -> new Mean(table.width())).add(table, item);
      }
    }
    Mean[] all = new Mean[catalog.size() - known];
    for (int i = 0; i < all.length; i++) {
      all[i] = means.get(catalog.value(known + i, column));
    }
    return all;
  }

  private Mean[] ofNeighbours(ItemRows table) {
    Mean[] all = new Mean[catalog.size() - known];
    for (int s = 0; s < log.sessions(); s++) {
      for (long e = log.start(s); e + 1 < log.start(s + 1); e++) {
        add(all, log.item(e), log.item(e + 1), table);
        add(all, log.item(e + 1), log.item(e), table);
      }
    }
    return all;
  }

  private void add(Mean[] all, int item, int neighbour, ItemRows table) {
    if (item < known || neighbour >= known) {
      return;
    }
    int i = item - known;
    if (all[i] == null) {
      all[i] = new Mean(table.width());
    }
    all[i].add(table, neighbour);
  }
}
