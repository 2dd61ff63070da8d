package clickahead.eval;

import clickahead.math.CounterRandom;
import java.util.Arrays;
import java.util.TreeSet;

/**
 * The targets of one event in the order of their scores. Targets that score the same have the same
 * number of items before them; among the n items of one score, some of them targets, the mode says
 * which places the targets get.
 */
final class TargetOrder {
  private final long[] sorted;
  private final int from;

  /** Of the targets from to below from + targets. */
  TargetOrder(int[] greater, int[] ties, int from, int targets) {
    this.from = from;
    sorted = new long[targets];
    for (int i = 0; i < targets; i++) {
      sorted[i] = (long) greater[from + i] << 32 | ties[from + i];
    }
    Arrays.sort(sorted);
  }

  /** Writes the ranks, ascending. */
  void place(TieMode mode, long seed, double[] ranks) {
    int next = 0;
    while (next < sorted.length) {
      int same = 1;
      while (next + same < sorted.length && sorted[next + same] == sorted[next]) {
        same++;
      }
      place(next, same, mode, seed, ranks);
      next += same;
    }
  }

  private void place(int first, int same, TieMode mode, long seed, double[] ranks) {
    int greater = (int) (sorted[first] >>> 32);
    // Targets that cannot be reached have no others of their score.
    int others = Math.max(0, (int) sorted[first] + 1 - same);
    if (mode == TieMode.RANDOM && same > 1) {
      int i = 0;
      for (int place : draw(same, others + same, seed, first)) {
        ranks[first + i++] = (double) greater + place + 1;
      }
      return;
    }
    double draw = CounterRandom.uniform(seed, from + (long) first);
    for (int i = 0; i < same; i++) {
      ranks[first + i] = mode.rank(greater, others, draw) + i;
    }
  }

  /** So many different places below n, every set as likely (Floyd's algorithm; Bentley, 1987). */
  private TreeSet<Integer> draw(int places, int n, long seed, int first) {
    TreeSet<Integer> drawn = new TreeSet<>();
    for (int i = n - places; i < n; i++) {
      double u = CounterRandom.uniform(seed, from + (long) first + i - (n - places));
      int place = (int) (u * (i + 1));
      drawn.add(drawn.contains(place) ? i : place);
    }
    return drawn;
  }
}
