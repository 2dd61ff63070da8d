package clickahead.graph;

import clickahead.math.Kernels;
import clickahead.math.LossKernels;
import clickahead.math.Memory;
import clickahead.math.Worker;

/**
 * The rows that a pairwise loss sees. Without logQ correction they are the score block's. With it
 * an item that is both target and sample has two scores, and so two rows: its own with the
 * correction of a target, and a second one behind the block's rows with that of a sample. Their
 * gradients are added before anybody else sees them, so nothing is approximated.
 */
final class SplitRows {
  private final Workspace space;
  private final Kernels kernels;
  private final LossKernels losses;
  private final LogqCorrection logq;
  private final int[][] origins;
  private final int[][] twins;
  private final int[] extra;
  private final double[][] shifts;
  private final int p;

  SplitRows(Workspace space, LogqCorrection logq) {
    this.space = space;
    this.logq = logq;
    kernels = space.compute().kernels();
    losses = kernels.losses();
    p = space.paddedSlots();
    origins = new int[space.workers()][space.slots()];
    twins = new int[space.workers()][space.slots()];
    extra = new int[space.workers()];
    shifts = new double[space.workers()][];
  }

  /** Number of rows. */
  int count(int w, ScoreBlock block) {
    return block.rows + extra[w];
  }

  /** Row with the sampled occurrences of a slot's target; NONE if they are in the target's row. */
  int twin(int w, int slot) {
    return extra[w] == 0 ? MiniBatch.NONE : twins[w][slot];
  }

  /** Sets the rows' weights: how often each stands among the columns. */
  void prepare(Worker worker, ScoreBlock block) {
    int w = worker.index();
    if (!logq.isOn()) {
      System.arraycopy(block.counts, 0, block.weights, 0, block.rows);
      return;
    }
    if (shifts[w] == null) {
      shifts[w] = new double[block.weights.length];
    }
    extra[w] = 0;
    for (int u = 0; u < block.rows; u++) {
      boolean target = block.targetCounts[u] > 0;
      int item = block.items[u];
      shifts[w][u] = target ? logq.ofTarget(item) : logq.ofSample(item);
      block.weights[u] = target ? block.targetCounts[u] : block.sampleCounts[u];
      if (target && block.sampleCounts[u] > 0) {
        int row = block.rows + extra[w];
        origins[w][extra[w]++] = u;
        shifts[w][row] = logq.ofSample(item);
        block.weights[row] = block.sampleCounts[u];
      }
    }
    findTwins(w, block);
  }

  private void findTwins(int w, ScoreBlock block) {
    for (int b = 0; b < block.targetRows.length; b++) {
      twins[w][b] = MiniBatch.NONE;
      for (int k = 0; k < extra[w]; k++) {
        if (origins[w][k] == block.targetRows[b]) {
          twins[w][b] = block.rows + k;
        }
      }
    }
  }

  /** Copies the scores of the items with two rows, and corrects all. */
  void spread(int w, ScoreBlock block) {
    if (logq.isOn()) {
      long bytes = space.bytes(p);
      for (int k = 0; k < extra[w]; k++) {
        long row = block.scores + (block.rows + k) * bytes;
        Memory.copy(block.scores + origins[w][k] * bytes, row, bytes);
      }
      losses.shiftRows(block.scores, shifts[w], count(w, block), p);
    }
  }

  /** Adds the gradients of the second rows to those of the first. */
  void gather(int w, ScoreBlock block) {
    long bytes = space.bytes(p);
    for (int k = 0; k < extra[w]; k++) {
      long row = block.scores + (block.rows + k) * bytes;
      kernels.add(block.scores + origins[w][k] * bytes, row, p);
    }
  }
}
