package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.MiniBatch;
import clickahead.graph.SampledLoss;
import clickahead.graph.ScoreBlock;
import clickahead.graph.ScoredItems;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.Products;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * Scores all outputs against all items, or against each other's targets and shared samples, a tile
 * of outputs at a time. Each worker scores the items it owns; {@link SampledLoss} joins them.
 */
final class OutputScores implements OutputLoss {
  /** Scores of a tile: enough to keep the products busy, not more than the memory likes. */
  private static final long MOST_SCORES = 8L << 20;

  private static final int LEAST_COLUMNS = 128;

  private final Workspace space;
  private final Kernels kernels;
  private final Products products;
  private final Rows.Reader output;
  private final ItemTable table;
  private final TouchedRows rows;
  private final SampledLoss loss;
  private final SoftLabels labels;
  private final boolean itemBias;
  private final int columns;
  private final ScoreBlock[] blocks;
  private final int[][] targetRows;
  private final MiniBatch[] tiles;
  private final double[][] biases;
  private final long[] partial;
  private final long[] scaled;
  private final long[] scratch;
  private final long[] biasGradients;
  private final double[] losses;

  OutputScores(
      Workspace space,
      Rows.Reader output,
      ItemTable table,
      TouchedRows rows,
      SequenceLoss sequenceLoss,
      SequenceShape shape,
      SoftLabels labels) {
    this.labels = labels;
    int capacity = rows.share(0).items.length;
    columns = columns(capacity, shape.outputs());
    Workspace tile = space.of(columns);
    this.space = tile;
    kernels = space.compute().kernels();
    products = space.compute().products();
    this.output = output;
    this.table = table;
    this.rows = rows;
    itemBias = sequenceLoss.itemBias();
    loss = sequenceLoss.settings().in(tile);
    int workers = space.workers();
    int stride = output.rows().stride();
    blocks = new ScoreBlock[workers];
    tiles = new MiniBatch[workers];
    targetRows = new int[workers][shape.outputs()];
    biases = new double[workers][capacity];
    for (int w = 0; w < workers; w++) {
      int[] items = rows.share(w).items;
      long scores = space.elements((items.length + 1L) * columns);
      blocks[w] = new ScoreBlock(scores, space.elements(columns), items, items.length, columns);
      tiles[w] = new MiniBatch(0, columns, 0, workers);
    }
    partial = space.elementsPerWorker((long) shape.outputs() * stride);
    scaled = space.elementsPerWorker((long) columns * stride);
    boolean several = shape.outputs() > columns;
    scratch = space.elementsPerWorker(several ? (long) capacity * table.width() : 0);
    biasGradients = space.elementsPerWorker(itemBias ? capacity : 0);
    losses = new double[workers];
    if (labels != null) {
      labels.layOut(capacity, columns);
    }
  }

  /** Outputs of a tile, padded. */
  private static int columns(int items, int outputs) {
    long affordable = MOST_SCORES / Math.max(1, items) / Kernels.PAD * Kernels.PAD;
    return (int) Math.min(Math.max(affordable, LEAST_COLUMNS), Kernels.padded(outputs));
  }

  @Override
  public double loss() {
    double sum = 0;
    for (double each : losses) {
      sum += each;
    }
    return sum;
  }

  @Override
  public void prepare(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    ScoreBlock block = blocks[w];
    block.columns =
        ScoredItems.coalesce(
            worker, rows, batch.targets, batch.outputs(), batch.negatives, block, targetRows[w]);
    loss.prepare(worker, block);
    rows.fetchScored(worker);
    for (int u = 0; u < block.rows && itemBias; u++) {
      biases[w][u] = -kernels.get(rows.values(w), u * rows.valueStride() + table.units());
    }
  }

