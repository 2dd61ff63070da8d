package clickahead.eval;

/**
 * How often each of N items stands in the lists of the first k, for several k. Among equal scores
 * the item of the lower index comes first. One thread uses it; counts of several are added up.
 */
final class ListCounts {
  private final int[] cutOffs;
  private final long[][] counts;
  private final int[] items;
  private final float[] best;
  private long events;

  /** Nothing counted yet. */
  ListCounts(int n, int... cutOffs) {
    this.cutOffs = cutOffs;
    counts = new long[cutOffs.length][n];
    int longest = Math.min(n, cutOffs[cutOffs.length - 1]);
    items = new int[longest];
    best = new float[longest];
  }

  /** Counts the best of the items that are marked so, or higher, and have a score. */
  void add(float[] scores, int[] marks, int least) {
    int size = 0;
    for (int i = 0; i < scores.length; i++) {
      boolean candidate = marks[i] >= least && scores[i] > Float.NEGATIVE_INFINITY;
      if (candidate && (size < items.length || scores[i] > best[size - 1])) {
        size = insert(i, scores[i], size);
      }
    }
    events++;
    for (int c = 0; c < cutOffs.length; c++) {
      for (int place = 0; place < Math.min(size, cutOffs[c]); place++) {
        counts[c][items[place]]++;
      }
    }
  }

  private int insert(int item, float score, int size) {
    int at = size < items.length ? size : size - 1;
    while (at > 0 && score > best[at - 1]) {
      best[at] = best[at - 1];
      items[at] = items[at - 1];
      at--;
    }
    best[at] = score;
    items[at] = item;
    return Math.max(size, Math.min(size + 1, items.length));
  }

  /** Adds what another thread counted. */
  void add(ListCounts other) {
    events += other.events;
    for (int c = 0; c < cutOffs.length; c++) {
      for (int i = 0; i < counts[c].length; i++) {
        counts[c][i] += other.counts[c][i];
      }
    }
  }

  /** Number of lists. */
  long events() {
    return events;
  }

  /** How often each item stands in the lists of a cut-off, by its place among them [N]. */
  long[] of(int cutOff) {
    return counts[cutOff];
  }
}
