package clickahead.graph.sequence;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.Optimizer;
import clickahead.graph.Workspace;
import clickahead.math.Memory;
import clickahead.math.SequenceCellKernels;
import clickahead.math.Worker;

/**
 * A GRU layer over whole sequences, with gradient through time. The input's part of all gates is
 * one product; the state's part is one product a step, over the sequences that have it. The
 * weights' gradients are again one product over all events.
 *
 * <p>The gradient may be truncated: before every n-th event of a sequence the state is a constant,
 * so that it flows back through at most n events (Williams and Peng 1990).
 */
abstract class SequenceGru implements SequenceOperator {
  final Workspace space;
  final SequenceCellKernels cells;
  final GruWeights weights;
  final Rows output;

  /** Padded units, U. */
  final int width;

  private final Rows.Reader input;
  private final int truncation;
  private final long gi;
  private final long gh;
  private final long previous;
  private final long inputScratch;
  private final long[] carry;
  private boolean carriesOn;

  /**
   * Lays out a layer.
   *
   * @param events E
   * @param sequences most sequences
   * @param truncation n; 0 for none
   * @param stateGates how many blocks of the gates' state part are kept
   */
  SequenceGru(
      Workspace space,
      Rows.Reader input,
      GruWeights weights,
      int events,
      int sequences,
      int truncation,
      int stateGates,
      boolean training) {
    this.space = space;
    this.input = input;
    this.weights = weights;
    this.truncation = truncation;
    cells = space.compute().kernels().sequenceCells();
    output = new Rows(space, false, events, weights.units(), training);
    width = output.stride();
    gi = space.elements((long) events * GateMatrix.GATES * width);
    gh = space.elements((long) events * stateGates * width);
    previous = space.elements((long) events * width);
    int stride = input.rows().stride();
    inputScratch = training ? space.elements((long) events * stride) : 0;
    carry = training ? space.elementsPerWorker((long) sequences * width) : new long[0];
  }

  /** The layer of a cell. */
  static SequenceGru of(
      Workspace space,
      Rows.Reader input,
      GruWeights weights,
      SequenceShape shape,
      int truncation,
      boolean training) {
    int events = shape.events();
    int sequences = shape.sequences();
    return weights.cell() == Cell.RESET_BEFORE
        ? new ResetBeforeSequence(space, input, weights, events, sequences, truncation, training)
        : new ResetAfterSequence(space, input, weights, events, sequences, truncation, training);
  }

  @Override
  public final Rows output() {
    return output;
  }

  /** From now on sequences begin with the states that stand in the output's first rows. */
  final void carryOn() {
    carriesOn = true;
  }

  /** Address of an event in a buffer of so many blocks of U. */
  final long at(long buffer, int event, int blocks) {
    return buffer + space.bytes((long) event * blocks * width);
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    int first = batch.firstEvent(w);
    int count = batch.firstEvent(w + 1) - first;
    Rows x = input.rows();
    weights.input().apply(x.value(first), x.stride(), count, at(gi, first, GateMatrix.GATES));
    for (int t = 0; t < batch.steps(w); t++) {
      int start = batch.stepStart(w, t);
      int n = batch.active(w, t);
      long before = at(previous, start, 1);
      if (t == 0 && !carriesOn) {
        Memory.clear(before, space.bytes((long) n * width));
      } else {
        long state = output.value(t == 0 ? start : batch.stepStart(w, t - 1));
        Memory.copy(state, before, space.bytes((long) n * width));
      }
      step(start, n, before);
    }
  }

  private void step(int start, int n, long before) {
    step(at(gi, start, GateMatrix.GATES), gh, start, n, before, output.value(start));
  }

  /**
   * Computes the states of one step.
   *
   * @param gates [n, 3, U] the input's part; left holding r, z, n
   * @param stateGates buffer over all events
   * @param start the step's first event
   * @param before [n, U] states before
   * @param h [n, U] where the new ones go
   */
  abstract void step(long gates, long stateGates, int start, int n, long before, long h);

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    int steps = batch.steps(w);
    for (int t = steps - 1; t >= 0; t--) {
      int start = batch.stepStart(w, t);
      int n = batch.active(w, t);
      boolean flows = t > 0 && (truncation == 0 || t % truncation != 0);
      long to = flows ? output.gradient(batch.stepStart(w, t - 1)) : carry[w];
      stepBackward(
          at(gi, start, GateMatrix.GATES),
          gh,
          start,
          n,
          at(previous, start, 1),
          output.gradient(start),
          to,
          flows);
    }
    int first = batch.firstEvent(w);
    int count = batch.firstEvent(w + 1) - first;
    Rows x = input.rows();
    int gates = GateMatrix.GATES * width;
    long gradient = at(gi, first, GateMatrix.GATES);
    weights
        .input()
        .weightGradient(w, 0, GateMatrix.GATES, gradient, gates, count, x.value(first), x.stride());
    stateGradient(w, gradient, gh, first, count, at(previous, first, 1));
    inputGradient(first, count, gradient);
  }

  private void inputGradient(int first, int count, long gradient) {
    Rows x = input.rows();
    if (!x.hasGradient()) {
      return;
    }
    long scratch = input.overwrites() ? 0 : inputScratch + space.bytes((long) first * x.stride());
    weights
        .input()
        .inputGradient(
            0,
            GateMatrix.GATES,
            gradient,
            GateMatrix.GATES * width,
            count,
            x.gradient(first),
            x.stride(),
            scratch);
  }

  /**
   * Turns the gradient of a step's states into those of its gates, and adds what flows to the
   * states before.
   *
   * @param dh [n, U]
   * @param to [n, U] gradient of the states before
   * @param flows does anything flow there? If not, it is scratch
   */
  abstract void stepBackward(
      long gates, long stateGates, int start, int n, long before, long dh, long to, boolean flows);

  /** Writes this worker's gradient of the state's weights. */
  abstract void stateGradient(
      int w, long gates, long stateGates, int first, int count, long before);

  @Override
  public void collect(Worker worker, SequenceBatch batch) {
    weights.input().collect(worker);
    weights.state().collect(worker);
  }

  @Override
  public double squaredGradients(Worker worker) {
    return weights.input().squaredGradients(worker) + weights.state().squaredGradients(worker);
  }

  @Override
  public void update(Worker worker, Optimizer optimizer, long step, double scale) {
    weights.input().update(worker, optimizer, step, scale);
    weights.state().update(worker, optimizer, step, scale);
  }
}
