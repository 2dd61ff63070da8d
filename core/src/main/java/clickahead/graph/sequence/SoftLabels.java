package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.MiniBatch;
import clickahead.graph.ScoreBlock;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.LossKernels;
import clickahead.math.Memory;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * A teacher's labels for the outputs of a step, and what they change in the loss and in the
 * gradients of a softmax over all items; see {@link Distillation}. The student's gradient by its
 * scores is p - (1 - λ) y - λ s, so that the labels only move a share of the target's.
 */
final class SoftLabels {
  private final Kernels kernels;
  private final LossKernels losses;
  private final Workspace space;
  private final Distillation distillation;
  private final ItemTable table;
  private final SequenceOperator[] operators;
  private final Rows teacher;

  /** The teacher's event of each number [E]. */
  private final int[] events;

  /** Vectors that the teacher's items are multiplied with, by the student's outputs [P, stride]. */
  private final long vectors;

  private final boolean[] labelled;
  private long[] labels = new long[0];
  private long[] max = new long[0];
  private long[] sum = new long[0];
  private long[] dots = new long[0];
  private long[] factors = new long[0];
  private long[] scratch = new long[0];
  private double[] ones = new double[0];
  private double[][] biases = new double[0][];
  private double[][] targetScores = new double[0][];
  private int columns;

  /** Lays the teacher out for the batches of a shape. */
  SoftLabels(Workspace space, SequenceShape shape, Distillation distillation) {
    kernels = space.compute().kernels();
    losses = kernels.losses();
    this.space = space;
    this.distillation = distillation;
    table = distillation.teacher().items();
    SequenceShape reversed = LaterClicks.reversed(shape);
    SequenceGraph graph =
        new SequenceGraph(space, reversed, table, null, distillation.maxLength(), 0, null);
    teacher = distillation.teacher().layOut(graph);
    operators = graph.operators().toArray(SequenceOperator[]::new);
    events = new int[shape.events()];
    vectors = space.elements((long) shape.outputs() * teacher.stride());
    labelled = new boolean[shape.outputs()];
  }

  /**
   * Lays the labels of a tile out.
   *
   * @param mostItems that a worker owns
   * @param width outputs of a tile, padded
   */
  void layOut(int mostItems, int width) {
    columns = width;
    labels = space.elementsPerWorker((mostItems + 1L) * width);
    max = space.elementsPerWorker(width);
    sum = space.elementsPerWorker(width);
    dots = space.elementsPerWorker(width);
    factors = space.elementsPerWorker(width);
    scratch = space.elementsPerWorker(width);
    ones = new double[mostItems];
    Arrays.fill(ones, 1);
    biases = new double[space.workers()][mostItems];
    targetScores = new double[space.workers()][width];
    for (int w = 0; w < space.workers() && distillation.teacher().itemBias(); w++) {
      for (int u = 0; w + u * space.workers() < table.items(); u++) {
        double bias = table.get(0, w + u * space.workers(), table.units());
        biases[w][u] = -bias / distillation.temperature();
      }
    }
  }

  /** Runs the teacher over this worker's reversed sequences. */
  void forward(Worker worker, SequenceBatch batch) {
    SequenceBatch reversed = batch.later.reversed;
    for (SequenceOperator operator : operators) {
      operator.forward(worker, reversed);
    }
    int w = worker.index();
    for (int e = reversed.firstEvent(w); e < reversed.firstEvent(w + 1); e++) {
      events[reversed.numbers[e]] = e;
    }
  }

  /** Puts the teacher's vectors in the order of the outputs, for this worker's share of them. */
  void gather(Worker worker, SequenceBatch batch) {
    int stride = teacher.stride();
    for (int o = batch.firstOutput(worker.index());
        o < batch.firstOutput(worker.index() + 1);
        o++) {
      int number = batch.laterNumbers[o];
      labelled[o] = number >= 0;
      long to = vectors + space.bytes((long) o * stride);
      if (labelled[o]) {
        // Every event of the teacher's is an output.
        Memory.copy(teacher.value(events[number]), to, space.bytes(stride));
        kernels.optimizers().mix(to, to, stride, 1 / distillation.temperature(), 0);
      } else {
        Memory.clear(to, space.bytes(stride));
      }
    }
  }

  /**
   * Computes the numerators of a tile's labels for this worker's items, while the student's scores
   * are still what they are.
   */
  void forward(int w, int first, int n, ScoreBlock block) {
    space
        .compute()
        .products()
        .multiply(
            false,
            true,
            block.rows,
            n,
            teacher.units(),
            table.row(0, Math.min(w, table.items() - 1)),
            space.workers() * table.rowStride(),
            vectors + space.bytes((long) first * teacher.stride()),
            teacher.stride(),
            labels[w],
            columns);
    if (distillation.teacher().itemBias()) {
      losses.shiftRows(labels[w], biases[w], block.rows, columns);
    }
    losses.columnMax(labels[w], block.rows, columns, max[w]);
    losses.expColumns(labels[w], ones, block.rows, columns, max[w], sum[w]);
    losses.columnDots(labels[w], block.scores, block.rows, columns, dots[w]);
    for (int b = 0; b < n; b++) {
      int row = block.targetRows[b];
      if (row >= 0) {
        targetScores[w][b] = kernels.get(block.scores, (long) row * columns + b);
      }
    }
  }

  /**
   * Changes the loss and the gradients of a tile from those of the targets alone; all workers are
   * through with {@link #forward(int, int, int, ScoreBlock)}.
   */
  void backward(int w, int first, int n, MiniBatch tile, ScoreBlock block) {
    losses.joinSoftmax(max, sum, w, columns, factors[w], scratch[w]);
    for (int b = 0; b < columns; b++) {
      double student = b < n && labelled[first + b] ? kernels.get(block.scale, b) * columns : 0;
      double share = student == 0 ? 0 : distillation.weight() / student;
      kernels.put(factors[w], b, share * kernels.get(factors[w], b));
      if (share != 0 && block.targetRows[b] >= 0) {
        long at = (long) block.targetRows[b] * columns + b;
        kernels.put(block.scores, at, kernels.get(block.scores, at) + share);
        block.addLoss(tile, b, distillation.weight() * (targetScores[w][b] - meanScore(b)));
      }
    }
    losses.subtractScaled(labels[w], block.scores, block.rows, columns, factors[w]);
  }

  /** Σ s * y of an output over all workers' items. */
  private double meanScore(int b) {
    double top = kernels.get(max[0], b);
    for (int v = 1; v < max.length; v++) {
      top = Math.max(top, kernels.get(max[v], b));
    }
    double total = 0;
    double mean = 0;
    for (int v = 0; v < max.length; v++) {
      double factor = StrictMath.exp(kernels.get(max[v], b) - top);
      total += factor * kernels.get(sum[v], b);
      mean += factor * kernels.get(dots[v], b);
    }
    return mean / total;
  }
}
