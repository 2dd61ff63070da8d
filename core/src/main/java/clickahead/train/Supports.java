package clickahead.train;

import clickahead.data.SessionLog;

/** Counts over a training log. */
final class Supports {
  private Supports() {}

  /**
   * How often each item occurs [N].
   *
   * @throws IllegalArgumentException if the log has an item beyond N
   */
  static int[] count(SessionLog log, int items) {
    int[] supports = new int[items];
    for (long e = 0; e < log.events(); e++) {
      int item = log.item(e);
      if (item < 0 || item >= items) {
        throw new IllegalArgumentException(
            "event " + e + " of the training log has item " + item + " of " + items + " items");
      }
      supports[item]++;
    }
    return supports;
  }

  /** Pairs of consecutive events: the sum over the sessions of length - 1. */
  static long transitions(SessionLog log) {
    long transitions = 0;
    for (int s = 0; s < log.sessions(); s++) {
      transitions += Math.max(0, log.length(s) - 1);
    }
    return transitions;
  }
}
