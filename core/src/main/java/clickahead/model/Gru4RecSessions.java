package clickahead.model;

import clickahead.graph.SessionStep;
import clickahead.math.Compute;

/** Running sessions of GRU4Rec: a session's state is the hidden state of all layers. */
final class Gru4RecSessions implements SessionModel {
  private final SessionStep step;

  /**
   * @param weights laid out for one worker
   */
  Gru4RecSessions(Gru4Rec weights, Compute compute) {
    step = new SessionStep(compute, weights.items(), weights.input(), weights.layers());
  }

  @Override
  public int stateSize(int clicks) {
    return step.stateSize();
  }

  @Override
  public Scratch scratch(int capacity) {
    return new Call(step, step.scratch(capacity));
  }

  private record Call(SessionStep step, SessionStep.Scratch scratch) implements Scratch {
    @Override
    public int capacity() {
      return scratch.capacity();
    }

    @Override
    public void click(float[] state, Clicks clicks) {
      step.click(state, clicks.last(), scratch);
    }

    @Override
    public void begin(float[] state, Clicks clicks) {
      step.begin(state, scratch);
    }

    @Override
    public void score(int first, int n) {
      step.score(first, n, scratch);
    }

    @Override
    public float score(int i) {
      return scratch.score(i);
    }
  }
}
