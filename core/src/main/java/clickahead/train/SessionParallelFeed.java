package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.graph.MiniBatch;
import java.util.Arrays;

/**
 * Session-parallel mini-batches (Hidasi et al., ICLR 2016, section 3.1.1): sessions in a given
 * order, one in each slot, one event per step; a slot whose session has ended takes the next one.
 * When none is left the slot stays empty and the batch shrinks. Every pair of consecutive events is
 * fed once, with one exception: without negative samples a lone last slot has nothing to be
 * compared with, and ends the epoch.
 */
final class SessionParallelFeed {
  private final SessionLog log;
  private final SessionOrder order;
  private final boolean loneSlotCounts;
  private final DwellWeights weights;
  private final long[] event;
  private final long[] first;
  private final long[] last;
  private int nextSession;

  /**
   * A feed.
   *
   * @param order of all sessions of the log
   * @param slots B
   * @param loneSlotCounts does a single slot make a mini-batch? True where there are negative
   *     samples
   * @param weights of the log's clicks
   */
  SessionParallelFeed(
      SessionLog log, SessionOrder order, int slots, boolean loneSlotCounts, DwellWeights weights) {
    this.weights = weights;
    this.log = log;
    this.order = order;
    this.loneSlotCounts = loneSlotCounts;
    event = new long[slots];
    first = new long[slots];
    last = new long[slots];
  }

  /**
   * Begins an epoch with its first session.
   *
   * @param epoch its number, from 1
   */
  void restart(int epoch) {
    order.begin(epoch);
    nextSession = 0;
    Arrays.fill(event, 0);
    Arrays.fill(first, 0);
    Arrays.fill(last, 0);
  }

  /** Most events that are fed of one session: the longest one's length - 1. */
  int longest() {
    int longest = 0;
    for (int s = 0; s < log.sessions(); s++) {
      longest = Math.max(longest, log.length(s) - 1);
    }
    return longest;
  }

  /** Pairs of neighbouring events: the sum over the sessions of length - 1. */
  long transitions() {
    long transitions = 0;
    for (int s = 0; s < log.sessions(); s++) {
      transitions += Math.max(0, log.length(s) - 1);
    }
    return transitions;
  }

  /** Mini-batches of the first epochs; their number depends on the order of the sessions. */
  long countMiniBatches(int epochs) {
    MiniBatch batch = new MiniBatch(0, event.length, 0, 1);
    long count = 0;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      restart(epoch);
      for (fill(batch); batch.active > 0; fill(batch)) {
        count++;
      }
    }
    return count;
  }

  /** Where it stands. */
  FeedPosition position() {
    return FeedPosition.ofSlots(nextSession, event, last);
  }

  /** Goes back, or on, to a position in the epoch that was begun last. */
  void moveTo(FeedPosition position) {
    nextSession = position.next();
    System.arraycopy(position.event(), 0, event, 0, event.length);
    System.arraycopy(position.last(), 0, last, 0, last.length);
    for (int slot = 0; slot < first.length; slot++) {
      first[slot] = event[slot] == last[slot] ? event[slot] : start(event[slot]);
    }
  }

  /** The first event of the session that an event is of. */
  private long start(long ofEvent) {
    int low = 0;
    int high = log.sessions();
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (log.start(middle) <= ofEvent) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return log.start(low);
  }

  /** Fills the next mini-batch; one with no active slot ends the epoch. */
  void fill(MiniBatch batch) {
    int active = 0;
    for (int slot = 0; slot < event.length; slot++) {
      batch.fresh[slot] = false;
      if (event[slot] >= last[slot]) {
        batch.fresh[slot] = takeSession(slot);
      }
      if (event[slot] < last[slot]) {
        batch.inputs[slot] = log.item(event[slot]);
        batch.targets[slot] = log.item(++event[slot]);
        batch.weights[slot] = weights.of(event[slot], last[slot]);
        active++;
      } else {
        batch.inputs[slot] = MiniBatch.NONE;
        batch.targets[slot] = MiniBatch.NONE;
      }
      for (int lag = 1; lag <= batch.earlier.length; lag++) {
        boolean fed = batch.inputs[slot] >= 0 && event[slot] - 1 - lag >= first[slot];
        batch.earlier[lag - 1][slot] = fed ? log.item(event[slot] - 1 - lag) : MiniBatch.NONE;
      }
    }
    batch.active = active == 1 && !loneSlotCounts ? 0 : active;
  }

  /** Puts the next session that has a transition into a slot; false if none is left. */
  private boolean takeSession(int slot) {
    while (nextSession < order.sessions()) {
      int session = order.session(nextSession++);
      long start = log.start(session);
      long end = log.start(session + 1);
      if (end - start >= 2) {
        event[slot] = start;
        first[slot] = start;
        last[slot] = end - 1;
        return true;
      }
    }
    return false;
  }
}
