package clickahead.eval;

import java.util.function.Supplier;

/**
 * Ranks the next item of every transition of many sessions among all N items, or hands out the
 * scores to whoever wants something else of them. How it goes about it (session by session, many
 * sessions in one matrix product, ...) is its own affair; the results must not depend on it.
 */
public interface Ranker {

  /** Number of items that targets are ranked among, N. */
  int items();

  /**
   * Ranks every {@linkplain TestSessions#isChosen chosen} transition: the hidden state starts
   * afresh with each session, and the target's score is taken from the same computation as all
   * others. Ranks of other transitions may be left out.
   *
   * @param test sessions of item indices 0 to N - 1; some may have one event, or none
   * @param progress is told how far it is
   * @return a rank for each of the chosen {@link TestSessions#transitions}
   * @throws InvalidScoreException if a score is NaN
   */
  Ranks rank(TestSessions test, Progress progress);

  /**
   * Hands the scores of all N items at every chosen transition to a reader, each transition once,
   * in no particular order. This is slower than {@link #rank}, and memory stays as flat.
   *
   * @param readers gives a new reader, one for each thread
   * @throws InvalidScoreException if a reader finds a score that is NaN
   */
  void score(TestSessions test, Supplier<? extends ScoreReader> readers, Progress progress);
}
