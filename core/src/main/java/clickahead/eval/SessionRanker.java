package clickahead.eval;

/**
 * Ranks the next item of one running session among all N items. Not thread-safe: one per thread.
 */
public interface SessionRanker {

  /** Number of items, N. */
  int items();

  /** Forgets the running session. */
  void startSession();

  /** The visitor clicked an item, 0 to N - 1. */
  void click(int item);

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
