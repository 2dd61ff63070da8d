package clickahead.graph;

import clickahead.math.Worker;

/**
 * TOP1 (Hidasi et al. 2016, section 3.3): with r the activated scores and t the target's, a slot's
 * loss is the mean over all columns of σ(r - t) + σ(r²), without the own column's σ(t²). The
 * official code multiplies it by the number of slots, by a slip in the shapes of a difference.
 */
final class Top1 extends UnweightedLoss {
  Top1(Workspace space, LossSettings settings) {
    super(space, settings, 3);
  }

  /** σ(t²), which is a negative's penalty too. */
  static double penalty(double t) {
    return 1 / (1 + StrictMath.exp(-t * t));
  }

  /** Slope of the penalty: 2 t σ'(t²). */
  static double penaltySlope(double t) {
    double e = StrictMath.exp(-t * t);
    return e == 0 ? 0 : 2 * t * e / ((1 + e) * (1 + e));
  }

  @Override
  void pass(ScoreBlock block, int rows, long targets, long sums, long scratch) {
    losses.top1(block.scores, block.weights, rows, p, activation, targets, sums, scratch);
  }

  @Override
  void differentiate(Worker worker, MiniBatch batch, ScoreBlock block, int rows) {
    int w = worker.index();
    for (int b = 0; b < p; b++) {
      boolean active = active(batch, b);
      kernels.put(block.scale, b, active ? 1 / (columns[b] * space.slots()) : 0);
      if (active && block.targetRows[b] >= 0) {
        // Hidden places have a penalty of 1 and no other share.
        double negatives = total(sums, 0, b) - hidden(w, block, b);
        double hits = others(block, b) * (0.5 + penalty(target[b]));
        block.addLoss(batch, b, (negatives + hits + 0.5) / columns[b]);
      }
    }
  }

  @Override
  double targetGradient(int w, ScoreBlock block, int b) {
    return others(block, b) * penaltySlope(target[b]) - total(sums, 1, b);
  }
}
