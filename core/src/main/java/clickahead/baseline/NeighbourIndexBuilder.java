package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Layout;
import clickahead.baseline.NeighbourIndex.Snapshot;
import clickahead.data.SessionLog;
import java.util.Arrays;

/** Turns a log into an index: sessions by the time of their last click, equal ones as they come. */
final class NeighbourIndexBuilder {
  private static final int[] NO_SESSIONS = {0};

  private final SessionLog train;
  private final int items;
  private final Layout layout;
  private final SessionItems distinct;
  private final int[] supports;
  private int[] session = new int[64];

  NeighbourIndexBuilder(SessionLog train, int items, Layout layout) {
    this.train = train;
    this.items = items;
    this.layout = layout;
    this.distinct = new SessionItems(items);
    this.supports = train.supports(items);
  }

  NeighbourIndex build() {
    int[] sizes = sizes();
    int[] order = byTime(sizes);
    Snapshot snapshot = sessions(order, sizes);
    int[] sessionCounts = new int[items];
    for (int i = 0; i < snapshot.pairs(); i++) {
      sessionCounts[snapshot.items()[i]]++;
    }
    return new NeighbourIndex(
        layout,
        lists(snapshot, sessionCounts),
        layout.countEvents() ? supports : sessionCounts,
        snapshot);
  }

  /** Number of distinct items of each session, 0 for those that are left out. */
  private int[] sizes() {
    int[] sizes = new int[train.sessions()];
    for (int s = 0; s < sizes.length; s++) {
      int size = read(s);
      sizes[s] = layout.longest() > 0 && size > layout.longest() ? 0 : size;
    }
    return sizes;
  }

  private int read(int s) {
    int length = train.length(s);
    if (length > session.length) {
      session = new int[length + length / 2];
    }
    long start = train.start(s);
    for (int i = 0; i < length; i++) {
      session[i] = train.item(start + i);
    }
    return distinct.of(session, length);
  }

  /** The sessions that are kept, oldest first. */
  private int[] byTime(int[] sizes) {
    int kept = 0;
    long[] times = new long[sizes.length];
    for (int s = 0; s < sizes.length; s++) {
      if (sizes[s] > 0) {
        times[kept++] = time(s);
      }
    }
    long[] sorted = Arrays.copyOf(times, kept);
    Arrays.sort(sorted);
    // Equal times share a first place; they take the places behind it as they come.
    int[] taken = new int[kept];
    int[] order = new int[kept];
    for (int s = 0, k = 0; s < sizes.length; s++) {
      if (sizes[s] > 0) {
        int first = firstAtLeast(sorted, times[k++]);
        order[first + taken[first]++] = s;
      }
    }
    return order;
  }

  private long time(int s) {
    return train.time(train.start(s + 1) - 1);
  }

  private static int firstAtLeast(long[] sorted, long value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private Snapshot sessions(int[] order, int[] sizes) {
    int[] starts = new int[order.length + 1];
    for (int n = 0; n < order.length; n++) {
      starts[n + 1] = Math.addExact(starts[n], sizes[order[n]]);
    }
    int[] all = new int[starts[order.length]];
    int[] positions = new int[all.length];
    long[] times = new long[order.length];
    for (int n = 0; n < order.length; n++) {
      int size = read(order[n]);
      for (int i = 0; i < size; i++) {
        all[starts[n] + i] = distinct.item(i);
        positions[starts[n] + i] = distinct.position(i);
      }
      times[n] = time(order[n]);
    }
    return new Snapshot(order.length, starts, all, positions, times);
  }

  private int[][] lists(Snapshot snapshot, int[] sessionCounts) {
    int[][] lists = new int[items][];
    for (int i = 0; i < items; i++) {
      int kept =
          layout.newest() > 0 ? Math.min(layout.newest(), sessionCounts[i]) : sessionCounts[i];
      lists[i] = kept == 0 ? NO_SESSIONS : new int[kept + 1];
    }
    // Newest first, each list filled from its end; element 0 counts meanwhile.
    for (int n = snapshot.sessions() - 1; n >= 0; n--) {
      for (int i = snapshot.starts()[n]; i < snapshot.starts()[n + 1]; i++) {
        int[] list = lists[snapshot.items()[i]];
        if (list[0] < list.length - 1) {
          list[list.length - 1 - list[0]++] = n;
        }
      }
    }
    return lists;
  }
}
