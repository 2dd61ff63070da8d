package clickahead.baseline;

import clickahead.data.SessionLog;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Past sessions, and for each item the newest sessions that have it. Sessions are numbered by time,
 * so that a larger number is a newer session. Takes new sessions while any number of threads read:
 * a reader sees the sessions of one {@link Snapshot}, whatever is added meanwhile.
 */
final class NeighbourIndex {
  private static final VarHandle LISTS = MethodHandles.arrayElementVarHandle(int[][].class);
  private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);
  private static final VarHandle DOUBLES = MethodHandles.arrayElementVarHandle(double[].class);

  /**
   * What is kept of the sessions.
   *
   * @param newest how many sessions of each item are looked at, at most; 0 for all
   * @param longest sessions of more distinct items are left out; 0 for none
   * @param countEvents does the count of an item count its clicks, rather than its sessions?
   */
  record Layout(int newest, int longest, boolean countEvents) {}

  /**
   * The sessions at one moment.
   *
   * @param sessions how many
   * @param starts index of a session's first item [sessions + 1, or longer]
   * @param items distinct items of the sessions one behind the other, each at its last position
   * @param positions of these items in their session, counted from 1
   * @param times of the sessions, in milliseconds: that of their last click
   */
  record Snapshot(int sessions, int[] starts, int[] items, int[] positions, long[] times) {
    /** Number of distinct items of a session. */
    int distinct(int session) {
      return starts[session + 1] - starts[session];
    }

    /** Number of pairs of a session and an item that it has. */
    int pairs() {
      return starts[sessions];
    }
  }

  private final Layout layout;

  /** For each item how many sessions follow, then these sessions, oldest first. */
  private final int[][] lists;

  private final int[] counts;
  private final double[] logCounts;
  private final SessionItems scratch;
  private volatile Snapshot snapshot;

  NeighbourIndex(Layout layout, int[][] lists, int[] counts, Snapshot snapshot) {
    this.layout = layout;
    this.lists = lists;
    this.counts = counts;
    this.snapshot = snapshot;
    this.scratch = new SessionItems(counts.length);
    logCounts = new double[counts.length];
    Arrays.setAll(logCounts, i -> Math.log(counts[i]));
  }

  /**
   * Indexes a log.
   *
   * @param items number of items, N
   */
  static NeighbourIndex of(SessionLog train, int items, Layout layout) {
    return new NeighbourIndexBuilder(train, items, layout).build();
  }

  /** Number of items, N. */
  int items() {
    return lists.length;
  }

  /** How many sessions of each item are kept at least, if it has as many; 0: all are. */
  int newest() {
    return layout.newest();
  }

  /** The sessions of this moment. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** Logarithm of an item's count; -Infinity if it was never clicked. */
  double logCount(int item) {
    return (double) DOUBLES.getOpaque(logCounts, item);
  }

  /**
   * The sessions that have an item: element 0 is their number, see {@link #length}; they follow,
   * oldest first.
   */
  int[] list(int item) {
    return (int[]) LISTS.getAcquire(lists, item);
  }

  /** Number of sessions in a list, those included that were added after the reader's snapshot. */
  static int length(int[] list) {
    return (int) INTS.getAcquire(list, 0);
  }

  /**
   * Adds a session; it is the newest, and visible to every answer that begins afterwards.
   *
   * @param clicks item indices, oldest first
   * @param time of its last click in milliseconds since 1970 UTC
   * @throws IllegalArgumentException if an item is not one of the N
   */
  synchronized void add(int[] clicks, long time) {
    for (int item : clicks) {
      if (item < 0 || item >= lists.length) {
        throw new IllegalArgumentException(
            "the session has item index " + item + ", expected 0 to " + (lists.length - 1));
      }
    }
    int size = scratch.of(clicks);
    if (size == 0 || (layout.longest() > 0 && size > layout.longest())) {
      return;
    }
    Snapshot grown = withRoom(snapshot, size);
    int session = grown.sessions();
    int start = grown.starts()[session];
    for (int i = 0; i < size; i++) {
      int item = scratch.item(i);
      grown.items()[start + i] = item;
      grown.positions()[start + i] = scratch.position(i);
      append(item, session);
      counts[item] += layout.countEvents() ? scratch.clicks(i) : 1;
      DOUBLES.setOpaque(logCounts, item, Math.log(counts[item]));
    }
    grown.starts()[session + 1] = start + size;
    grown.times()[session] = time;
    snapshot =
        new Snapshot(session + 1, grown.starts(), grown.items(), grown.positions(), grown.times());
  }

  /** The same sessions in arrays that hold one more; what older snapshots read stays as it is. */
  private static Snapshot withRoom(Snapshot now, int size) {
    int pairs = Math.addExact(now.pairs(), size);
    int[] items = now.items();
    int[] positions = now.positions();
    if (pairs > items.length) {
      items = Arrays.copyOf(items, capacity(pairs));
      positions = Arrays.copyOf(positions, items.length);
    }
    int[] starts = now.starts();
    long[] times = now.times();
    if (now.sessions() + 2 > starts.length || now.sessions() + 1 > times.length) {
      starts = Arrays.copyOf(starts, capacity(now.sessions() + 2));
      times = Arrays.copyOf(times, starts.length);
    }
    return new Snapshot(now.sessions(), starts, items, positions, times);
  }

  /**
   * Appends a session to an item's list. A full list is replaced by one that keeps the newest
   * sessions, enough for every answer; who reads the old one may do so.
   */
  private void append(int item, int session) {
    int[] list = lists[item];
    int length = list.length == 0 ? 0 : list[0];
    if (length + 1 >= list.length) {
      int kept = layout.newest() > 0 ? Math.min(length, layout.newest()) : length;
      int[] copy = new int[capacity(kept + 2)];
      if (kept > 0) {
        System.arraycopy(list, 1 + length - kept, copy, 1, kept);
      }
      copy[kept + 1] = session;
      copy[0] = kept + 1;
      LISTS.setRelease(lists, item, copy);
    } else {
      list[length + 1] = session;
      INTS.setRelease(list, 0, length + 1);
    }
  }

  private static int capacity(int least) {
    return (int) Math.min(Integer.MAX_VALUE - 8, least + (long) least / 2 + 8);
  }
}
