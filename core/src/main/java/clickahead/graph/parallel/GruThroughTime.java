package clickahead.graph.parallel;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.Workspace;
import clickahead.math.CellKernels;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * The way back through the last k steps of a GRU layer, from the gradient of their states to those
 * of weights, inputs, and the states before (Williams and Peng 1990, BPTT(h; 1) with h = k). Gates
 * and states are those that the steps computed with the weights of their time; they are multiplied
 * with today's weights. Each worker follows its own slots and needs no barrier. E events, D units,
 * U of them with the padding, S = padded D + 1.
 */
abstract class GruThroughTime {
  static final int GATES = GateMatrix.GATES;

  final Workspace space;
  final Kernels kernels;
  final CellKernels cells;
  final GruLayer layer;
  final GateRows state;

  /** U. */
  final int padded;

  /** S. */
  final int stride;

  /** r, z, n of each worker's events, then their gradients [E, 3, U]. */
  final long[] gates;

  /** States before the events [E, S], with 1 in column D. */
  final long[] before;

  /** The part of a lag's gradient that reaches the states before not through the weights [n, S]. */
  final long[] direct;

  /** The gradient of one event's state times the slope of the candidate's activation [U]. */
  final long[] sloped;

  private final LayerHistory history;
  private final StepRing inputHistory;
  private final GateRows input;
  private final long[] inputs;
  private final long[] inputGradients;
  private final long[] through;
  private final long beginning;
  private final int inputWidth;

  /**
   * Lays out the buffers.
   *
   * @param inputHistory what the layer was fed [I + 1]; null for one-hot vectors
   * @param steps k
   */
  GruThroughTime(
      Workspace space, GruLayer layer, LayerHistory history, StepRing inputHistory, int steps) {
    this.space = space;
    kernels = space.compute().kernels();
    cells = kernels.cells();
    this.layer = layer;
    this.history = history;
    this.inputHistory = inputHistory;
    input = new GateRows(space, layer.input());
    state = new GateRows(space, layer.state());
    padded = Kernels.padded(layer.units());
    stride = layer.state().width();
    inputWidth = layer.input().width();
    int slots = FollowedEvents.mostSlots(space.slots(), space.workers());
    long events = (long) slots * steps;
    gates = space.elementsPerWorker(events * GATES * padded);
    before = space.elementsPerWorker(events * stride);
    direct = space.elementsPerWorker((long) slots * stride);
    through = space.elementsPerWorker((long) slots * stride);
    sloped = space.elementsPerWorker(padded);
    inputs = space.elementsPerWorker(events * inputWidth);
    inputGradients = space.elementsPerWorker(events * inputWidth);
    beginning = space.elements(stride);
    kernels.put(beginning, layer.units(), 1);
    if (inputHistory == null) {
      fillBiasInputs(events);
    }
  }

  /** A one-hot vector reaches the gates by its item's row; here it is but the constant. */
  private void fillBiasInputs(long events) {
    for (long each : inputs) {
      for (long e = 0; e < events; e++) {
        kernels.put(each, e * inputWidth, 1);
      }
    }
  }

  /** The way back through a layer's cell. */
  static GruThroughTime of(
      Workspace space, GruLayer layer, LayerHistory history, StepRing inputHistory, int steps) {
    return layer.cell() == Cell.RESET_BEFORE
        ? new ResetBeforeThroughTime(space, layer, history, inputHistory, steps)
        : new ResetAfterThroughTime(space, layer, history, inputHistory, steps);
  }

  final LayerHistory history() {
    return history;
  }

  /** Elements between the events' inputs. */
  final int inputWidth() {
    return inputWidth;
  }

  /** Elements between events in {@link #gates}. */
  final int gateStride() {
    return GATES * padded;
  }

  final long gates(int w, int event) {
    return gates[w] + space.bytes((long) event * gateStride());
  }

  final long before(int w, int event) {
    return before[w] + space.bytes((long) event * stride);
  }

