package clickahead.graph;

import clickahead.math.LossKernels;
import clickahead.math.Worker;

/** A pairwise loss in which every negative counts alike, by one pass over the scores. */
abstract class UnweightedLoss extends PairwiseLoss {
  /** Sums over each worker's negatives [2, P]: losses, and slopes by the target's score. */
  final long[] sums;

  private final long[] targets;
  private final long[] scratch;

  /**
   * Lays out the buffers.
   *
   * @param scratchRows rows of room that the kernel uses
   */
  UnweightedLoss(Workspace space, LossSettings settings, int scratchRows) {
    super(space, settings);
    sums = space.elementsPerWorker(2L * p);
    targets = space.elementsPerWorker(p);
    scratch = space.elementsPerWorker((long) scratchRows * LossKernels.scratchRow(p));
  }

  @Override
  final void compare(Worker worker, MiniBatch batch, ScoreBlock block, int rows) {
    int w = worker.index();
    for (int b = 0; b < space.slots(); b++) {
      if (block.targetRows[b] >= 0) {
        hideTarget(w, block, b, 1.001 * Math.min(0, target[b]) - OUT_OF_SIGHT);
      }
    }
    worker.barrier();
    targetsTo(targets[w], batch);
    pass(block, rows, targets[w], sums[w], scratch[w]);
  }

  /** Runs the loss's kernel over a worker's rows. */
  abstract void pass(ScoreBlock block, int rows, long targets, long sums, long scratch);
}
