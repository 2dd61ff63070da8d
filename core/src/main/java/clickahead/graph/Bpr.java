package clickahead.graph;

import clickahead.math.LossKernels;
import clickahead.math.Worker;

/**
 * BPR (Rendle et al. 2009) over the columns of a mini-batch (Hidasi et al. 2016, section 3.3): with
 * r the activated scores and t the target's, a slot's loss is Σ -log σ(t - r). As in the official
 * code it is the sum, not the mean, and the target's own column counts, adding log 2.
 */
final class Bpr extends PairwiseLoss {
  private static final double LOG_2 = StrictMath.log(2);

  private final long[] targets;
  private final long[] sums;
  private final long[] scratch;

  Bpr(Workspace space, LossSettings settings) {
    super(space, settings);
    targets = space.elementsPerWorker(p);
    sums = space.elementsPerWorker(2L * p);
    scratch = space.elementsPerWorker(2L * LossKernels.scratchRow(p));
  }

  @Override
  void compare(Worker worker, MiniBatch batch, ScoreBlock block, int rows) {
    int w = worker.index();
    for (int b = 0; b < space.slots(); b++) {
      if (block.targetRows[b] >= 0) {
        hideTarget(w, block, b, 1.001 * Math.min(0, target[b]) - OUT_OF_SIGHT);
      }
    }
    worker.barrier();
    targetsTo(targets[w], batch);
    losses.bpr(block.scores, block.weights, rows, p, activation, targets[w], sums[w], scratch[w]);
  }

  @Override
  void differentiate(Worker worker, MiniBatch batch, ScoreBlock block, int rows) {
    for (int b = 0; b < p; b++) {
      kernels.put(block.scale, b, active(batch, b) ? 1.0 / space.slots() : 0);
      if (active(batch, b) && block.targetRows[b] >= 0) {
        block.loss += total(sums, 0, b) + (1 + others(block, b)) * LOG_2;
      }
    }
  }

  /** Where the target is its own negative, the two slopes cancel. */
  @Override
  double targetGradient(int w, ScoreBlock block, int b) {
    return -total(sums, 1, b);
  }
}
