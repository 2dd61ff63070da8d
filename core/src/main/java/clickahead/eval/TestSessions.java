package clickahead.eval;

import clickahead.data.Catalog;
import clickahead.data.LogColumns;
import clickahead.data.SessionLog;
import clickahead.math.CounterRandom;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The sessions of a test log in a model's item indices, without the items that the model does not
 * know: these are dropped before transitions are formed, so that the click before an unknown item
 * is followed by the one behind it. Sessions keep their number even if nothing is left of them.
 *
 * <p>Events that are only history there ({@link SessionLog#history}) are no targets: of the
 * transitions, those to later events are chosen.
 *
 * <p>A transition is a pair of neighbouring events of a session, the second being the target. They
 * are numbered through all sessions: {@link #firstTransition} of a session, and so on.
 */
public final class TestSessions implements SessionLog {
  private final int[] items;
  private final long[] times;
  private final int[] starts;
  private final int[] firstTransition;
  private final int largestItem;
  private final long unknownItems;
  private final BitSet chosen;
  private final LogColumns columns;

  private TestSessions(
      int[] items,
      long[] times,
      int[] starts,
      int[] firstTransition,
      long unknownItems,
      BitSet chosen,
      LogColumns columns) {
    this.items = items;
    this.times = times;
    this.starts = starts;
    this.firstTransition = firstTransition;
    this.largestItem = Arrays.stream(items).max().orElse(-1);
    this.unknownItems = unknownItems;
    this.chosen = chosen;
    this.columns = columns;
  }

  /** A log whose item indices are the model's own, all known. */
  public static TestSessions of(SessionLog log) {
    int largest = -1;
    for (long e = 0; e < log.events(); e++) {
      largest = Math.max(largest, log.item(e));
    }
    int[] same = new int[largest + 1];
    Arrays.setAll(same, i -> i);
    return of(log, same);
  }

  /**
   * A log with item indices of its own.
   *
   * @param itemOfLog the model's index of each of the log's item indices, -1 where the model does
   *     not know the item
   * @throws IllegalArgumentException if the log has an item index beyond the mapping
   */
  public static TestSessions of(SessionLog log, int[] itemOfLog) {
    int[] items = new int[Math.toIntExact(log.events())];
    long[] times = new long[items.length];
    int[] starts = new int[log.sessions() + 1];
    int[] firstTransition = new int[log.sessions() + 1];
    int[] sources = new int[log.columns().isEmpty() ? 0 : items.length];
    BitSet later = new BitSet();
    boolean cut = false;
    int at = 0;
    for (int s = 0; s < log.sessions(); s++) {
      long targets = log.start(s) + log.history(s);
      cut |= log.history(s) > 0;
      for (long e = log.start(s); e < log.start(s + 1); e++) {
        int item = known(log.item(e), itemOfLog, s);
        if (item >= 0) {
          if (e >= targets && at > starts[s]) {
            later.set(firstTransition[s] + at - starts[s] - 1);
          }
          if (sources.length > 0) {
            sources[at] = (int) e;
          }
          items[at] = item;
          times[at++] = log.time(e);
        }
      }
      starts[s + 1] = at;
      firstTransition[s + 1] = firstTransition[s] + Math.max(0, at - starts[s] - 1);
    }
    return new TestSessions(
        Arrays.copyOf(items, at),
        Arrays.copyOf(times, at),
        starts,
        firstTransition,
        log.events() - at,
        cut ? later : null,
        log.columns().at(event -> sources[(int) event], session -> session));
  }

  /** The same sessions, of whose transitions only some are to be ranked. */
  TestSessions choosing(BitSet transitions) {
    return new TestSessions(
        items, times, starts, firstTransition, unknownItems, transitions, columns);
  }

  /** The same sessions, the items of each in a random order (Fisher and Yates). */
  TestSessions shuffled(long seed) {
    int[] mixed = items.clone();
    long draw = 0;
    for (int s = 0; s < sessions(); s++) {
      for (int left = length(s); left > 1; left--) {
        int from = starts[s] + (int) (CounterRandom.uniform(seed, draw++) * left);
        int to = starts[s] + left - 1;
        int moved = mixed[from];
        mixed[from] = mixed[to];
        mixed[to] = moved;
      }
    }
    return new TestSessions(mixed, times, starts, firstTransition, unknownItems, chosen, columns);
  }

  /** Is a transition to be ranked? Unless only some were chosen, all are. */
  public boolean isChosen(int transition) {
    return chosen == null || chosen.get(transition);
  }

  private static int known(int item, int[] itemOfLog, int session) {
    if (item < 0 || item >= itemOfLog.length) {
      throw new IllegalArgumentException(
          "session "
              + session
              + " has item index "
              + item
              + ", the mapping covers 0 to "
              + (itemOfLog.length - 1)
              + ". Use the catalogue that belongs to the log");
    }
    return itemOfLog[item];
  }

  /** For each item of one catalogue its index in another, -1 where the other does not have it. */
  public static int[] mapping(Catalog from, Catalog to) {
    int[] mapping = new int[from.size()];
    Arrays.setAll(mapping, i -> to.index(from.id(i)));
    return mapping;
  }

  /** Number of events that were dropped because the model does not know their item. */
  public long unknownItems() {
    return unknownItems;
  }

  /** Number of transitions, T: the sum of (events - 1) over all sessions that have any. */
  public int transitions() {
    return firstTransition[starts.length - 1];
  }

  /**
   * Number of a session's first transition.
   *
   * @param session 0 to S inclusive; {@code firstTransition(S)} is T
   */
  public int firstTransition(int session) {
    return firstTransition[session];
  }

  /** The session that a transition belongs to. */
  public int sessionOf(int transition) {
    int low = 0;
    int high = sessions();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (firstTransition[middle] <= transition) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The event before a transition: the last click that is known there. */
  public long eventBefore(int transition) {
    int session = sessionOf(transition);
    return start(session) + transition - firstTransition[session];
  }

  /** The largest item index, -1 if there is no event. */
  public int largestItem() {
    return largestItem;
  }

  @Override
  public LogColumns columns() {
    return columns;
  }

  @Override
  public int sessions() {
    return starts.length - 1;
  }

  @Override
  public long events() {
    return items.length;
  }

  @Override
  public long start(int session) {
    return starts[session];
  }

  @Override
  public int item(long event) {
    return items[Math.toIntExact(event)];
  }

  @Override
  public long time(long event) {
    return times[Math.toIntExact(event)];
  }
}
