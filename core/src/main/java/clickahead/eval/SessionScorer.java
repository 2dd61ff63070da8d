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
   * The visitor clicked an item at a known time; most models do not care when.
   *
   * @param time in milliseconds since 1970 UTC
   */
  default void click(int item, long time) {
    click(item);
  }

  /**
   * Writes the score of every item as the next one; a higher score is better.
   *
   * @param scores [N], overwritten; {@link Float#NEGATIVE_INFINITY} for an item that the model has
   *     no score for: it cannot be recommended, and ranks behind all others in every tie mode
   */
  void score(float[] scores);
}
