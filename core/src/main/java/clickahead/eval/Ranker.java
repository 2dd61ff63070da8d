package clickahead.eval;

/**
 * Ranks the next item of every transition of many sessions among all N items. How it goes about it
 * (session by session, many sessions in one matrix product, ...) is its own affair; the ranks must
 * not depend on it.
 */
public interface Ranker {

  /** Number of items that targets are ranked among, N. */
  int items();

  /**
   * Ranks every transition: the hidden state starts afresh with each session, and the target's
   * score is taken from the same computation as all others.
   *
   * @param test sessions of item indices 0 to N - 1; some may have one event, or none
   * @param progress is told how far it is
   * @return a rank for each of the {@link TestSessions#transitions}
   * @throws InvalidScoreException if a score is NaN
   */
  Ranks rank(TestSessions test, Progress progress);
}
