package clickahead.graph;

import clickahead.math.Kernels;
import clickahead.math.Products;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * Scores the state of every slot against the targets of all slots and the negative samples, s[i, b]
 * = E_i · h_b + bias_i, and computes the loss and its gradients. Each worker scores the items it
 * owns.
 */
final class SampledScores implements Operator {
  private final Workspace space;
  private final Kernels kernels;
  private final Products products;
  private final Signal state;
  private final ItemTable table;
  private final TouchedRows rows;
  private final SampledLoss loss;
  private final ScoreBlock[] blocks;
  private final int[][] targetCounts;
  private final int[][] sampleCounts;
  private final long[] scaledState;
  private final int p;

  /**
   * Lays out the buffers.
   *
   * @param state unit-major, with column scales
   * @param mostItems most distinct items of a step: slots and samples
   */
  SampledScores(
      Workspace space,
      Signal state,
      ItemTable table,
      TouchedRows rows,
      int mostItems,
      SampledLoss loss) {
    this.space = space;
    kernels = space.compute().kernels();
    products = space.compute().products();
    this.state = state;
    this.table = table;
    this.rows = rows;
    this.loss = loss;
    p = space.paddedSlots();
    int capacity = Math.min(mostItems, table.items() / space.workers() + 1);
    blocks = new ScoreBlock[space.workers()];
    targetCounts = new int[space.workers()][capacity];
    sampleCounts = new int[space.workers()][capacity];
    for (int w = 0; w < blocks.length; w++) {
      long scores = space.elements((long) capacity * p);
      blocks[w] = new ScoreBlock(scores, state.scale[w], capacity, space.slots());
    }
    scaledState = space.elementsPerWorker((state.units + 1L) * p);
  }

  /**
   * Sum over the slots of the last step's losses; complete behind the barrier that ends backward.
   */
  double loss() {
    double sum = 0;
    for (ScoreBlock block : blocks) {
      sum += block.loss;
    }
    return sum;
  }

  /** Coalesces targets and samples into distinct items and copies their rows. */
  @Override
  public void prepare(Worker worker, MiniBatch batch) {
    int w = worker.index();
    TouchedRows.Share share = rows.share(worker);
    Arrays.fill(targetCounts[w], 0, share.scored, 0);
    Arrays.fill(sampleCounts[w], 0, share.scored, 0);
    rows.restart(worker);
    addTargets(worker, batch, share);
    for (int drawer = 0; drawer < space.workers(); drawer++) {
      int[] samples = batch.samples(drawer, w);
      for (int i = 0; i < batch.sampleCount(drawer, w); i++) {
        sampleCounts[w][rows.place(share, samples[i])]++;
      }
    }
    share.scored = share.size;
    ScoreBlock block = blocks[w];
    block.rows = share.scored;
    for (int u = 0; u < block.rows; u++) {
      block.weights[u] = loss.weight(share.items[u], targetCounts[w][u], sampleCounts[w][u]);
    }
    rows.fetchScored(worker);
  }

  private void addTargets(Worker worker, MiniBatch batch, TouchedRows.Share share) {
    int[] targetRows = blocks[worker.index()].targetRows;
    for (int b = 0; b < targetRows.length; b++) {
      int target = batch.targets[b];
      if (rows.owns(worker, target)) {
        targetRows[b] = rows.place(share, target);
        targetCounts[worker.index()][targetRows[b]]++;
      } else {
        targetRows[b] = MiniBatch.NONE;
      }
    }
  }

  @Override
  public void forward(Worker worker, MiniBatch batch) {
    ScoreBlock block = blocks[worker.index()];
    products.multiply(
        false,
        false,
        block.rows,
        space.slots(),
        state.units + 1,
        rows.share(worker).values,
        table.width(),
        state.value(batch),
        p,
        block.scores,
        p);
    block.loss = 0;
    loss.forward(worker, batch, block);
  }

  @Override
  public void backward(Worker worker, MiniBatch batch) {
    int w = worker.index();
    ScoreBlock block = blocks[w];
    TouchedRows.Share share = rows.share(worker);
    loss.backward(worker, batch, block);
    int units = state.units;
    products.multiply(
        true,
        false,
        units,
        space.slots(),
        block.rows,
        share.values,
        table.width(),
        block.scores,
        p,
        state.partial[w],
        p);
    kernels.scaleColumns(state.value(batch), block.scale, scaledState[w], units + 1, p);
    products.multiply(
        false,
        true,
        block.rows,
        units + 1,
        space.slots(),
        block.scores,
        p,
        scaledState[w],
        p,
        share.gradients,
        table.width());
  }
}
