package clickahead.graph.parallel;

import clickahead.graph.Workspace;
import clickahead.math.Memory;

/** The way back through {@link ResetBeforeStep}. */
final class ResetBeforeThroughTime extends GruThroughTime {
  /** r∘h, which the candidate's weights were multiplied with [E, S]. */
  private final long[] products;

  /** The gradient of r∘h [n, S]. */
  private final long[] productGradients;

  ResetBeforeThroughTime(
      Workspace space, GruLayer layer, LayerHistory history, StepRing inputHistory, int steps) {
    super(space, layer, history, inputHistory, steps);
    int slots = FollowedEvents.mostSlots(space.slots(), space.workers());
    products = space.elementsPerWorker((long) slots * steps * stride);
    productGradients = space.elementsPerWorker((long) slots * stride);
  }

  @Override
  void loadCell(int w, long step, int event, int slot, LayerHistory from) {
    long product = products[w] + space.bytes((long) event * stride);
    Memory.copy(gates(w, event), product, space.bytes(padded));
    kernels.multiply(product, before(w, event), padded);
  }

  /**
   * With h' = (1 - z)∘h + z∘n and the candidate's part U_n (r∘h) the state before gets (1 - z)∘dh'
   * and r∘d(r∘h) besides.
   */
  @Override
  void cellBackward(int w, int first, int n, long dh) {
    for (int i = 0; i < n; i++) {
      long gate = gates(w, first + i);
      long gradient = dh + space.bytes((long) i * stride);
      long straight = throughUpdate(w, i, gate, gradient);
      kernels.optimizers().mix(straight, gradient, padded, -1, 1);
      cells.resetBeforeBackward(gate, before(w, first + i), gradient, sloped[w], padded);
    }
    long candidate = gates(w, first) + space.bytes(2L * padded);
    state.inputGradient(2, GATES, candidate, gateStride(), n, productGradients[w], stride);
    for (int i = 0; i < n; i++) {
      long product = productGradients[w] + space.bytes((long) i * stride);
      long straight = direct[w] + space.bytes((long) i * stride);
      cells.addProduct(straight, gates(w, first + i), product, padded);
      cells.resetGradient(gates(w, first + i), product, before(w, first + i), padded);
    }
  }

  @Override
  void throughWeights(int w, int first, int n, long out) {
    state.inputGradient(0, 2, gates(w, first), gateStride(), n, out, stride);
  }

  @Override
  void stateGradient(int w, int total) {
    state.weightGradient(w, 0, 2, gates[w], gateStride(), total, before[w], stride, false);
    long candidate = gates[w] + space.bytes(2L * padded);
    state.weightGradient(w, 2, GATES, candidate, gateStride(), total, products[w], stride, false);
  }
}
