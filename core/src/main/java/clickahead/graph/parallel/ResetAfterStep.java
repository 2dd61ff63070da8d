package clickahead.graph.parallel;

import clickahead.graph.Dropout;
import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.math.Worker;

/**
 * The reset-after cell with both biases (Cho et al. 2014 as cuDNN has it): r = σ(W_r x + b_r + U_r
 * h + c_r), z likewise, n = act(W_n x + b_n + r∘(U_n h + c_n)), h' = (1 - z)∘n + z∘h.
 */
final class ResetAfterStep extends GruStep {
  ResetAfterStep(
      Workspace space, GateInput input, GruLayer layer, Dropout dropout, boolean scaled) {
    super(space, input, layer, dropout, scaled);
  }

  @Override
  void cell(Worker worker, MiniBatch batch, long block, long h, int count) {
    int w = worker.index();
    products.multiply(
        false,
        false,
        weights.rows(w),
        space.slots(),
        state.units + 1,
        weights.weights(w),
        weights.width(),
        state.previous(batch),
        p,
        gh[w],
        p);
    long previous = state.previous(batch) + block;
    long z = gi[w] + space.bytes(count);
    long n = gi[w] + space.bytes(2L * count);
    cells.sigmoidOfSum(gi[w], gh[w], 2 * count);
    cells.addProduct(n, gi[w], gh[w] + space.bytes(2L * count), count);
    kernels.activate(n, count, layer.activation());
    cells.blend(z, n, previous, h, count);
  }

  @Override
  void cellBackward(Worker worker, MiniBatch batch, long block, int count) {
    int w = worker.index();
    long previous = state.previous(batch);
    slope(w, count);
    cells.resetAfterBackward(gi[w], gh[w], previous + block, dh[w], sloped[w], count);
    products.multiply(
        false,
        true,
        weights.rows(w),
        state.units + 1,
        space.slots(),
        gh[w],
        p,
        previous,
        p,
        weights.gradient(w),
        weights.width());
  }
}
