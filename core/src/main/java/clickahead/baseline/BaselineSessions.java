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

  /** Scores all items at once, or the few that have a score, and hands them out. */
  private static final class Call implements Scratch {
    private final SessionScorer scorer;
    private final int capacity;
    // Made when the scores of all are asked for, which sparse models seldom are.
    private float[] scores = {};
    private boolean scored;
    private int first;

    Call(SessionScorer scorer, int capacity) {
      this.scorer = scorer;
      this.capacity = capacity;
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
      scored = false;
    }

    @Override
    public int scoreFew() {
      return scorer instanceof SparseScorer sparse ? sparse.scored() : ALL;
    }

    @Override
    public int few(int place) {
      return ((SparseScorer) scorer).item(place);
    }

    @Override
    public float fewScore(int place) {
      return ((SparseScorer) scorer).score(place);
    }

    @Override
    public void score(int from, int n) {
      if (!scored) {
        if (scores.length == 0) {
          scores = new float[scorer.items()];
        }
        scorer.score(scores);
        scored = true;
      }
      first = from;
    }

    @Override
    public float score(int i) {
      return scores[first + i];
    }
  }
}
