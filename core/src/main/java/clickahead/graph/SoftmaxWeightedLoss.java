package clickahead.graph;

import clickahead.math.Worker;

/**
 * A pairwise loss whose negatives are weighted by the softmax over their activated scores (Hidasi
 * and Karatzoglou, CIKM 2018, section 3.2). The target itself is no negative; equal items in other
 * places are. Sums are relative to the largest score of all workers.
 */
abstract class SoftmaxWeightedLoss extends PairwiseLoss {
  private final long[] max;

  /** Largest activated score of each column [P], per worker. */
  final long[] top;

  /** Sums over a worker's negatives [rows, P]. */
  final long[] sums;

  SoftmaxWeightedLoss(Workspace space, LossSettings settings, int sumRows) {
    super(space, settings);
    max = space.elementsPerWorker(p);
    top = space.elementsPerWorker(p);
    sums = space.elementsPerWorker((long) sumRows * p);
  }

  @Override
  final void compare(Worker worker, MiniBatch batch, ScoreBlock block, int rows) {
    int w = worker.index();
    for (int b = 0; b < space.slots(); b++) {
      if (block.targetRows[b] >= 0) {
        hideTarget(w, block, b, -1e30);
      }
    }
    losses.columnMax(block.scores, rows, p, max[w]);
    for (int b = 0; b < space.slots(); b++) {
      if (block.targetRows[b] >= 0 && others(block, b) > 0) {
        kernels.put(max[w], b, Math.max(kernels.get(max[w], b), target[b]));
      }
    }
    worker.barrier();
    for (int b = 0; b < p; b++) {
      findTop(w, b, batch);
      if (active(batch, b) && block.targetRows[b] >= 0) {
        double largest = kernels.get(top[w], b);
        hideTarget(w, block, b, largest - 1e-3 * Math.abs(largest) - OUT_OF_SIGHT);
      }
    }
    sum(w, batch, block, rows);
    for (int b = 0; b < space.slots(); b++) {
      if (active(batch, b) && block.targetRows[b] >= 0 && others(block, b) > 0) {
        addHits(w, b, hitWeight(w, block, b));
      }
    }
  }

  private void findTop(int w, int b, MiniBatch batch) {
    double largest = kernels.get(max[0], b);
    for (int v = 1; v < max.length; v++) {
      largest = Math.max(largest, kernels.get(max[v], b));
    }
    kernels.put(top[w], b, active(batch, b) && !hasNegatives(b) ? target[b] : largest);
  }

  /** Without any negative there is nothing to compare with, and no loss. */
  final boolean hasNegatives(int b) {
    return columns[b] > 1;
  }

  /** Runs the first kernel over this worker's negatives. */
  abstract void sum(int w, MiniBatch batch, ScoreBlock block, int rows);

  /**
   * Adds the target's other occurrences to the sums. Subtracting the target itself from a sum over
   * all would leave rounding errors where it dominates.
   */
  abstract void addHits(int w, int b, double weight);

  /** Softmax numerator of the target's other occurrences. */
  final double hitWeight(int w, ScoreBlock block, int b) {
    double others = others(block, b);
    return others == 0 ? 0 : others * StrictMath.exp(target[b] - kernels.get(top[w], b));
  }

  final void addTo(int w, int row, int b, double value) {
    long at = (long) row * p + b;
    kernels.put(sums[w], at, kernels.get(sums[w], at) + value);
  }
}
