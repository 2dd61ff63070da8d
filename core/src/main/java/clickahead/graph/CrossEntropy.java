package clickahead.graph;

import clickahead.math.Kernels;
import clickahead.math.LossKernels;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * Softmax cross-entropy over the mini-batch's items with logQ correction: before the softmax, the
 * score of a target is lowered by q log P0 and that of a sample by q α log P0, P0 being the item's
 * support (Hidasi and Czapp 2023). On coalesced items the corrections are factors of the
 * numerators.
 *
 * <p>Each worker's numerators are relative to its own largest score; {@link
 * LossKernels#joinSoftmax} gives the factor that turns them into probabilities, and it is applied
 * where the gradients are used.
 */
final class CrossEntropy implements SampledLoss {
  /** Below this factor, 1 / factor would leave single precision's comfortable range. */
  private static final double SMALLEST_FACTOR = 1e-20;

  private final Workspace space;
  private final Kernels kernels;
  private final LossKernels losses;
  private final double[] targetFactor;
  private final double[] sampleFactor;
  private final long[] max;
  private final long[] sum;
  private final long[] scratch;
  private final double[][] targetScore;
  private final int p;

  /**
   * Lays out the buffers.
   *
   * @param supports how often each item occurs in the training log [N]
   * @param logq weight q of the correction; 0 switches it off
   * @param sampleAlpha α, the exponent of the sampling distribution
   */
  CrossEntropy(Workspace space, int[] supports, double logq, double sampleAlpha) {
    this.space = space;
    kernels = space.compute().kernels();
    losses = kernels.losses();
    p = space.paddedSlots();
    targetFactor = factors(supports, -logq);
    sampleFactor = factors(supports, -logq * sampleAlpha);
    max = space.elementsPerWorker(p);
    sum = space.elementsPerWorker(p);
    scratch = space.elementsPerWorker(p);
    targetScore = new double[space.workers()][space.slots()];
  }

  private static double[] factors(int[] supports, double exponent) {
    double[] factors = new double[supports.length];
    Arrays.setAll(factors, item -> StrictMath.pow(Math.max(1, supports[item]), exponent));
    return factors;
  }

  @Override
  public double weight(int item, int targets, int samples) {
    double sampled = samples * sampleFactor[item];
    return targets == 0 ? sampled : sampled + targets * targetFactor[item];
  }

  @Override
  public void forward(Worker worker, MiniBatch batch, ScoreBlock block) {
    int w = worker.index();
    for (int b = 0; b < space.slots(); b++) {
      int row = block.targetRows[b];
      if (row >= 0) {
        targetScore[w][b] = kernels.get(block.scores, (long) row * p + b);
      }
    }
    losses.columnMax(block.scores, block.rows, p, max[w]);
    losses.expColumns(block.scores, block.weights, block.rows, p, max[w], sum[w]);
  }

  @Override
  public void backward(Worker worker, MiniBatch batch, ScoreBlock block) {
    int w = worker.index();
    losses.joinSoftmax(max, sum, w, p, block.scale, scratch[w]);
    for (int b = 0; b < p; b++) {
      boolean active = b < space.slots() && batch.targets[b] >= 0;
      double factor = active ? kernels.get(block.scale, b) : 0;
      if (active && factor < SMALLEST_FACTOR) {
        factor = normalise(block, b, factor);
      }
      if (active && block.targetRows[b] >= 0) {
        subtractTarget(w, batch, block, b, factor);
      }
      kernels.put(block.scale, b, factor / space.slots());
    }
  }

  /** Turns one column's numerators into probabilities at once; its factor is 1 from then on. */
  private double normalise(ScoreBlock block, int b, double factor) {
    for (long u = 0; u < block.rows; u++) {
      kernels.put(block.scores, u * p + b, kernels.get(block.scores, u * p + b) * factor);
    }
    return 1;
  }

  private void subtractTarget(int w, MiniBatch batch, ScoreBlock block, int b, double factor) {
    long at = (long) block.targetRows[b] * p + b;
    kernels.put(block.scores, at, kernels.get(block.scores, at) - 1 / factor);
    double logProbability = targetScore[w][b] + StrictMath.log(targetFactor[batch.targets[b]]);
    block.loss += logSum(b) - logProbability;
  }

  /** log Σ weight * exp(score) over all workers' items. */
  private double logSum(int b) {
    double top = kernels.get(max[0], b);
    for (int v = 1; v < max.length; v++) {
      top = Math.max(top, kernels.get(max[v], b));
    }
    double total = 0;
    for (int v = 0; v < max.length; v++) {
      total += kernels.get(sum[v], b) * StrictMath.exp(kernels.get(max[v], b) - top);
    }
    return top + StrictMath.log(total);
  }
}
