package clickahead.graph.parallel;

import clickahead.graph.Dropout;
import clickahead.graph.GateMatrix;
import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * The reset-before cell (Cho et al. 2014, as the papers and the Theano code have it): r = σ(W_r x +
 * b_r + U_r h), z likewise, n = act(W_n x + b_n + U_n (r∘h)), h' = (1 - z)∘h + z∘n. The product
 * with r∘h needs the reset gates of all units, so that the workers meet in the middle of the step,
 * both ways. There is one bias, the input's; the state's stays zero.
 */
final class ResetBeforeStep extends GruStep {
  private final long product;
  private final long[] partials;

  ResetBeforeStep(
      Workspace space, GateInput input, GruLayer layer, Dropout dropout, boolean scaled) {
    super(space, input, layer, dropout, scaled);
    product = space.elements((long) layer.units() * p);
    partials = space.elementsPerWorker((long) layer.units() * p);
  }

  /** Where the weights of this worker's candidates begin, behind those of its two gates. */
  private long candidateRows(int w) {
    return space.bytes(weights.rows(w) / GateMatrix.GATES * 2L * weights.width());
  }

  @Override
  void cell(Worker worker, MiniBatch batch, long block, long h, int count) {
    int w = worker.index();
    int own = weights.rows(w) / GateMatrix.GATES;
    long previous = state.previous(batch);
    times(2 * own, weights.weights(w), previous, gh[w]);
    cells.sigmoidOfSum(gi[w], gh[w], 2 * count);
    Memory.copy(gi[w], product + block, space.bytes(count));
    kernels.multiply(product + block, previous + block, count);
    worker.barrier();
    times(own, weights.weights(w) + candidateRows(w), product, gh[w]);
    long n = gi[w] + space.bytes(2L * count);
    kernels.add(n, gh[w], count);
    kernels.activate(n, count, layer.activation());
    cells.blend(gi[w] + space.bytes(count), previous + block, n, h, count);
  }

  /** out = rows · state, without the column of the bias. */
  private void times(int rows, long matrix, long operand, long out) {
    products.multiply(
        false,
        false,
        rows,
        space.slots(),
        state.units,
        matrix,
        weights.width(),
        operand,
        p,
        out,
        p);
  }

  @Override
  void cellBackward(Worker worker, MiniBatch batch, long block, int count) {
    int w = worker.index();
    int own = weights.rows(w) / GateMatrix.GATES;
    long previous = state.previous(batch);
    long n = gi[w] + space.bytes(2L * count);
    slope(w, count);
    cells.resetBeforeBackward(gi[w], previous + block, dh[w], sloped[w], count);
    products.multiply(
        true,
        false,
        state.units,
        space.slots(),
        own,
        weights.weights(w) + candidateRows(w),
        weights.width(),
        n,
        p,
        partials[w],
        p);
    worker.barrier();
    Memory.copy(partials[0] + block, dh[w], space.bytes(count));
    for (int v = 1; v < partials.length; v++) {
      kernels.add(dh[w], partials[v] + block, count);
    }
    cells.resetGradient(gi[w], dh[w], previous + block, count);
    weightGradient(2 * own, gi[w], previous, weights.gradient(w));
    weightGradient(own, n, product, weights.gradient(w) + candidateRows(w));
  }

  private void weightGradient(int rows, long gates, long operand, long out) {
    products.multiply(
        false, true, rows, state.units, space.slots(), gates, p, operand, p, out, weights.width());
  }
}
