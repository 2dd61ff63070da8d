package clickahead.graph.sequence;

import java.util.Arrays;

/** Orders sequences by length, longest first, equal ones as they come: a counting sort. */
final class LongestFirst {
  private final int[] order;
  private final int[] byLength;
  private final int longest;

  /** Room for so many sequences of at most so many events. */
  LongestFirst(int sequences, int longest) {
    order = new int[sequences];
    byLength = new int[longest + 2];
    this.longest = longest;
  }

  /** The sequences' numbers in their order; valid until the next call. */
  int[] order(int[] lengths, int sequences) {
    Arrays.fill(byLength, 0);
    for (int s = 0; s < sequences; s++) {
      byLength[longest - lengths[s] + 1]++;
    }
    for (int i = 1; i < byLength.length; i++) {
      byLength[i] += byLength[i - 1];
    }
    for (int s = 0; s < sequences; s++) {
      order[byLength[longest - lengths[s]]++] = s;
    }
    return order;
  }
}
