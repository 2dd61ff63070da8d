package clickahead.graph.parallel;

import clickahead.graph.GateMatrix;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Products;
import clickahead.math.Worker;

/**
 * Gate weights for workers that follow sessions rather than own units: a copy of all workers' units
 * in order, [3, U, width] with U padded, made anew in each step, and each worker's gradient of it.
 */
final class GateRows {
  private final Workspace space;
  private final Kernels kernels;
  private final Products products;
  private final GateMatrix matrix;
  private final int padded;
  private final int width;
  private final long copy;
  private final long[] gradients;

  GateRows(Workspace space, GateMatrix matrix) {
    this.space = space;
    kernels = space.compute().kernels();
    products = space.compute().products();
    this.matrix = matrix;
    padded = Kernels.padded(matrix.units());
    width = matrix.width();
    copy = space.elements((long) GateMatrix.GATES * padded * width);
    gradients = space.elementsPerWorker((long) GateMatrix.GATES * padded * width);
  }

  private long bytesBefore(int gate, int unit) {
    return space.bytes(((long) gate * padded + unit) * width);
  }

  /** Copies the weights of a worker's own units. */
  void copyOwn(int worker) {
    int first = matrix.firstUnit(worker);
    long bytes = ownBytes(worker);
    for (int gate = 0; gate < GateMatrix.GATES; gate++) {
      Memory.copy(matrix.weights(worker) + gate * bytes, copy + bytesBefore(gate, first), bytes);
    }
  }

  private long ownBytes(int worker) {
    int own = matrix.firstUnit(worker + 1) - matrix.firstUnit(worker);
    return space.bytes((long) own * width);
  }

  /**
   * out = d W over gates first to end - 1.
   *
   * @param d [n, strideD], the first gate's gradient first
   * @param out [n, strideOut], of which the inputs' columns are written
   */
  void inputGradient(int first, int end, long d, int strideD, int n, long out, int strideOut) {
    products.multiply(
        false,
        false,
        n,
        matrix.inputs(),
        (long) (end - first) * padded,
        d,
        strideD,
        copy + bytesBefore(first, 0),
        width,
        out,
        strideOut);
  }

  /**
   * Writes a worker's gradient of gates first to end - 1: dW = dᵀ x.
   *
   * @param d [n, strideD], the first gate's gradient first
   * @param x [n, strideX], with 1 behind the inputs where there is a bias
   * @param biased has the bias a gradient? If not, it stays zero
   */
  void weightGradient(
      int worker,
      int first,
      int end,
      long d,
      int strideD,
      int n,
      long x,
      int strideX,
      boolean biased) {
    products.multiply(
        true,
        false,
        (long) (end - first) * padded,
        matrix.inputs() + (biased ? 1L : 0),
        n,
        d,
        strideD,
        x,
        strideX,
        gradients[worker] + bytesBefore(first, 0),
        width);
  }

  /** Sums all workers' gradients of this worker's own units to the matrix's gradient. */
  void collect(Worker worker) {
    int w = worker.index();
    int first = matrix.firstUnit(w);
    long bytes = ownBytes(w);
    int count = (int) (bytes / kernels.elementBytes());
    for (int gate = 0; gate < GateMatrix.GATES; gate++) {
      long to = matrix.gradient(w) + gate * bytes;
      Memory.copy(gradients[0] + bytesBefore(gate, first), to, bytes);
      for (int v = 1; v < gradients.length; v++) {
        kernels.add(to, gradients[v] + bytesBefore(gate, first), count);
      }
    }
  }
}
