package clickahead.eval;

/**
 * A session scorer that can also rank the next item among all N without writing down every score.
 * Not thread-safe: one per thread.
 */
public interface SessionRanker extends SessionScorer {

  /**
   * Counts the items that score higher than, and the same as, the target after the clicks so far.
   *
   * @param target the item that was clicked next, 0 to N - 1
   * @param ranks takes the two numbers
   * @param transition where in {@code ranks}
   * @return -1, or an item whose score is NaN; then {@code ranks} is as before
   */
  int rank(int target, Ranks ranks, int transition);
}
