package clickahead.eval;

/** Ranks by the scores of all N items, the target's read from the same array as the others. */
public final class DenseRanker implements SessionRanker {
  private final SessionScorer scorer;
  private final float[] scores;

  /** Ranks by a scorer's scores; the scorer then belongs to this ranker. */
  public DenseRanker(SessionScorer scorer) {
    this.scorer = scorer;
    this.scores = new float[scorer.items()];
  }

  @Override
  public int items() {
    return scores.length;
  }

  @Override
  public void startSession() {
    scorer.startSession();
  }

  @Override
  public void click(int item) {
    scorer.click(item);
  }

  @Override
  public void click(int item, long time) {
    scorer.click(item, time);
  }

  @Override
  public void score(float[] all) {
    scorer.score(all);
  }

  @Override
  public int rank(int target, Ranks ranks, int transition) {
    scorer.score(scores);
    float wanted = scores[target];
    int greater = 0;
    int same = 0;
    int smaller = 0;
    for (float score : scores) {
      greater += score > wanted ? 1 : 0;
      same += score == wanted ? 1 : 0;
      smaller += score < wanted ? 1 : 0;
    }
    if (greater + same + smaller < scores.length) {
      // NaN compares as neither.
      return firstNan();
    }
    if (wanted == Float.NEGATIVE_INFINITY) {
      ranks.set(transition, Ranks.UNREACHABLE, 0);
    } else {
      ranks.set(transition, greater, same - 1);
    }
    return -1;
  }

  private int firstNan() {
    int item = 0;
    while (!Float.isNaN(scores[item])) {
      item++;
    }
    return item;
  }
}
