package clickahead.baseline;

import java.util.Arrays;

/**
 * For each of N items the items that it speaks for, and how strongly: rows of a sparse [N, N]
 * matrix one behind the other. Row a lies at positions starts[a] to below starts[a + 1].
 *
 * @param starts [N+1]
 * @param targets item indices, in the order in which the log shows them first
 * @param weights above 0
 */
record RuleTable(int[] starts, int[] targets, double[] weights) {

  /** Number of items, N. */
  int items() {
    return starts.length - 1;
  }

  /** Adds the weights of an item's rules, times a factor, to the scores. */
  void addTo(ItemScores scores, int item, double factor) {
    for (int i = starts[item]; i < starts[item + 1]; i++) {
      scores.add(targets[i], factor * weights[i]);
    }
  }

  /** Fills a table row by row. */
  static final class Builder {
    private final int[] starts;
    private int[] targets = new int[1024];
    private double[] weights = new double[1024];
    private int row;
    private int size;

    Builder(int items) {
      starts = new int[items + 1];
    }

    /**
     * Appends the next item's rules and clears them.
     *
     * @param pruning how many of the strongest are kept if it is 1 or more; below 1 the share that
     *     is dropped; of equal ones the first are kept
     */
    void append(ItemScores rules, double pruning) {
      int kept = kept(rules.size(), pruning);
      double least = Double.NEGATIVE_INFINITY;
      int equal = 0;
      if (kept < rules.size()) {
        double[] sorted = new double[rules.size()];
        Arrays.setAll(sorted, i -> rules.of(rules.item(i)));
        Arrays.sort(sorted);
        least = kept == 0 ? Double.POSITIVE_INFINITY : sorted[sorted.length - kept];
        equal = kept;
        for (double weight : sorted) {
          equal -= weight > least ? 1 : 0;
        }
      }
      reserve(kept);
      for (int i = 0; i < rules.size(); i++) {
        double weight = rules.of(rules.item(i));
        if (weight > 0 && (weight > least || (weight == least && equal-- > 0))) {
          targets[size] = rules.item(i);
          weights[size++] = weight;
        }
      }
      starts[++row] = size;
      rules.clear();
    }

    private static int kept(int rules, double pruning) {
      if (pruning >= 1) {
        return (int) Math.min(rules, pruning);
      }
      return rules - (int) (rules * pruning);
    }

    private void reserve(int rules) {
      int needed = Math.addExact(size, rules);
      if (needed > targets.length) {
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8, needed + (long) needed / 2);
        targets = Arrays.copyOf(targets, capacity);
        weights = Arrays.copyOf(weights, capacity);
      }
    }

    RuleTable build() {
      return new RuleTable(starts, Arrays.copyOf(targets, size), Arrays.copyOf(weights, size));
    }
  }
}
