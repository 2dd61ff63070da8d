package clickahead.graph.sequence;

import clickahead.graph.Optimizer;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Products;
import clickahead.math.Worker;

/**
 * Weights that every worker reads in full and that all events share: out = W x + b, with W [O, I]
 * in blocks of rows (a GRU's gates) that each begin at a padded place. Each worker has a gradient
 * of its own; their sum is formed, and applied, row by row by the workers together.
 */
public final class DenseMatrix {
  private final Workspace space;
  private final Kernels kernels;
  private final Products products;
  private final int blocks;
  private final int blockRows;
  private final int inputs;
  private final boolean biased;
  private final int rowStep;
  private final int stride;
  private final long[] weights;
  private final long[] bias;
  private final long[][] shares;
  private long[] gradients = new long[0];
  private long[] biasGradients = new long[0];

  /**
   * Lays out zeros.
   *
   * @param blocks blocks of rows, each with so many outputs
   * @param blockRows outputs of a block
   * @param inputs I
   * @param biased is there a b?
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public DenseMatrix(
      Workspace space, int blocks, int blockRows, int inputs, boolean biased, int planes) {
    this.space = space;
    kernels = space.compute().kernels();
    products = space.compute().products();
    this.blocks = blocks;
    this.blockRows = blockRows;
    this.inputs = inputs;
    this.biased = biased;
    rowStep = Kernels.padded(blockRows);
    stride = Kernels.padded(inputs);
    weights = new long[planes];
    bias = new long[planes];
    shares = new long[space.workers()][planes];
    for (int plane = 0; plane < planes; plane++) {
      weights[plane] = space.elements((long) rows() * stride);
      bias[plane] = space.elements(rows());
    }
  }

  /** Rows with the padding of the blocks: the width of {@link #apply}'s result. */
  int rows() {
    return blocks * rowStep;
  }

  /** Blocks of rows. */
  public int blocks() {
    return blocks;
  }

  /** Outputs of a block. */
  public int blockRows() {
    return blockRows;
  }

  /** Inputs, I. */
  public int inputs() {
    return inputs;
  }

  /** Is there a bias? */
  public boolean biased() {
    return biased;
  }

  /** Planes: 1 for the weights and one per kind of optimiser state. */
  public int planes() {
    return weights.length;
  }

  /** Address of a row, [I]. */
  public long row(int plane, int block, int output) {
    return weights[plane] + space.bytes(((long) block * rowStep + output) * stride);
  }

  /** Address of one output's bias. */
  public long bias(int plane, int block, int output) {
    return bias[plane] + space.bytes((long) block * rowStep + output);
  }

  /** Reads a weight. */
  public double get(int block, int output, int input) {
    return kernels.get(row(0, block, output), input);
  }

  /** Writes a weight. */
  public void put(int block, int output, int input, double value) {
    kernels.put(row(0, block, output), input, value);
  }

  /** Reads a bias; 0 where there is none. */
  public double getBias(int block, int output) {
    return kernels.get(bias(0, block, output), 0);
  }

  /** Writes a bias. */
  public void putBias(int block, int output, double value) {
    kernels.put(bias(0, block, output), 0, value);
  }

  /** Makes room for gradients, once. */
  void prepareTraining() {
    if (gradients.length == 0) {
      gradients = space.elementsPerWorker((long) rows() * stride);
      biasGradients = space.elementsPerWorker(rows());
    }
  }

  /**
   * out = W x + b.
   *
   * @param x [n, strideX]
   * @param out [n, {@link #rows}]
   */
  void apply(long x, int strideX, int n, long out) {
    applyBlocks(0, blocks, x, strideX, n, out, rows(), true);
  }

