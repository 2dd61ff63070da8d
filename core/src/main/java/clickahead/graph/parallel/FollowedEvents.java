package clickahead.graph.parallel;

import clickahead.graph.MiniBatch;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * The events that the gradient of one step reaches, of the slots that one worker follows: the event
 * of the step itself (lag 0) and those that the same session was fed in the k - 1 steps before.
 * They are packed lag by lag, the slots with the most events first, so that those with one more lie
 * at the head of each lag. Nothing is followed beyond a session's first event, nor in an empty
 * slot.
 */
final class FollowedEvents {
  private final int steps;
  private final int[] depths;
  private final int[] starts;
  private final int[] order;
  private final int[] own;
  private final int[] counts;
  private final int[] firsts;

  /**
   * Room.
   *
   * @param slots B
   * @param workers W
   * @param steps k
   */
  FollowedEvents(int slots, int workers, int steps) {
    this.steps = steps;
    depths = new int[slots];
    order = new int[slots];
    starts = new int[steps + 3];
    own = new int[mostSlots(slots, workers)];
    counts = new int[steps + 1];
    firsts = new int[steps + 1];
  }

  /** Most slots that one worker follows. */
  static int mostSlots(int slots, int workers) {
    return (slots + workers - 1) / workers;
  }

  /** Looks at a mini-batch. The slots are dealt out by their number of events. */
  void take(Worker worker, MiniBatch batch) {
    sort(batch);
    int mine = 0;
    for (int rank = worker.index(); rank < order.length; rank += worker.count()) {
      own[mine++] = order[rank];
    }
    int first = 0;
    for (int lag = 0; lag <= steps; lag++) {
      int n = 0;
      while (lag < steps && n < mine && depths[own[n]] > lag) {
        n++;
      }
      counts[lag] = n;
      firsts[lag] = first;
      first += n;
    }
  }

  /** Sorts all slots by depth, the deepest first, those of the same by number. */
  private void sort(MiniBatch batch) {
    Arrays.fill(starts, 0);
    for (int b = 0; b < depths.length; b++) {
      depths[b] = depth(batch, b);
      starts[steps + 2 - depths[b]]++;
    }
    for (int d = 1; d < starts.length; d++) {
      starts[d] += starts[d - 1];
    }
    for (int b = 0; b < depths.length; b++) {
      order[starts[steps + 1 - depths[b]]++] = b;
    }
  }

  /** Events of the slot's session, this step's included, up to k + 1. */
  private static int depth(MiniBatch batch, int slot) {
    if (batch.inputs[slot] < 0) {
      return 0;
    }
    int depth = 1;
    while (depth <= batch.earlier.length && batch.earlier[depth - 1][slot] >= 0) {
      depth++;
    }
    return depth;
  }

  /** Events of a lag; none at lag k. */
  int count(int lag) {
    return counts[lag];
  }

  /** Place of a lag's first event. */
  int first(int lag) {
    return firsts[lag];
  }

  /** All events. */
  int total() {
    return firsts[steps];
  }

  /** The slot of the i-th event of a lag. */
  int slot(int i) {
    return own[i];
  }

  /** Did the session of the i-th event of a lag begin with it? */
  boolean begins(int lag, int i) {
    return depths[own[i]] == lag + 1;
  }
}
