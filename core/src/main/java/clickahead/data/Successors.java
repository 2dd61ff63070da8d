package clickahead.data;

import java.util.Arrays;

/**
 * For each of N items the items that directly followed it, and how often: rows of a sparse [N, N]
 * matrix one behind the other. Row a lies at positions starts[a] to below starts[a + 1].
 *
 * @param starts [N+1]
 * @param items the followers, ascending within a row
 * @param counts how often each followed, at least 1
 */
public record Successors(int[] starts, int[] items, int[] counts) {

  /**
   * Counts neighbouring events of all sessions; an item may follow itself.
   *
   * @throws ArithmeticException if there are more than 2^31 - 1 transitions
   */
  public static Successors of(SessionLog train, int items) {
    int[] starts = new int[items + 1];
    int[] followers = followers(train, starts);
    int[] counts = new int[followers.length];
    int at = 0;
    for (int a = 0; a < items; a++) {
      int from = starts[a];
      int to = starts[a + 1];
      Arrays.sort(followers, from, to);
      starts[a] = at;
      for (int i = from; i < to; i++) {
        if (i == from || followers[i] != followers[at - 1]) {
          followers[at] = followers[i];
          at++;
        }
        counts[at - 1]++;
      }
    }
    starts[items] = at;
    return new Successors(starts, Arrays.copyOf(followers, at), Arrays.copyOf(counts, at));
  }

  /**
   * Adds counts.
   *
   * @param newer of at least as many items, those of this one first
   * @throws ArithmeticException if a count outgrows 2^31 - 1
   */
  public Successors plus(Successors newer) {
    int n = newer.starts.length - 1;
    int[] sumStarts = new int[n + 1];
    int[] sumItems = new int[Math.addExact(items.length, newer.items.length)];
    int[] sumCounts = new int[sumItems.length];
    int at = 0;
    for (int a = 0; a < n; a++) {
      int i = a + 1 < starts.length ? starts[a] : items.length;
      int end = a + 1 < starts.length ? starts[a + 1] : items.length;
      int j = newer.starts[a];
      while (i < end || j < newer.starts[a + 1]) {
        int mine = i < end ? items[i] : Integer.MAX_VALUE;
        int other = j < newer.starts[a + 1] ? newer.items[j] : Integer.MAX_VALUE;
        sumItems[at] = Math.min(mine, other);
        int count = mine <= other ? counts[i++] : 0;
        sumCounts[at++] = other <= mine ? Math.addExact(count, newer.counts[j++]) : count;
      }
      sumStarts[a + 1] = at;
    }
    return new Successors(sumStarts, Arrays.copyOf(sumItems, at), Arrays.copyOf(sumCounts, at));
  }

  /** All followers grouped by the item before, repeats included; fills starts. */
  private static int[] followers(SessionLog train, int[] starts) {
    for (int s = 0; s < train.sessions(); s++) {
      for (long e = train.start(s); e + 1 < train.start(s + 1); e++) {
        int slot = train.item(e) + 1;
        starts[slot] = Math.addExact(starts[slot], 1);
      }
    }
    for (int a = 0; a + 1 < starts.length; a++) {
      starts[a + 1] = Math.addExact(starts[a + 1], starts[a]);
    }
    int[] next = starts.clone();
    int[] followers = new int[starts[starts.length - 1]];
    for (int s = 0; s < train.sessions(); s++) {
      for (long e = train.start(s); e + 1 < train.start(s + 1); e++) {
        followers[next[train.item(e)]++] = train.item(e + 1);
      }
    }
    return followers;
  }
}
