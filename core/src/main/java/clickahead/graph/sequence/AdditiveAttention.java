package clickahead.graph.sequence;

import clickahead.graph.Optimizer;
import clickahead.graph.Workspace;
import clickahead.math.AttentionKernels;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * Additive attention of every output t over the events j up to it (Li et al., CIKM 2017, equations
 * 6 to 8): c_t = Σ_j α_tj h_j with α_tj = v · σ(query_t + key_j), as they are or after a softmax
 * over j. Its time is quadratic in a session's length, up to the limit; its memory is not.
 */
final class AdditiveAttention implements SequenceOperator {
  private final Workspace space;
  private final Kernels kernels;
  private final AttentionKernels attention;
  private final AttentionWeights weights;
  private final AdditiveWeights scores;
  private final Rows.Reader query;
  private final Rows.Reader keys;
  private final Rows.Reader values;
  private final Rows output;
  private final int limit;
  private final int most;

  /** Events of each sequence, one behind the other, worker by worker [E]. */
  private final int[] positions;

  /** Where each sequence's events begin in there. */
  private final int[][] starts;

  /** Weights of each output's events [P, most]. */
  private final long alphas;

  /** The same gradients of one output [most], per worker. */
  private final long[] gradients;

  /** Room of each worker for a row of σ. */
  private final long[] sigmas;

  /**
   * Lays attention out.
   *
   * @param query one row per output
   * @param keys one row per event
   * @param values one row per event
   * @param limit how many events it looks back at most; 0 for all
   */
  AdditiveAttention(
      Workspace space,
      Rows.Reader query,
      Rows.Reader keys,
      Rows.Reader values,
      AttentionWeights weights,
      SequenceShape shape,
      int limit,
      boolean training) {
    this.space = space;
    kernels = space.compute().kernels();
    attention = kernels.attention();
    this.weights = weights;
    scores = new AdditiveWeights(kernels, weights);
    this.query = query;
    this.keys = keys;
    this.values = values;
    this.limit = limit;
    most = limit == 0 ? shape.steps() : Math.min(limit, shape.steps());
    output = new Rows(space, true, shape.outputs(), values.rows().units(), training);
    positions = new int[shape.events()];
    starts = new int[space.workers()][shape.sequences()];
    alphas = space.elements((long) shape.outputs() * most);
    gradients = training ? space.elementsPerWorker(most) : new long[0];
    sigmas = training ? space.elementsPerWorker(keys.rows().stride()) : new long[0];
  }

  @Override
  public Rows output() {
    return output;
  }

  /** The weight that an output gave to the event so many before it, in the last pass. */
  double weight(SequenceBatch batch, int o, int back) {
    int seen = Math.min(batch.outputSteps[o] + 1, most);
    return kernels.get(alpha(o), seen - 1L - back);
  }

  private long alpha(int o) {
    return alphas + space.bytes((long) o * most);
  }

  private int end(SequenceBatch batch, int w, int o) {
    return starts[w][batch.outputSlots[o]] + batch.outputSteps[o] + 1;
  }

  private int begin(SequenceBatch batch, int o, int end) {
    return end - Math.min(batch.outputSteps[o] + 1, most);
  }

  private void findPositions(SequenceBatch batch, int w) {
    int at = batch.firstEvent(w);
    for (int i = 0; i < batch.sequences(w); i++) {
      starts[w][i] = at;
      for (int t = 0; t < batch.length(w, i); t++) {
        positions[at++] = batch.stepStart(w, t) + i;
      }
    }
  }

  @Override
  public void forward(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    findPositions(batch, w);
    int first = batch.firstOutput(w);
    int last = batch.firstOutput(w + 1);
    Memory.clear(output.value(first), space.bytes((long) (last - first) * output.stride()));
    for (int o = first; o < last; o++) {
      int end = end(batch, w, o);
      int from = begin(batch, o, end);
      scores.compute(
          query.rows().value(o),
          keys.rows().value(0),
          keys.rows().stride(),
          positions,
          from,
          end,
          alpha(o));
      attention.addWeighted(
          values.rows().value(0), positions, from, end, alpha(o), output.stride(), output.value(o));
    }
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    clear(query, batch, w);
    clear(keys, batch, w);
    clear(values, batch, w);
    long dV = weights.v().ownGradient(w);
    Memory.clear(dV, space.bytes(keys.rows().stride()));
    for (int o = batch.firstOutput(w); o < batch.firstOutput(w + 1); o++) {
      int end = end(batch, w, o);
      backward(w, o, begin(batch, o, end), end);
    }
    // Behind the units a sigmoid of zero stands, which is none of v's business.
    int units = keys.rows().units();
    Memory.clear(dV + space.bytes(units), space.bytes(keys.rows().stride() - (long) units));
  }

  private void clear(Rows.Reader reader, SequenceBatch batch, int w) {
    if (reader.overwrites()) {
      Rows rows = reader.rows();
      long count = rows.count(batch, w);
      Memory.clear(rows.gradient(rows.first(batch, w)), space.bytes(count * rows.stride()));
    }
  }

  private void backward(int w, int o, int from, int end) {
    long gradient = gradients[w];
    long dV = weights.v().ownGradient(w);
    Rows h = values.rows();
    long dc = output.gradient(o);
    attention.dotPicked(h.value(0), positions, from, end, dc, output.stride(), gradient);
    attention.addToPicked(h.gradient(0), positions, from, end, alpha(o), dc, output.stride());
    if (weights.softmax()) {
      softmaxGradient(alpha(o), gradient, end - from);
    }
    attention.additiveBackward(
        query.rows().value(o),
        keys.rows().value(0),
        positions,
        from,
        end,
        weights.v().row(0, 0, 0),
        keys.rows().stride(),
        weights.hardSigmoid(),
        gradient,
        keys.rows().gradient(0),
        query.rows().gradient(o),
        dV,
        sigmas[w]);
  }

  private void softmaxGradient(long alpha, long gradient, int n) {
    double mean = 0;
    for (int j = 0; j < n; j++) {
      mean += kernels.get(alpha, j) * kernels.get(gradient, j);
    }
    for (int j = 0; j < n; j++) {
      kernels.put(gradient, j, kernels.get(alpha, j) * (kernels.get(gradient, j) - mean));
    }
  }

  @Override
  public void collect(Worker worker, SequenceBatch batch) {
    weights.v().collect(worker);
  }

  @Override
  public double squaredGradients(Worker worker) {
    return weights.v().squaredGradients(worker);
  }

  @Override
  public void update(Worker worker, Optimizer optimizer, long step, double scale) {
    weights.v().update(worker, optimizer, step, scale);
  }
}
