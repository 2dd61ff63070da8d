package clickahead.graph.parallel;

import clickahead.graph.ItemTable;
import clickahead.graph.MiniBatch;
import clickahead.graph.SampledLoss;
import clickahead.graph.ScoreBlock;
import clickahead.graph.ScoredItems;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.math.Kernels;
import clickahead.math.Products;
import clickahead.math.Worker;

/**
 * Scores the state of every slot against the targets of all slots and the negative samples, or
 * against all items, s[i, b] = E_i · h_b + bias_i, and computes the loss and its gradients. Each
 * worker scores the items it owns.
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
  private final long[] scaledState;
  private final int p;

  /**
   * Lays out the buffers.
   *
   * @param state unit-major, with column scales
   * @param rows the items' rows; where they are all items, each is one column
   */
  SampledScores(
      Workspace space, Signal state, ItemTable table, TouchedRows rows, SampledLoss loss) {
    this.space = space;
    kernels = space.compute().kernels();
    products = space.compute().products();
    this.state = state;
    this.table = table;
    this.rows = rows;
    this.loss = loss;
    p = space.paddedSlots();
    blocks = new ScoreBlock[space.workers()];
    for (int w = 0; w < blocks.length; w++) {
      int[] items = rows.share(w).items;
      long scores = space.elements((items.length + (long) space.slots()) * p);
      blocks[w] = new ScoreBlock(scores, state.scale[w], items, items.length, space.slots());
    }
    scaledState = space.elementsPerWorker((state.units + 1L) * p);
  }

  /**
   * Weighted sum over the slots of the last step's losses; complete behind the barrier that ends
   * backward.
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
    ScoreBlock block = blocks[w];
    block.columns =
        ScoredItems.coalesce(
            worker, rows, batch.targets, space.slots(), batch, block, block.targetRows);
    loss.prepare(worker, block);
    rows.fetchScored(worker);
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
        rows.values(worker.index()),
        rows.valueStride(),
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
    TouchedRows.Share share = rows.share(w);
    loss.backward(worker, batch, block);
    for (int b = 0; b < space.slots(); b++) {
      kernels.put(block.scale, b, batch.weights[b] * kernels.get(block.scale, b));
    }
    int units = state.units;
    products.multiply(
        true,
        false,
        units,
        space.slots(),
        block.rows,
        rows.values(w),
        rows.valueStride(),
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
