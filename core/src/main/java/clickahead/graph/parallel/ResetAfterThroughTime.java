package clickahead.graph.parallel;

import clickahead.graph.Workspace;
import clickahead.math.Memory;

/** The way back through {@link ResetAfterStep}. */
final class ResetAfterThroughTime extends GruThroughTime {
  /** The state's part of the gates, of which the candidate's is read; then its gradients. */
  private final long[] stateGates;

  ResetAfterThroughTime(
      Workspace space, GruLayer layer, LayerHistory history, StepRing inputHistory, int steps) {
    super(space, layer, history, inputHistory, steps);
    int slots = FollowedEvents.mostSlots(space.slots(), space.workers());
    stateGates = space.elementsPerWorker((long) slots * steps * gateStride());
  }

  private long stateGates(int w, int event) {
    return stateGates[w] + space.bytes((long) event * gateStride());
  }

  @Override
  void loadCell(int w, long step, int event, int slot, LayerHistory from) {
    long to = stateGates(w, event) + space.bytes(2L * padded);
    Memory.copy(from.candidates.row(step, slot), to, space.bytes(padded));
  }

  /** With h' = (1 - z)∘n + z∘h the state before gets z∘dh' besides. */
  @Override
  void cellBackward(int w, int first, int n, long dh) {
    for (int i = 0; i < n; i++) {
      long gate = gates(w, first + i);
      long gradient = dh + space.bytes((long) i * stride);
      throughUpdate(w, i, gate, gradient);
      long previous = before(w, first + i);
      cells.resetAfterBackward(
          gate, stateGates(w, first + i), previous, gradient, sloped[w], padded);
    }
  }

  @Override
  void throughWeights(int w, int first, int n, long out) {
    state.inputGradient(0, GATES, stateGates(w, first), gateStride(), n, out, stride);
  }

  @Override
  void stateGradient(int w, int total) {
    state.weightGradient(w, 0, GATES, stateGates[w], gateStride(), total, before[w], stride, true);
  }
}
