package clickahead.baseline;

import clickahead.eval.Ranks;
import java.util.Arrays;

/**
 * Scores of the few items that have one, of N items: a thread's own scratch, cleared in the time
 * that it took to fill. An item has a score if it is above 0.
 */
final class ItemScores {
  private final double[] sums;
  private final int[] items;
  private int size;

  /** For N items, none of which has a score. */
  ItemScores(int items) {
    sums = new double[items];
    this.items = new int[items + 1];
  }

  /** Number of items, N. */
  int all() {
    return sums.length;
  }

  /** Number of items that were given a score since the scores were cleared. */
  int size() {
    return size;
  }

  /** One of them. */
  int item(int place) {
    return items[place];
  }

  /** The score of an item, 0 if it has none. */
  double of(int item) {
    return sums[item];
  }

  /** Takes all scores away. */
  void clear() {
    for (int i = 0; i < size; i++) {
      sums[items[i]] = 0;
    }
    size = 0;
  }

  /** Adds to an item's score, which must not have been set before. */
  void add(int item, double score) {
    if (score > 0) {
      double sum = sums[item];
      items[size] = item;
      size += sum == 0 ? 1 : 0;
      sums[item] = sum + score;
    }
  }

  /** Adds the same to each of a stretch of items. */
  void addToEach(int[] added, int from, int to, double score) {
    if (score > 0) {
      int end = size;
      for (int i = from; i < to; i++) {
        int item = added[i];
        double sum = sums[item];
        // Written always, kept if the item had no score: a branch here is a coin toss.
        items[end] = item;
        end += sum == 0 ? 1 : 0;
        sums[item] = sum + score;
      }
      size = end;
    }
  }

  /** Replaces the score of an item that has one; 0 takes it away. */
  void set(int item, double score) {
    sums[item] = Math.max(0, score);
  }

  /**
   * The n-th largest score; 0 if fewer items have one.
   *
   * @param scratch [n]
   */
  double largest(double[] scratch) {
    Arrays.fill(scratch, 0);
    for (int i = 0; i < size; i++) {
      double score = sums[items[i]];
      int place = scratch.length;
      while (place > 0 && scratch[place - 1] < score) {
        if (place < scratch.length) {
          scratch[place] = scratch[place - 1];
        }
        place--;
      }
      if (place < scratch.length) {
        scratch[place] = score;
      }
    }
    return scratch[scratch.length - 1];
  }

  /** Divides all scores by the largest. */
  void normalize() {
    double largest = 0;
    for (int i = 0; i < size; i++) {
      largest = Math.max(largest, sums[items[i]]);
    }
    if (largest > 0) {
      for (int i = 0; i < size; i++) {
        sums[items[i]] /= largest;
      }
    }
  }

  /**
   * Rounds all scores to the precision of a float, so that items which were given the same shares
   * in another order are tied, as they should be.
   */
  void settle() {
    for (int i = 0; i < size; i++) {
      double sum = sums[items[i]];
      float rounded = (float) sum;
      sums[items[i]] = rounded >= Float.MIN_NORMAL ? rounded : sum;
    }
  }

  /**
   * Ranks a target. One without a score is not part of the answer: it must not pass for a hit, in
   * any tie mode, because all others without a score are its equals.
   */
  void rank(int target, Ranks ranks, int transition) {
    double wanted = sums[target];
    if (wanted <= 0) {
      ranks.set(transition, Ranks.UNREACHABLE, 0);
      return;
    }
    int greater = 0;
    int same = 0;
    for (int i = 0; i < size; i++) {
      double sum = sums[items[i]];
      greater += sum > wanted ? 1 : 0;
      same += sum == wanted ? 1 : 0;
    }
    ranks.set(transition, greater, same - 1);
  }

  /**
   * Writes all scores.
   *
   * @param scores [N], -Infinity where an item has none
   */
  void write(float[] scores) {
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < size; i++) {
      scores[items[i]] = shown(items[i]);
    }
  }

  /**
   * Writes the best items, best first; of equal ones the lower index first.
   *
   * @param best as many places as items are wanted
   * @param scores their scores, at the same places
   * @return how many there are
   */
  int best(int[] best, float[] scores) {
    int n = 0;
    for (int i = 0; i < size; i++) {
      int item = items[i];
      if (sums[item] <= 0) {
        continue;
      }
      if (n < best.length) {
        best[n++] = item;
        if (n == best.length) {
          for (int at = n / 2 - 1; at >= 0; at--) {
            sink(best, n, at);
          }
        }
      } else if (n > 0 && worse(best[0], item)) {
        best[0] = item;
        sink(best, n, 0);
      }
    }
    sort(best, n);
    for (int i = 0; i < n; i++) {
      scores[i] = shown(best[i]);
    }
    return n;
  }

  private void sort(int[] best, int n) {
    for (int at = n / 2 - 1; at >= 0; at--) {
      sink(best, n, at);
    }
    for (int end = n - 1; end > 0; end--) {
      int worst = best[0];
      best[0] = best[end];
      best[end] = worst;
      sink(best, end, 0);
    }
  }

  /** Restores a heap with the worst item on top. */
  private void sink(int[] heap, int end, int from) {
    int item = heap[from];
    int at = from;
    while (2 * at + 1 < end) {
      int child = 2 * at + 1;
      if (child + 1 < end && worse(heap[child + 1], heap[child])) {
        child++;
      }
      if (worse(item, heap[child])) {
        break;
      }
      heap[at] = heap[child];
      at = child;
    }
    heap[at] = item;
  }

  private boolean worse(int item, int than) {
    return sums[item] < sums[than] || (sums[item] == sums[than] && item > than);
  }

  /** As a float, above 0 however small it is; -Infinity if there is none. */
  float shown(int item) {
    return sums[item] > 0 ? Math.max((float) sums[item], Float.MIN_VALUE) : Float.NEGATIVE_INFINITY;
  }
}
