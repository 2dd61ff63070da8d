package clickahead.graph;

import clickahead.math.LossKernels;
import clickahead.math.Worker;

/**
 * BPR-max with score regularisation (Hidasi and Karatzoglou, CIKM 2018, equations 10 and 11): with
 * r the activated scores, t the target's and s the softmax over the negatives, a slot's loss is
 * -log(Σ s σ(t - r) + 1e-24) + bpreg Σ s r².
 */
final class BprMax extends SoftmaxWeightedLoss {
  private static final double TINY = 1e-24;

  /** Keeps exp(max - t) finite in single precision. */
  private static final double LARGEST_GAP = 80;

  private final double bpreg;
  private final long[] ratio;
  private final long[] joined;
  private final long[] scratch;

  BprMax(Workspace space, LossSettings settings) {
    super(space, settings, 4);
    bpreg = settings.bpreg();
    ratio = space.elementsPerWorker(p);
    joined = space.elementsPerWorker(4L * p);
    scratch = space.elementsPerWorker(2L * LossKernels.scratchRow(p));
  }

  @Override
  void sum(int w, MiniBatch batch, ScoreBlock block, int rows) {
    for (int b = 0; b < p; b++) {
      double gap = active(batch, b) ? kernels.get(top[w], b) - target[b] : 0;
      kernels.put(ratio[w], b, StrictMath.exp(Math.min(LARGEST_GAP, gap)));
    }
    losses.bprMaxSums(block.scores, block.weights, rows, p, ratio[w], top[w], sums[w], scratch[w]);
  }

  @Override
  void addHits(int w, int b, double weight) {
    addTo(w, 0, b, weight);
    addTo(w, 1, b, weight / 2);
    addTo(w, 2, b, weight / 4);
    addTo(w, 3, b, weight * target[b] * target[b]);
  }

  @Override
  void differentiate(Worker worker, MiniBatch batch, ScoreBlock block, int rows) {
    int w = worker.index();
    for (int b = 0; b < p; b++) {
      join(w, batch, block, b);
      kernels.put(block.scale, b, active(batch, b) ? 1.0 / space.slots() : 0);
    }
    losses.bprMaxGradient(
        block.scores,
        block.weights,
        rows,
        p,
        activation,
        bpreg,
        ratio[w],
        top[w],
        joined[w],
        scratch[w]);
  }

  private void join(int w, MiniBatch batch, ScoreBlock block, int b) {
    double z = total(sums, 0, b);
    double a = total(sums, 1, b) / z;
    double squares = total(sums, 3, b) / z;
    boolean sound = active(batch, b) && z > 0 && hasNegatives(b);
    kernels.put(joined[w], b, sound ? 1 / z : 0);
    kernels.put(joined[w], p + b, sound ? a : 0);
    kernels.put(joined[w], 2L * p + b, sound ? 1 / (a + TINY) : 0);
    kernels.put(joined[w], 3L * p + b, sound ? squares : 0);
    if (sound && block.targetRows[b] >= 0) {
      block.addLoss(batch, b, -StrictMath.log(a + TINY) + bpreg * squares);
    }
  }

  @Override
  double targetGradient(int w, ScoreBlock block, int b) {
    double inverseZ = kernels.get(joined[w], b);
    double a = kernels.get(joined[w], p + b);
    double inverseA = kernels.get(joined[w], 2L * p + b);
    double squares = kernels.get(joined[w], 3L * p + b);
    double t = target[b];
    double gradient = -inverseA * total(sums, 2, b) * inverseZ;
    double q = hitWeight(w, block, b) * inverseZ;
    return q == 0
        ? gradient
        : gradient + q * (bpreg * (t * t - squares + 2 * t) - (0.25 - a) * inverseA);
  }
}
