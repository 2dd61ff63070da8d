package clickahead.graph;

import clickahead.math.CellKernels;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Products;
import clickahead.math.Worker;

/**
 * One step of a GRU layer, reset-after cell with both biases (Cho et al. 2014 as cuDNN has it): r =
 * σ(W_r x + b_r + U_r h + c_r), z likewise, n = tanh(W_n x + b_n + r∘(U_n h + c_n)), h' = (1 - z)∘n
 * + z∘h. The previous state is a constant: no gradient goes through time. With dropout the dropped
 * state is handed on and carried. Input [I + 1, P] or [B, I + 1], state [D + 1, P]; each worker
 * computes its own units.
 */
final class GruStep implements Operator {
  private final Workspace space;
  private final Kernels kernels;
  private final CellKernels cells;
  private final Products products;
  private final Signal input;
  private final Signal state;
  private final GateMatrix inputWeights;
  private final GateMatrix stateWeights;
  private final Dropout dropout;
  private final int p;
  private final long[] gi;
  private final long[] gh;
  private final long[] dh;
  private final long mask;

  /**
   * Lays out a layer.
   *
   * @param scaled does the operator behind it give column scales with its gradients?
   */
  GruStep(Workspace space, Signal input, GruLayer layer, Dropout dropout, boolean scaled) {
    int units = layer.units();
    this.space = space;
    kernels = space.compute().kernels();
    cells = kernels.cells();
    products = space.compute().products();
    this.input = input;
    this.dropout = dropout;
    state = Signal.unitMajor(space, units, scaled);
    inputWeights = layer.input();
    stateWeights = layer.state();
    p = space.paddedSlots();
    long mostUnits = units / space.workers() + 1L;
    gi = space.elementsPerWorker(GateMatrix.GATES * mostUnits * p);
    gh = space.elementsPerWorker(GateMatrix.GATES * mostUnits * p);
    dh = space.elementsPerWorker(mostUnits * p);
    mask = dropout.isOn() ? space.elements((long) units * p) : 0;
  }

  Signal state() {
    return state;
  }

  /** Sets the states of slots that begin a session to zero. */
  @Override
  public void prepare(Worker worker, MiniBatch batch) {
    long previous = state.previous(batch);
    for (int b = 0; b < batch.fresh.length; b++) {
      if (batch.fresh[b]) {
        for (long u = worker.shareStart(state.units); u < worker.shareEnd(state.units); u++) {
          kernels.put(previous, u * p + b, 0);
        }
      }
    }
  }

  @Override
  public void forward(Worker worker, MiniBatch batch) {
    int w = worker.index();
    int first = worker.shareStart(state.units);
    int own = worker.shareEnd(state.units) - first;
    int rows = GateMatrix.GATES * own;
    products.multiply(
        false,
        input.slotMajor,
        rows,
        space.slots(),
        input.units + 1,
        inputWeights.weights(w),
        inputWeights.width(),
        input.value(batch),
        input.stride,
        gi[w],
        p);
    products.multiply(
        false,
        false,
        rows,
        space.slots(),
        state.units + 1,
        stateWeights.weights(w),
        stateWeights.width(),
        state.previous(batch),
        p,
        gh[w],
        p);
    long block = space.bytes((long) first * p);
    long h = state.value(batch) + block;
    cells.gruForward(gi[w], gh[w], state.previous(batch) + block, h, own * p);
    if (dropout.isOn()) {
      dropout.mask(batch.step, mask + block, own * p, first * p);
      kernels.multiply(h, mask + block, own * p);
    }
  }

  @Override
  public void backward(Worker worker, MiniBatch batch) {
    int w = worker.index();
    int first = worker.shareStart(state.units);
    int own = worker.shareEnd(state.units) - first;
    long block = space.bytes((long) first * p);
    sumPartials(dh[w], block, own);
    if (dropout.isOn()) {
      kernels.multiply(dh[w], mask + block, own * p);
    }
    cells.gruBackward(gi[w], gh[w], state.previous(batch) + block, dh[w], own * p);
    weightGradients(w, own, batch);
    inputGradient(w, GateMatrix.GATES * own);
  }

  private void sumPartials(long sum, long block, int own) {
    for (int v = 0; v < space.workers(); v++) {
      long partial = state.partial[v] + block;
      if (state.scale == null) {
        if (v == 0) {
          Memory.copy(partial, sum, space.bytes((long) own * p));
        } else {
          kernels.add(sum, partial, own * p);
        }
      } else if (v == 0) {
        kernels.scaleColumns(partial, state.scale[v], sum, own, p);
      } else {
        kernels.addScaledColumns(partial, state.scale[v], sum, own, p);
      }
    }
  }

  private void weightGradients(int w, int own, MiniBatch batch) {
    int rows = GateMatrix.GATES * own;
    products.multiply(
        false,
        !input.slotMajor,
        rows,
        input.units + 1,
        space.slots(),
        gi[w],
        p,
        input.value(batch),
        input.stride,
        inputWeights.gradient(w),
        inputWeights.width());
    products.multiply(
        false,
        true,
        rows,
        state.units + 1,
        space.slots(),
        gh[w],
        p,
        state.previous(batch),
        p,
        stateWeights.gradient(w),
        stateWeights.width());
  }

  /** This worker's part of the input's gradient: that which flows through its own units. */
  private void inputGradient(int w, int rows) {
    long weights = inputWeights.weights(w);
    int width = inputWeights.width();
    int slots = space.slots();
    long out = input.partial[w];
    if (input.slotMajor) {
      products.multiply(
          true, false, slots, input.units, rows, gi[w], p, weights, width, out, input.stride);
    } else {
      products.multiply(
          true, false, input.units, slots, rows, weights, width, gi[w], p, out, input.stride);
    }
  }

  @Override
  public void update(Worker worker, Optimizer optimizer) {
    inputWeights.update(worker.index(), optimizer);
    stateWeights.update(worker.index(), optimizer);
  }
}
