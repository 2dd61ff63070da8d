package clickahead.graph;

import clickahead.math.Kernels;
import clickahead.math.LossKernels;
import clickahead.math.Worker;

/**
 * BPR-max with score regularisation (Hidasi and Karatzoglou, CIKM 2018, equations 10 and 11): with
 * r the activated scores, t the target's and s the softmax over the negatives, a slot's loss is
 * -log(Σ s σ(t - r) + 1e-24) + bpreg Σ s r². The target itself is no negative; equal items in other
 * places are.
 */
final class BprMax implements SampledLoss {
  private static final double TINY = 1e-24;

  /** Keeps exp(max - t) finite in single precision. */
  private static final double LARGEST_GAP = 80;

  /** Far enough below the largest score to weigh nothing. */
  private static final double OUT_OF_SIGHT = 200;

  private final Workspace space;
  private final Kernels kernels;
  private final LossKernels losses;
  private final double elu;
  private final double bpreg;
  private final long[] max;
  private final long[] sums;
  private final long[] top;
  private final long[] ratio;
  private final long[] joined;
  private final long[] scratch;
  private final double[] target;
  private final int p;

  /**
   * Lays out the buffers.
   *
   * @param elu parameter of the activation of the scores; 0 for the identity
   */
  BprMax(Workspace space, double elu, double bpreg) {
    this.space = space;
    kernels = space.compute().kernels();
    losses = kernels.losses();
    p = space.paddedSlots();
    this.elu = elu;
    this.bpreg = bpreg;
    max = space.elementsPerWorker(p);
    sums = space.elementsPerWorker(4L * p);
    top = space.elementsPerWorker(p);
    ratio = space.elementsPerWorker(p);
    joined = space.elementsPerWorker(4L * p);
    scratch = space.elementsPerWorker(2L * p);
    target = new double[space.slots()];
  }

  @Override
  public double weight(int item, int targets, int samples) {
    return targets + samples;
  }

  @Override
  public void forward(Worker worker, MiniBatch batch, ScoreBlock block) {
    int w = worker.index();
    if (elu > 0) {
      losses.elu(block.scores, block.rows * p, elu);
    }
    for (int b = 0; b < space.slots(); b++) {
      if (block.targetRows[b] >= 0) {
        long at = (long) block.targetRows[b] * p + b;
        target[b] = kernels.get(block.scores, at);
        kernels.put(block.scores, at, -1e30);
      }
    }
    losses.columnMax(block.scores, block.rows, p, max[w]);
    for (int b = 0; b < space.slots(); b++) {
      if (others(block, b) > 0) {
        kernels.put(max[w], b, Math.max(kernels.get(max[w], b), target[b]));
      }
    }
    worker.barrier();
    sum(w, batch, block);
  }

  /** How often a slot's target stands among its negatives; 0 where another worker owns it. */
  private static double others(ScoreBlock block, int b) {
    int row = block.targetRows[b];
    return row < 0 ? 0 : block.weights[row] - 1;
  }

  /**
   * Sums over this worker's negatives. The target is kept out by a score that weighs nothing, and
   * its other occurrences are added one by one: subtracting it from a sum would leave rounding
   * errors where it dominates.
   */
  private void sum(int w, MiniBatch batch, ScoreBlock block) {
    for (int b = 0; b < p; b++) {
      boolean active = b < space.slots() && batch.targets[b] >= 0;
      double largest = kernels.get(max[0], b);
      for (int v = 1; v < max.length; v++) {
        largest = Math.max(largest, kernels.get(max[v], b));
      }
      kernels.put(top[w], b, largest);
      kernels.put(
          ratio[w], b, active ? StrictMath.exp(Math.min(LARGEST_GAP, largest - target[b])) : 1);
      if (active && block.targetRows[b] >= 0) {
        kernels.put(block.scores, (long) block.targetRows[b] * p + b, largest - OUT_OF_SIGHT);
      }
    }
    losses.bprMaxSums(
        block.scores, block.weights, block.rows, p, ratio[w], top[w], sums[w], scratch[w]);
    for (int b = 0; b < space.slots(); b++) {
      double others = others(block, b);
      if (others > 0) {
        double t = target[b];
        double q = others * StrictMath.exp(t - kernels.get(top[w], b));
        addTo(sums[w], b, q);
        addTo(sums[w], p + b, q / 2);
        addTo(sums[w], 2 * p + b, q / 4);
        addTo(sums[w], 3 * p + b, q * t * t);
      }
    }
  }

  private void addTo(long base, int index, double value) {
    kernels.put(base, index, kernels.get(base, index) + value);
  }

  @Override
  public void backward(Worker worker, MiniBatch batch, ScoreBlock block) {
    int w = worker.index();
    for (int b = 0; b < p; b++) {
      boolean active = b < space.slots() && batch.targets[b] >= 0;
      join(w, block, b, active);
      kernels.put(block.scale, b, active ? 1.0 / space.slots() : 0);
    }
    losses.bprMaxGradient(
        block.scores,
        block.weights,
        block.rows,
        p,
        elu,
        bpreg,
        ratio[w],
        top[w],
        joined[w],
        scratch[w]);
    for (int b = 0; b < space.slots(); b++) {
      if (block.targetRows[b] >= 0) {
        kernels.put(block.scores, (long) block.targetRows[b] * p + b, targetGradient(w, block, b));
      }
    }
  }

  private void join(int w, ScoreBlock block, int b, boolean active) {
    double z = total(0, b);
    double a = total(1, b) / z;
    double squares = total(3, b) / z;
    boolean sound = active && z > 0;
    kernels.put(joined[w], b, sound ? 1 / z : 0);
    kernels.put(joined[w], p + b, sound ? a : 0);
    kernels.put(joined[w], 2L * p + b, sound ? 1 / (a + TINY) : 0);
    kernels.put(joined[w], 3L * p + b, sound ? squares : 0);
    if (active && block.targetRows[b] >= 0) {
      // Without any negative there is nothing to compare with, and no loss.
      block.loss += z == 0 ? 0 : -StrictMath.log(a + TINY) + bpreg * squares;
    }
  }

  private double total(int row, int b) {
    double total = 0;
    for (long share : sums) {
      total += kernels.get(share, (long) row * p + b);
    }
    return total;
  }

  /** Gradient by the target's score: as the target, and as a negative where it stands elsewhere. */
  private double targetGradient(int w, ScoreBlock block, int b) {
    double inverseZ = kernels.get(joined[w], b);
    double a = kernels.get(joined[w], p + b);
    double inverseA = kernels.get(joined[w], 2L * p + b);
    double squares = kernels.get(joined[w], 3L * p + b);
    double t = target[b];
    double gradient = -inverseA * total(2, b) * inverseZ;
    double q = others(block, b) * StrictMath.exp(t - kernels.get(top[w], b)) * inverseZ;
    if (q > 0) {
      gradient += q * (bpreg * (t * t - squares + 2 * t) - (0.25 - a) * inverseA);
    }
    return gradient * (elu > 0 && t < 0 ? t + elu : 1);
  }
}