  @Override
  public void compute(Worker worker, SequenceBatch batch) {
    int w = worker.index();
    losses[w] = 0;
    for (int first = 0; first < batch.outputs(); first += columns) {
      int n = Math.min(columns, batch.outputs() - first);
      take(w, batch, first, n);
      ScoreBlock block = blocks[w];
      score(w, first, n);
      if (labels != null) {
        labels.forward(w, first, n, block);
      }
      block.loss = 0;
      loss.forward(worker, tiles[w], block);
      worker.barrier();
      loss.backward(worker, tiles[w], block);
      if (labels != null) {
        labels.backward(w, first, n, tiles[w], block);
      }
      losses[w] += block.loss;
      outputGradient(w, first, n, batch.outputs());
      itemGradient(w, first, n);
      // The others may still read this worker's sums.
      worker.barrier();
    }
  }

  private void take(int w, SequenceBatch batch, int first, int n) {
    Arrays.fill(tiles[w].targets, n, columns, MiniBatch.NONE);
    Arrays.fill(blocks[w].targetRows, n, columns, MiniBatch.NONE);
    System.arraycopy(batch.targets, first, tiles[w].targets, 0, n);
    System.arraycopy(batch.weights, first, tiles[w].weights, 0, n);
    System.arraycopy(targetRows[w], first, blocks[w].targetRows, 0, n);
  }

  private void score(int w, int first, int n) {
    ScoreBlock block = blocks[w];
    Rows x = output.rows();
    products.multiply(
        false,
        true,
        block.rows,
        n,
        x.units(),
        rows.values(w),
        rows.valueStride(),
        x.value(first),
        x.stride(),
        block.scores,
        columns);
    if (itemBias) {
      kernels.losses().shiftRows(block.scores, biases[w], block.rows, columns);
    }
  }

  /** Gradients of the outputs through this worker's items; the loss divides by the tile's width. */
  private void outputGradient(int w, int first, int n, int outputs) {
    ScoreBlock block = blocks[w];
    Rows x = output.rows();
    int stride = x.stride();
    long to = partial[w] + space.bytes((long) first * stride);
    products.multiply(
        true,
        false,
        n,
        x.units(),
        block.rows,
        block.scores,
        columns,
        rows.values(w),
        rows.valueStride(),
        to,
        stride);
    for (int b = 0; b < n; b++) {
      double factor = kernels.get(block.scale, b) * columns / outputs * tiles[w].weights[b];
      kernels.put(block.scale, b, factor);
      long row = space.bytes((long) b * stride);
      kernels.optimizers().mix(to + row, to + row, stride, factor, 0);
      kernels.optimizers().mix(scaled[w] + row, x.value(first + b), stride, 0, factor);
    }
  }

  private void itemGradient(int w, int first, int n) {
    ScoreBlock block = blocks[w];
    Rows x = output.rows();
    long to = first == 0 ? rows.share(w).gradients : scratch[w];
    products.multiply(
        false,
        false,
        block.rows,
        x.units(),
        n,
        block.scores,
        columns,
        scaled[w],
        x.stride(),
        to,
        table.width());
    if (itemBias) {
      for (int b = n; b < columns; b++) {
        kernels.put(block.scale, b, 0);
      }
      kernels.dotRows(block.scores, columns, block.rows, columns, block.scale, biasGradients[w]);
      for (int u = 0; u < block.rows; u++) {
        kernels.put(to, (long) u * table.width() + table.units(), kernels.get(biasGradients[w], u));
      }
    }
    if (first > 0) {
      kernels.add(rows.share(w).gradients, to, block.rows * table.width());
    }
  }

  @Override
  public void backward(Worker worker, SequenceBatch batch) {
    Rows x = output.rows();
    int first = batch.firstOutput(worker.index());
    int count = (batch.firstOutput(worker.index() + 1) - first) * x.stride();
    long to = x.gradient(first);
    long at = space.bytes((long) first * x.stride());
    Memory.copy(partial[0] + at, to, space.bytes(count));
    for (int w = 1; w < partial.length; w++) {
      kernels.add(to, partial[w] + at, count);
    }
  }
}
