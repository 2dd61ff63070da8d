package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Snapshot;
import java.util.Arrays;

/**
 * The newest past sessions that share an item with the running one, newest first: the lists of the
 * items are merged from their new ends, so that no session outside the answer is touched. Scratch
 * of one thread.
 */
final class RecentSessions {
  private static final int NONE = -1;

  private final NeighbourIndex index;
  private Snapshot snapshot;
  private int[][] lists = new int[16][];
  private int[] ends = new int[16];
  private int[] heads = new int[16];
  private int[] sessions = new int[64];
  private double[] similarities = new double[64];
  private int[] matches = new int[64];
  private double[] ordered = new double[64];
  private int size;

  RecentSessions(NeighbourIndex index) {
    this.index = index;
  }

  /**
   * Finds sessions. Their similarity is the sum of the weights of the shared items.
   *
   * @param now the sessions to look at; newer ones if so many were added meanwhile that lists of
   *     these are no longer whole, see {@link #snapshot}
   * @param running what it looks at are the items to share
   * @param weights of its distinct items, at their places; those of weight 0 are not looked for
   * @param most number of sessions; 0 for all
   */
  void find(Snapshot now, RunningSession running, double[] weights, int most) {
    int n = running.distinctItems();
    snapshot = now;
    while (!open(running, weights, n)) {
      snapshot = index.snapshot();
    }
    int limit = most > 0 ? most : Integer.MAX_VALUE;
    size = 0;
    while (size < limit) {
      int newest = NONE;
      for (int l = 0; l < n; l++) {
        newest = Math.max(newest, heads[l]);
      }
      if (newest == NONE) {
        return;
      }
      if (size == sessions.length) {
        grow();
      }
      take(newest, weights, n);
    }
  }

  /**
   * Opens the list of each item; false if sessions were added, and one may lack old ones for it.
   */
  private boolean open(RunningSession running, double[] weights, int n) {
    if (n > lists.length) {
      lists = new int[n + n / 2][];
      ends = new int[lists.length];
      heads = new int[lists.length];
    }
    for (int l = 0; l < n; l++) {
      int[] list = index.list(running.distinct(l));
      int end = weights[l] > 0 ? NeighbourIndex.length(list) : 0;
      int length = end;
      while (end > 0 && list[end] >= snapshot.sessions()) {
        end--;
      }
      if (end < length && end < index.newest()) {
        return false;
      }
      lists[l] = list;
      ends[l] = end;
      heads[l] = end > 0 ? list[end] : NONE;
    }
    return true;
  }

  private void take(int session, double[] weights, int n) {
    double sum = 0;
    int match = 0;
    for (int l = n - 1; l >= 0; l--) {
      if (heads[l] == session) {
        sum += weights[l];
        match = l;
        int end = --ends[l];
        heads[l] = end > 0 ? lists[l][end] : NONE;
      }
    }
    sessions[size] = session;
    similarities[size] = sum;
    matches[size++] = match;
  }

  private void grow() {
    int capacity = 2 * size;
    sessions = Arrays.copyOf(sessions, capacity);
    similarities = Arrays.copyOf(similarities, capacity);
    matches = Arrays.copyOf(matches, capacity);
    ordered = new double[capacity];
  }

  /** What the sessions found are numbers of. */
  Snapshot snapshot() {
    return snapshot;
  }

  /** Number of sessions. */
  int size() {
    return size;
  }

  /** Number of a session, in the index. */
  int session(int place) {
    return sessions[place];
  }

  /** Its similarity. */
  double similarity(int place) {
    return similarities[place];
  }

  /** Replaces a similarity. */
  void similarity(int place, double similarity) {
    similarities[place] = similarity;
  }

  /** The place of the shared item that was clicked last in the running session. */
  int match(int place) {
    return matches[place];
  }

  /**
   * Keeps some of the sessions at random, each as likely as another, in their order (Knuth's
   * selection sampling).
   *
   * @param most number of sessions to keep; 0 for all
   * @param seed the same seed keeps the same
   */
  void keepSample(int most, long seed) {
    if (most == 0 || size <= most) {
      return;
    }
    long state = seed;
    int kept = 0;
    for (int i = 0; kept < most; i++) {
      state += RunningSession.GOLDEN;
      double draw = (RunningSession.mixed(state) >>> 11) * 0x1p-53;
      if ((size - i) * draw < most - kept) {
        sessions[kept] = sessions[i];
        similarities[kept] = similarities[i];
        matches[kept++] = matches[i];
      }
    }
    size = kept;
  }

  /**
   * Keeps the k most similar sessions, in their order; of equally similar ones the newer are kept.
   */
  void keepNearest(int k) {
    if (k >= size) {
      return;
    }
    double least = kthLargest(k);
    int equal = k;
    for (int i = 0; i < size; i++) {
      equal -= similarities[i] > least ? 1 : 0;
    }
    int kept = 0;
    for (int i = 0; i < size && kept < k; i++) {
      double similarity = similarities[i];
      boolean keep = similarity > least || (similarity == least && equal-- > 0);
      if (keep) {
        sessions[kept] = sessions[i];
        similarities[kept] = similarity;
        matches[kept++] = matches[i];
      }
    }
    size = kept;
  }

  /** By quickselect, with what equals the pivot in the middle: equal similarities are common. */
  private double kthLargest(int k) {
    System.arraycopy(similarities, 0, ordered, 0, size);
    int from = 0;
    int to = size;
    while (true) {
      double pivot = median(ordered[from], ordered[(from + to) >>> 1], ordered[to - 1]);
      int above = from;
      int below = to;
      for (int i = from; i < below; ) {
        double value = ordered[i];
        if (value > pivot) {
          ordered[i++] = ordered[above];
          ordered[above++] = value;
        } else if (value < pivot) {
          ordered[i] = ordered[--below];
          ordered[below] = value;
        } else {
          i++;
        }
      }
      if (k <= above) {
        to = above;
      } else if (k > below) {
        from = below;
      } else {
        return pivot;
      }
    }
  }

  private static double median(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
