package clickahead.graph.sequence;

import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;
import java.lang.foreign.Arena;

/**
 * {@link AdditiveAttention} of a running session's last event over those that it remembers. Linear
 * in their number; for prediction.
 */
final class RunningAttention implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final AdditiveWeights scores;
  private final Rows.Reader query;
  private final EventMemory keys;
  private final EventMemory values;
  private final RunningState state;
  private final Rows output;
  private Arena arena;
  private long alphas;
  private int capacity;

  RunningAttention(
      Workspace space,
      Rows.Reader query,
      Rows keys,
      Rows values,
      AttentionWeights weights,
      RunningState state) {
    this.space = space;
    kernels = space.compute().kernels();
    scores = new AdditiveWeights(kernels, weights);
    this.query = query;
    this.keys = state.remember(keys);
    this.values = state.remember(values);
    this.state = state;
    state.show(this);
    output = new Rows(space, true, 1, values.units(), false);
  }

  @Override
  public Rows output() {
    return output;
  }

  /** The weight of a recalled event, 0 being the oldest, in the last pass. */
  double weight(int event) {
    return kernels.get(alphas, event);
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int n = state.recalled();
    if (n > capacity) {
      capacity = Math.max(n, 2 * capacity);
      arena = Arena.ofAuto();
      alphas = Memory.allocate(arena, space.bytes(capacity));
    }
    int[] places = state.places();
    scores.compute(query.rows().value(0), keys.address(), keys.stride(), places, 0, n, alphas);
    Memory.clear(output.value(0), space.bytes(output.stride()));
    kernels
        .attention()
        .addWeighted(values.address(), places, 0, n, alphas, output.stride(), output.value(0));
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    throw new UnsupportedOperationException("running sessions are not trained on");
  }
}
