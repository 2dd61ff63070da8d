package clickahead.baseline;

import clickahead.eval.Ranks;
import clickahead.eval.SessionRanker;
import clickahead.eval.SessionScorer;

/**
 * Scores, ranks and recommends with a baseline that gives most items no score at all. Those rank
 * behind all others; one that is the target is unreachable. One thread's; after the first answers
 * nothing is allocated.
 */
public final class SparseScorer implements SessionScorer, SessionRanker {
  private final RunningSession session;
  private final ItemScores scores;
  private final Scoring scoring;

  SparseScorer(int items, Scoring scoring) {
    this.session = new RunningSession(items);
    this.scores = new ItemScores(items);
    this.scoring = scoring;
  }

  @Override
  public int items() {
    return scores.all();
  }

  @Override
  public void startSession() {
    session.start();
  }

  @Override
  public void click(int item) {
    session.click(item);
  }

  @Override
  public void click(int item, long time) {
    session.click(item, time);
  }

  /**
   * Scores the items.
   *
   * @param target [N], -Infinity for an item without a score
   */
  @Override
  public void score(float[] target) {
    answer();
    scores.write(target);
  }

  @Override
  public int rank(int target, Ranks ranks, int transition) {
    answer();
    scores.rank(target, ranks, transition);
    return -1;
  }

  /**
   * The items with the best scores, best first; of equal ones the lower index first.
   *
   * @param best [k], the item indices
   * @param bestScores [k], their scores
   * @return how many there are: fewer than k if fewer have a score
   */
  public int recommend(int[] best, float[] bestScores) {
    answer();
    return scores.best(best, bestScores);
  }

  /** Scores the items, and says how many were given a score. */
  int scored() {
    answer();
    return scores.size();
  }

  /** One of the items that were given a score, in no order. */
  int item(int place) {
    return scores.item(place);
  }

  /** Its score; -Infinity if it was taken away again. */
  float score(int place) {
    return scores.shown(scores.item(place));
  }

  private void answer() {
    scores.clear();
    if (session.size() > 0) {
      scoring.score(session, scores);
      scores.settle();
    }
  }
}
