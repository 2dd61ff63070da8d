package clickahead.baseline;

import clickahead.data.SessionLog;

/** A log in memory, and where in it each item was clicked, in the order of the log. */
final class Occurrences {
  private final int[] items;
  private final int[] firstOf;
  private final int[] endOf;
  private final int[] places;
  private final int[] starts;

  /**
   * Reads a log.
   *
   * @param count number of items, N
   */
  Occurrences(SessionLog log, int count) {
    int[] supports = log.supports(count);
    starts = new int[count + 1];
    for (int i = 0; i < count; i++) {
      starts[i + 1] = starts[i] + supports[i];
    }
    items = new int[Math.toIntExact(log.events())];
    firstOf = new int[items.length];
    endOf = new int[items.length];
    places = new int[items.length];
    int[] next = starts.clone();
    for (int s = 0; s < log.sessions(); s++) {
      int first = (int) log.start(s);
      int end = (int) log.start(s + 1);
      for (int e = first; e < end; e++) {
        items[e] = log.item(e);
        firstOf[e] = first;
        endOf[e] = end;
        places[next[items[e]]++] = e;
      }
    }
  }

  /** Number of items, N. */
  int items() {
    return starts.length - 1;
  }

  /** Number of clicks on an item. */
  int support(int item) {
    return starts[item + 1] - starts[item];
  }

  /** The event that is an item's click number so-and-so, counted from 0. */
  int event(int item, int click) {
    return places[starts[item] + click];
  }

  /** The item of an event. */
  int item(int event) {
    return items[event];
  }

  /** The first event of an event's session. */
  int first(int event) {
    return firstOf[event];
  }

  /** The event behind the last one of an event's session. */
  int end(int event) {
    return endOf[event];
  }
}
