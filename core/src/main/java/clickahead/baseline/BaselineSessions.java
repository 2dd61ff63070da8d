package clickahead.baseline;

import clickahead.eval.SessionScorer;
import clickahead.model.Clicks;
import clickahead.model.SessionModel;

/** Running sessions of a baseline: their clicks are all there is to know. */
record BaselineSessions(Baseline baseline) implements SessionModel {
  @Override
  public int stateSize(int clicks) {
    return 0;
  }

  @Override
  public Scratch scratch(int capacity) {
    return new Call(baseline.newScorer(), capacity);
  }

  /** Scores all items at once and hands them out in pieces. */
  private static final class Call implements Scratch {
    private final SessionScorer scorer;
    private final int capacity;
    private final float[] scores;
    private int first;

    Call(SessionScorer scorer, int capacity) {
      this.scorer = scorer;
      this.capacity = capacity;
      scores = new float[scorer.items()];
    }

    @Override
    public int capacity() {
      return capacity;
    }

    @Override
    public void click(float[] state, Clicks clicks) {}

    @Override
    public void begin(float[] state, Clicks clicks) {
      scorer.startSession();
      for (int i = 0; i < clicks.size(); i++) {
        scorer.click(clicks.item(i));
      }
      scorer.score(scores);
    }

    @Override
    public void score(int from, int n) {
      first = from;
    }

    @Override
    public float score(int i) {
      return scores[first + i];
    }
  }
}
