package clickahead.model;

import clickahead.graph.ItemTable;
import clickahead.graph.parallel.SessionStep;
import clickahead.math.Compute;
import java.util.Optional;

/** Running sessions of GRU4Rec: a session's state is the hidden state of all layers. */
final class Gru4RecSessions implements SessionModel {
  private final SessionStep step;
  private final ItemTable items;

  /**
   * @param weights laid out for one worker
   */
  Gru4RecSessions(Gru4Rec weights, Compute compute) {
    items = weights.items();
    step = new SessionStep(compute, weights.items(), weights.input(), weights.layers());
  }

  @Override
  public int stateSize(int clicks) {
    return step.stateSize();
  }

  @Override
  public Optional<ItemTable> rows() {
    return Optional.of(items);
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
    public void vector(long to) {
      scratch.copyVector(to);
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
