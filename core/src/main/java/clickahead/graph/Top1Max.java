package clickahead.graph;

import clickahead.math.LossKernels;
import clickahead.math.Worker;

/**
 * TOP1-max (Hidasi and Karatzoglou, CIKM 2018, equation 9): with r the activated scores, t the
 * target's and s the softmax over the negatives, a slot's loss is Σ s (σ(r - t) + σ(r²)).
 */
final class Top1Max extends SoftmaxWeightedLoss {
  private final long[] targets;
  private final long[] joined;
  private final long[] scratch;

  Top1Max(Workspace space, LossSettings settings) {
    super(space, settings, 3);
    targets = space.elementsPerWorker(p);
    joined = space.elementsPerWorker(2L * p);
    scratch = space.elementsPerWorker(4L * LossKernels.scratchRow(p));
  }

  @Override
  void sum(int w, MiniBatch batch, ScoreBlock block, int rows) {
    targetsTo(targets[w], batch);
    losses.top1MaxSums(
        block.scores, block.weights, rows, p, targets[w], top[w], sums[w], scratch[w]);
  }

  @Override
  void addHits(int w, int b, double weight) {
    addTo(w, 0, b, weight);
    addTo(w, 1, b, weight * (0.5 + Top1.penalty(target[b])));
    addTo(w, 2, b, weight / 4);
  }

  @Override
  void differentiate(Worker worker, MiniBatch batch, ScoreBlock block, int rows) {
    int w = worker.index();
    for (int b = 0; b < p; b++) {
      double z = total(sums, 0, b);
      boolean sound = active(batch, b) && z > 0 && hasNegatives(b);
      double loss = sound ? total(sums, 1, b) / z : 0;
      kernels.put(joined[w], b, sound ? 1 / z : 0);
      kernels.put(joined[w], p + b, loss);
      kernels.put(block.scale, b, active(batch, b) ? 1.0 / space.slots() : 0);
      if (sound && block.targetRows[b] >= 0) {
        block.addLoss(batch, b, loss);
      }
    }
    losses.top1MaxGradient(
        block.scores,
        block.weights,
        rows,
        p,
        activation,
        targets[w],
        top[w],
        joined[w],
        scratch[w]);
  }

  /** Where the target is its own negative, the slopes of σ(r - t) cancel. */
  @Override
  double targetGradient(int w, ScoreBlock block, int b) {
    double inverseZ = kernels.get(joined[w], b);
    double gradient = -total(sums, 2, b) * inverseZ;
    double q = hitWeight(w, block, b) * inverseZ;
    if (q == 0) {
      return gradient;
    }
    double t = target[b];
    double value = 0.5 + Top1.penalty(t) - kernels.get(joined[w], p + b);
    return gradient + q * (value + 0.25 + Top1.penaltySlope(t));
  }
}