  /** Takes the weights of a worker's units as they are now. */
  final void prepare(Worker worker) {
    input.copyOwn(worker.index());
    state.copyOwn(worker.index());
  }

  /**
   * Computes the gradients.
   *
   * @param step number of the step
   * @param dh [E, S] what the events' states get from above; what they get from later states is
   *     added
   * @return [E, width] gradients of the inputs; of the gates [E, 3, U] for one-hot vectors
   */
  final long backward(int w, long step, FollowedEvents events, long dh) {
    for (int lag = 0; events.count(lag) > 0; lag++) {
      int first = events.first(lag);
      int n = events.count(lag);
      for (int i = 0; i < n; i++) {
        load(w, step - lag, first + i, events.slot(i), events.begins(lag, i), dh);
      }
      long lagGradient = dh + space.bytes((long) first * stride);
      cellBackward(w, first, n, lagGradient);
      int next = events.count(lag + 1);
      if (next > 0) {
        throughWeights(w, first, next, through[w]);
        long to = dh + space.bytes((long) events.first(lag + 1) * stride);
        kernels.add(to, direct[w], next * stride);
        kernels.add(to, through[w], next * stride);
      }
    }
    return weightGradients(w, events.total());
  }

  /** Fetches an event; the gradient of its dropped state becomes that of its state. */
  private void load(int w, long step, int event, int slot, boolean begins, long dh) {
    Memory.copy(history.gates.row(step, slot), gates(w, event), space.bytes(gateStride()));
    long past = begins ? beginning : history.states.row(step - 1, slot);
    Memory.copy(past, before(w, event), space.bytes(stride));
    if (inputHistory != null) {
      long to = inputs[w] + space.bytes((long) event * inputWidth);
      Memory.copy(inputHistory.row(step, slot), to, space.bytes(inputWidth));
    }
    if (history.masks != null) {
      long gradient = dh + space.bytes((long) event * stride);
      kernels.multiply(gradient, history.masks.row(step, slot), padded);
    }
    loadCell(w, step, event, slot, history);
  }

  private long weightGradients(int w, int total) {
    stateGradient(w, total);
    long d = gates[w];
    input.weightGradient(w, 0, GATES, d, gateStride(), total, inputs[w], inputWidth, true);
    if (inputHistory == null) {
      return d;
    }
    input.inputGradient(0, GATES, d, gateStride(), total, inputGradients[w], inputWidth);
    return inputGradients[w];
  }

  /** Fetches what the cell needs besides. */
  abstract void loadCell(int w, long step, int event, int slot, LayerHistory from);

  /**
   * Turns the gradients of a lag's states into those of its gates, and fills {@link #direct}.
   *
   * @param first the lag's first event
   * @param dh [n, S]
   */
  abstract void cellBackward(int w, int first, int n, long dh);

  /**
   * Computes what the states before a lag's first n events get through the weights.
   *
   * @param out [n, S]
   */
  abstract void throughWeights(int w, int first, int n, long out);

  /** Writes this worker's gradient of the state's weights. */
  abstract void stateGradient(int w, int total);

  /**
   * Begins a cell's way back: fills {@link #sloped} for one event, whose candidate still stands
   * behind its gates, and its row of {@link #direct} with z∘dh'.
   *
   * @param i which of the events at hand
   * @return the row
   */
  final long throughUpdate(int w, int i, long gate, long dh) {
    Memory.copy(dh, sloped[w], space.bytes(padded));
    kernels.timesSlope(sloped[w], gate + space.bytes(2L * padded), padded, layer.activation());
    long straight = direct[w] + space.bytes((long) i * stride);
    Memory.copy(dh, straight, space.bytes(padded));
    kernels.multiply(straight, gate + space.bytes(padded), padded);
    return straight;
  }

  /** Sums the workers' gradients. */
  final void collect(Worker worker) {
    input.collect(worker);
    state.collect(worker);
  }
}