  /** {@link #apply} of some blocks, with or without their bias. */
  void applyBlocks(
      int first, int end, long x, int strideX, int n, long out, int strideOut, boolean withBias) {
    int width = (end - first) * rowStep;
    if (n == 1) {
      // No library's product is faster with one vector, and each takes its time to begin.
      kernels.dotRows(row(0, first, 0), stride, width, stride, x, out);
    } else {
      products.multiply(
          false, true, n, width, inputs, x, strideX, row(0, first, 0), stride, out, strideOut);
    }
    if (biased && withBias) {
      long from = bias(0, first, 0);
      for (int i = 0; i < n; i++) {
        kernels.add(out + space.bytes((long) i * strideOut), from, width);
      }
    }
  }

  /**
   * dx = Wᵀ d of some blocks, written or added to what is there.
   *
   * @param d [n, strideD], the first block's gradient first
   * @param scratch [n, strideX] room of this product alone, zero behind the inputs, where dx is
   *     added to; else 0
   */
  void inputGradient(
      int first, int end, long d, int strideD, int n, long dx, int strideX, long scratch) {
    long out = scratch == 0 ? dx : scratch;
    products.multiply(
        false,
        false,
        n,
        inputs,
        (long) (end - first) * rowStep,
        d,
        strideD,
        row(0, first, 0),
        stride,
        out,
        strideX);
    if (scratch != 0) {
      kernels.add(dx, scratch, n * strideX);
    }
  }

  /**
   * Writes this worker's gradient of some blocks: dW = dᵀ x, db = Σ d.
   *
   * @param d [n, strideD], the first block's gradient first
   * @param x [n, strideX]
   */
  void weightGradient(
      int worker, int first, int end, long d, int strideD, int n, long x, int strideX) {
    int width = (end - first) * rowStep;
    long to = gradients[worker] + space.bytes((long) first * rowStep * stride);
    products.multiply(true, false, width, inputs, n, d, strideD, x, strideX, to, stride);
    if (biased) {
      long sum = biasGradients[worker] + space.bytes((long) first * rowStep);
      Memory.clear(sum, space.bytes(width));
      for (int i = 0; i < n; i++) {
        kernels.add(sum, d + space.bytes((long) i * strideD), width);
      }
    }
  }

  /** Address of a worker's own gradient [O, I], for operators that sum it themselves. */
  long ownGradient(int worker) {
    return gradients[worker];
  }

  /** Sums the workers' gradients, each worker for its share of the rows. */
  void collect(Worker worker) {
    long from = space.bytes((long) worker.shareStart(rows()) * stride);
    int count = share(worker) * stride;
    for (int w = 1; w < gradients.length; w++) {
      kernels.add(gradients[0] + from, gradients[w] + from, count);
    }
    if (biased && worker.index() == 0) {
      for (int w = 1; w < biasGradients.length; w++) {
        kernels.add(biasGradients[0], biasGradients[w], rows());
      }
    }
  }

  private int share(Worker worker) {
    return worker.shareEnd(rows()) - worker.shareStart(rows());
  }

  double squaredGradients(Worker worker) {
    long from = space.bytes((long) worker.shareStart(rows()) * stride);
    var optimizers = kernels.optimizers();
    double sum = optimizers.sumOfSquares(gradients[0] + from, (long) share(worker) * stride);
    boolean withBias = biased && worker.index() == 0;
    return withBias ? sum + optimizers.sumOfSquares(biasGradients[0], rows()) : sum;
  }

  void update(Worker worker, Optimizer optimizer, long step, double scale) {
    long from = space.bytes((long) worker.shareStart(rows()) * stride);
    long[] own = shares[worker.index()];
    for (int plane = 0; plane < own.length; plane++) {
      own[plane] = weights[plane] + from;
    }
    optimizer.update(own, gradients[0] + from, (long) share(worker) * stride, step, scale);
    if (biased && worker.index() == 0) {
      optimizer.update(bias, biasGradients[0], rows(), step, scale);
    }
  }

  /** The gradient that the last step computed, behind {@link #collect}. */
  double gradient(int block, int output, int input) {
    return kernels.get(gradients[0], ((long) block * rowStep + output) * stride + input);
  }

  /** The bias's gradient. */
  double biasGradient(int block, int output) {
    return kernels.get(biasGradients[0], (long) block * rowStep + output);
  }
}
