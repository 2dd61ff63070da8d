package clickahead.graph.parallel;

import clickahead.graph.GateMatrix;
import clickahead.graph.MiniBatch;
import clickahead.graph.Optimizer;
import clickahead.graph.Workspace;
import clickahead.math.Products;
import clickahead.math.Worker;

/** The product of a layer's input weights with a signal, [I + 1, P] or [B, I + 1]. */
final class DenseGateInput implements GateInput {
  private final Products products;
  private final Signal input;
  private final GateMatrix weights;
  private final int slots;
  private final int p;

  DenseGateInput(Workspace space, Signal input, GateMatrix weights) {
    products = space.compute().products();
    this.input = input;
    this.weights = weights;
    slots = space.slots();
    p = space.paddedSlots();
  }

  @Override
  public void forward(Worker worker, MiniBatch batch, long gates) {
    int w = worker.index();
    products.multiply(
        false,
        input.slotMajor,
        weights.rows(w),
        slots,
        input.units + 1,
        weights.weights(w),
        weights.width(),
        input.value(batch),
        input.stride,
        gates,
        p);
  }

  @Override
  public void backward(Worker worker, MiniBatch batch, long gradient) {
    int w = worker.index();
    products.multiply(
        false,
        !input.slotMajor,
        weights.rows(w),
        input.units + 1,
        slots,
        gradient,
        p,
        input.value(batch),
        input.stride,
        weights.gradient(w),
        weights.width());
    inputGradient(w, gradient);
  }

  private void inputGradient(int w, long gradient) {
    long matrix = weights.weights(w);
    int rows = weights.rows(w);
    int width = weights.width();
    long out = input.partial[w];
    if (input.slotMajor) {
      products.multiply(
          true, false, slots, input.units, rows, gradient, p, matrix, width, out, input.stride);
    } else {
      products.multiply(
          true, false, input.units, slots, rows, matrix, width, gradient, p, out, input.stride);
    }
  }

  @Override
  public void updateGates(Worker worker, Optimizer optimizer, long step, double scale) {
    weights.update(worker.index(), optimizer, step, scale);
  }

  @Override
  public double squaredGateGradients(Worker worker) {
    return weights.squaredGradients(worker.index());
  }
}
