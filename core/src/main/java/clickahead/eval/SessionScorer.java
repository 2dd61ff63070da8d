package clickahead.eval;

/**
 * A model that scores all N items after each click of one running session. Not thread-safe: one
 * scorer per thread.
 */
public interface SessionScorer {

  /** Number of items, N. */
  int items();

  /** Forgets the running session. */
  void startSession();

  /** The visitor clicked an item, 0 to N - 1. */
  void click(int item);

  /**
   * Writes the score of every item as the next one; a higher score is better.
   *
   * @param scores [N], overwritten
   */
  void score(float[] scores);
}
