package clickahead.graph;

import clickahead.math.Kernels;
import clickahead.math.LossKernels;
import clickahead.math.Worker;
import java.util.Arrays;

/**
 * Softmax cross-entropy over the scored items, by the logarithm of the sum of exponentials: no
 * constant is needed against log 0. The logQ correction, a shift of the scores, is a factor of the
 * numerators where items are coalesced. With label smoothing s and N columns, the target has the
 * label 1 - s and every other column s / (N - 1).
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
  private final LogqCorrection logq;
  private final double smoothing;
  private final boolean excludeHits;
  private final double[] targetFactor;
  private final double[] sampleFactor;
  private final long[] max;
  private final long[] sum;
  private final long[] scratch;
  private final double[] targetScore;
  private final double[] columns;

  /** Sums of the scores over all columns [P], and of the corrections; for smoothed labels. */
  private final long[] scoreSums;

  private final double[] correctionSums;
  private final int p;

  CrossEntropy(Workspace space, LossSettings settings) {
    this.space = space;
    kernels = space.compute().kernels();
    losses = kernels.losses();
    p = space.paddedSlots();
    logq = settings.logq();
    smoothing = settings.smoothing();
    excludeHits = settings.excludeAccidentalHits();
    targetFactor = new double[logq.items()];
    sampleFactor = new double[logq.items()];
    Arrays.setAll(targetFactor, item -> StrictMath.exp(-logq.ofTarget(item)));
    Arrays.setAll(sampleFactor, item -> StrictMath.exp(-logq.ofSample(item)));
    max = space.elementsPerWorker(p);
    sum = space.elementsPerWorker(p);
    scratch = space.elementsPerWorker(p);
    scoreSums = space.elementsPerWorker(p);
    correctionSums = new double[space.workers()];
    targetScore = new double[space.slots()];
    columns = new double[space.slots()];
  }

  @Override
  public void prepare(Worker worker, ScoreBlock block) {
    if (!logq.isOn()) {
      System.arraycopy(block.counts, 0, block.weights, 0, block.rows);
      return;
    }
    double corrections = 0;
    for (int u = 0; u < block.rows; u++) {
      int item = block.items[u];
      int targets = block.targetCounts[u];
      double sampled = block.sampleCounts[u] * sampleFactor[item];
      block.weights[u] = targets == 0 ? sampled : sampled + targets * targetFactor[item];
      if (smoothing > 0) {
        corrections += correction(block, u);
      }
    }
    correctionSums[worker.index()] = corrections;
  }

  /** What logQ takes off the scores of all columns with a row's item. */
  private double correction(ScoreBlock block, int row) {
    int item = block.items[row];
    return block.targetCounts[row] * logq.ofTarget(item)
        + block.sampleCounts[row] * logq.ofSample(item);
  }

  @Override
  public void forward(Worker worker, MiniBatch batch, ScoreBlock block) {
    int w = worker.index();
    if (smoothing > 0) {
      losses.weightedSums(block.scores, block.counts, block.rows, p, scoreSums[w]);
    }
    for (int b = 0; b < space.slots(); b++) {
      int row = block.targetRows[b];
      if (row >= 0) {
        long at = (long) row * p + b;
        targetScore[b] = kernels.get(block.scores, at);
        columns[b] = block.columns - (excludeHits ? block.hits(b) : 0);
        if (excludeHits && block.hits(b) > 0) {
          // Of the item's weight only the target's own is left, without subtracting from a sum.
          double own = -logq.ofTarget(block.items[row]) - StrictMath.log(block.weights[row]);
          kernels.put(block.scores, at, targetScore[b] + own);
        }
      }
    }
    losses.columnMax(block.scores, block.rows, p, max[w]);
    losses.expColumns(block.scores, block.weights, block.rows, p, max[w], sum[w]);
  }

  @Override
  public void backward(Worker worker, MiniBatch batch, ScoreBlock block) {
    int w = worker.index();
    losses.joinSoftmax(max, sum, w, p, block.scale, scratch[w]);
    if (smoothing > 0) {
      smoothedGradients(w, batch, block);
      return;
    }
    for (int b = 0; b < p; b++) {
      boolean active = active(batch, b);
      double factor = active ? kernels.get(block.scale, b) : 0;
      if (active && factor < SMALLEST_FACTOR) {
        factor = normalise(block, b, factor);
      }
      if (active && block.targetRows[b] >= 0) {
        addToTarget(block, b, -1 / factor);
        block.addLoss(batch, b, logSum(b) - ownScore(batch, b));
      }
      kernels.put(block.scale, b, factor / space.slots());
    }
  }

  private boolean active(MiniBatch batch, int b) {
    return b < space.slots() && batch.targets[b] >= 0;
  }

  /** Turns one column's numerators into probabilities at once; its factor is 1 from then on. */
  private double normalise(ScoreBlock block, int b, double factor) {
    for (long u = 0; u < block.rows; u++) {
      kernels.put(block.scores, u * p + b, kernels.get(block.scores, u * p + b) * factor);
    }
    return 1;
  }

  private void addToTarget(ScoreBlock block, int b, double value) {
    long at = (long) block.targetRows[b] * p + b;
    kernels.put(block.scores, at, kernels.get(block.scores, at) + value);
  }

  /** The target's corrected score. */
  private double ownScore(MiniBatch batch, int b) {
    return targetScore[b] - logq.ofTarget(batch.targets[b]);
  }

  private void smoothedGradients(int w, MiniBatch batch, ScoreBlock block) {
    for (int b = 0; b < p; b++) {
      boolean active = active(batch, b);
      kernels.put(block.scale, b, active ? kernels.get(block.scale, b) : 0);
      kernels.put(scratch[w], b, active ? share(b) : 0);
    }
    losses.subtractLabels(block.scores, block.counts, block.rows, p, block.scale, scratch[w]);
    for (int b = 0; b < p; b++) {
      if (active(batch, b) && block.targetRows[b] >= 0) {
        double hits = excludeHits ? block.hits(b) : 0;
        addToTarget(block, b, (1 + hits) * share(b) - ownLabel(b));
        block.addLoss(batch, b, smoothedLoss(batch, block, b));
      }
      kernels.put(block.scale, b, active(batch, b) ? 1.0 / space.slots() : 0);
    }
  }

  /** Label of a column that is not the target. */
  private double share(int b) {
    return columns[b] > 1 ? smoothing / (columns[b] - 1) : 0;
  }

  private double ownLabel(int b) {
    return columns[b] > 1 ? 1 - smoothing : 1;
  }

  /** log Σ exp(y) - Σ label * y over the corrected scores y. */
  private double smoothedLoss(MiniBatch batch, ScoreBlock block, int b) {
    double others = -ownScore(batch, b);
    if (excludeHits) {
      int row = block.targetRows[b];
      others = correction(block, row) - block.counts[row] * targetScore[b];
    }
    for (int w = 0; w < scoreSums.length; w++) {
      others += kernels.get(scoreSums[w], b) - correctionSums[w];
    }
    return logSum(b) - ownLabel(b) * ownScore(batch, b) - share(b) * others;
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
