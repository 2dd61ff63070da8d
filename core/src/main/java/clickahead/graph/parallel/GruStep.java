package clickahead.graph.parallel;

import clickahead.graph.Cell;
import clickahead.graph.Dropout;
import clickahead.graph.GateMatrix;
import clickahead.graph.MiniBatch;
import clickahead.graph.Optimizer;
import clickahead.graph.Workspace;
import clickahead.math.CellKernels;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Products;
import clickahead.math.Worker;

/**
 * One step of a GRU layer. On the way back the previous state is a constant; where the gradient
 * goes through time the step only leaves what it computed, and {@link ThroughTime} is the way back.
 * With dropout the dropped state is handed on and carried. State [D + 1, P]; each worker computes
 * its own units.
 */
abstract class GruStep implements Operator {
  final Workspace space;
  final Kernels kernels;
  final CellKernels cells;
  final Products products;
  final GateInput input;
  final Signal state;
  final GruLayer layer;
  final GateMatrix weights;
  final int p;

  /** Gates [3, own, P] of each worker: r, z, n, then their gradients. */
  final long[] gi;

  /** The state's part of the gates [3, own, P]. */
  final long[] gh;

  /** Gradient of the state [own, P]. */
  final long[] dh;

  /** The same times the slope of the candidate's activation. */
  final long[] sloped;

  private final Dropout dropout;
  private final long mask;
  private LayerHistory history;

  /**
   * Lays out a layer.
   *
   * @param scaled does the operator behind it give column scales with its gradients?
   */
  GruStep(Workspace space, GateInput input, GruLayer layer, Dropout dropout, boolean scaled) {
    this.space = space;
    kernels = space.compute().kernels();
    cells = kernels.cells();
    products = space.compute().products();
    this.input = input;
    this.layer = layer;
    this.dropout = dropout;
    weights = layer.state();
    int units = layer.units();
    state = Signal.unitMajor(space, units, scaled);
    p = space.paddedSlots();
    gi = space.elementsPerWorker(GateMatrix.GATES * mostUnits() * p);
    gh = space.elementsPerWorker(GateMatrix.GATES * mostUnits() * p);
    dh = space.elementsPerWorker(mostUnits() * p);
    sloped = space.elementsPerWorker(mostUnits() * p);
    mask = dropout.isOn() ? space.elements((long) units * p) : 0;
  }

  /** The step of a layer's cell. */
  static GruStep of(
      Workspace space, GateInput input, GruLayer layer, Dropout dropout, boolean scaled) {
    return layer.cell() == Cell.RESET_BEFORE
        ? new ResetBeforeStep(space, input, layer, dropout, scaled)
        : new ResetAfterStep(space, input, layer, dropout, scaled);
  }

  /** Most units that a worker owns. */
  final long mostUnits() {
    return layer.units() / space.workers() + 1L;
  }

  /**
   * Makes the step leave what it computes.
   *
   * @param steps k, through which the gradient will go
   */
  LayerHistory keep(int steps) {
    history = new LayerHistory(space, layer, steps, dropout.isOn());
    return history;
  }

  Signal state() {
    return state;
  }

  /** The slots' states behind a mini-batch, [D, B]. */
  final float[] carried(MiniBatch batch) {
    int slots = space.slots();
    float[] states = new float[state.units * slots];
    for (int i = 0; i < states.length; i++) {
      states[i] = (float) kernels.get(state.value(batch), (long) i / slots * p + i % slots);
    }
    return states;
  }

  final void carry(MiniBatch batch, float[] states) {
    int slots = space.slots();
    for (int i = 0; i < states.length; i++) {
      kernels.put(state.value(batch), (long) i / slots * p + i % slots, states[i]);
    }
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
    int first = worker.shareStart(state.units);
    int count = (worker.shareEnd(state.units) - first) * p;
    input.forward(worker, batch, gi[worker.index()]);
    long block = space.bytes((long) first * p);
    long h = state.value(batch) + block;
    cell(worker, batch, block, h, count);
    if (dropout.isOn()) {
      dropout.mask(batch.step, mask + block, count, first * p);
      kernels.multiply(h, mask + block, count);
    }
    if (history != null) {
      int w = worker.index();
      history.keep(worker, batch.step, gi[w], gh[w], mask + block, h);
    }
  }

  /**
   * Computes the new state.
   *
   * @param block bytes before this worker's units in a state
   * @param h where it goes
   * @param count elements of this worker's units
   */
  abstract void cell(Worker worker, MiniBatch batch, long block, long h, int count);

  @Override
  public void backward(Worker worker, MiniBatch batch) {
    int w = worker.index();
    int first = worker.shareStart(state.units);
    int own = worker.shareEnd(state.units) - first;
    long block = space.bytes((long) first * p);
    stateGradient(worker);
    if (dropout.isOn()) {
      kernels.multiply(dh[w], mask + block, own * p);
    }
    cellBackward(worker, batch, block, own * p);
    input.backward(worker, batch, gi[w]);
  }

  /** Turns the gradient of the state into those of the gates and of the state's weights. */
  abstract void cellBackward(Worker worker, MiniBatch batch, long block, int count);

  /** Fills {@link #sloped}; the candidates still stand behind the gates. */
  final void slope(int w, int count) {
    Memory.copy(dh[w], sloped[w], space.bytes(count));
    kernels.timesSlope(sloped[w], gi[w] + space.bytes(2L * count), count, layer.activation());
  }

  /**
   * Sums the gradient of the (dropped) state that the operators behind it gave.
   *
   * @return [own, P], of this worker's units
   */
  final long stateGradient(Worker worker) {
    int first = worker.shareStart(state.units);
    int own = worker.shareEnd(state.units) - first;
    sumPartials(dh[worker.index()], space.bytes((long) first * p), own);
    return dh[worker.index()];
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

  @Override
  public double squaredGradients(Worker worker) {
    return input.squaredGateGradients(worker) + weights.squaredGradients(worker.index());
  }

  @Override
  public void update(Worker worker, Optimizer optimizer, long step, double scale) {
    input.updateGates(worker, optimizer, step, scale);
    weights.update(worker.index(), optimizer, step, scale);
  }
}
