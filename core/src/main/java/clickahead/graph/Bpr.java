package clickahead.graph;

import clickahead.math.Worker;

/**
 * BPR (Rendle et al. 2009) over the columns of a mini-batch (Hidasi et al. 2016, section 3.3): with
 * r the activated scores and t the target's, a slot's loss is Σ -log σ(t - r). As in the official
 * code it is the sum, not the mean, and the target's own column counts, adding log 2.
 */
final class Bpr extends UnweightedLoss {
  private static final double LOG_2 = StrictMath.log(2);

  Bpr(Workspace space, LossSettings settings) {
    super(space, settings, 2);
  }

  @Override
  void pass(ScoreBlock block, int rows, long targets, long sums, long scratch) {
    losses.bpr(block.scores, block.weights, rows, p, activation, targets, sums, scratch);
  }

  @Override
  void differentiate(Worker worker, MiniBatch batch, ScoreBlock block, int rows) {
    for (int b = 0; b < p; b++) {
      kernels.put(block.scale, b, active(batch, b) ? 1.0 / space.slots() : 0);
      if (active(batch, b) && block.targetRows[b] >= 0) {
        block.addLoss(batch, b, total(sums, 0, b) + (1 + others(block, b)) * LOG_2);
      }
    }
  }

  /** Where the target is its own negative, the two slopes cancel. */
  @Override
  double targetGradient(int w, ScoreBlock block, int b) {
    return -total(sums, 1, b);
  }
}
