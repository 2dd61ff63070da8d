package clickahead.graph;

import clickahead.math.Activation;
import clickahead.math.Kernels;
import clickahead.math.LossKernels;
import clickahead.math.Worker;

/**
 * A loss that compares the target's activated score with that of each negative. A slot's target is
 * taken out of the scores, so that the kernels see negatives alone, and treated here: as the
 * target, and as a negative where it stands in other columns too.
 */
abstract class PairwiseLoss implements SampledLoss {
  /** Far enough below another score to weigh nothing. */
  static final double OUT_OF_SIGHT = 200;

  final Workspace space;
  final Kernels kernels;
  final LossKernels losses;
  final Activation activation;
  final int p;

  /** Activated score of each slot's target [B]; written by its owner. */
  final double[] target;

  /** Columns that each slot's target is compared in, itself included [B]; by its owner. */
  final double[] columns;

  private final boolean excludeHits;
  private final SplitRows split;

  PairwiseLoss(Workspace space, LossSettings settings) {
    this.space = space;
    kernels = space.compute().kernels();
    losses = kernels.losses();
    activation = settings.activation();
    p = space.paddedSlots();
    target = new double[space.slots()];
    columns = new double[space.slots()];
    excludeHits = settings.excludeAccidentalHits();
    split = new SplitRows(space, settings.logq());
  }

  @Override
  public final void prepare(Worker worker, ScoreBlock block) {
    split.prepare(worker, block);
  }

  @Override
  public final void forward(Worker worker, MiniBatch batch, ScoreBlock block) {
    int w = worker.index();
    split.spread(w, block);
    int rows = split.count(w, block);
    kernels.activate(block.scores, rows * p, activation);
    for (int b = 0; b < space.slots(); b++) {
      if (block.targetRows[b] >= 0) {
        target[b] = kernels.get(block.scores, (long) block.targetRows[b] * p + b);
        columns[b] = block.columns - (excludeHits ? block.hits(b) : 0);
      }
    }
    compare(worker, batch, block, rows);
  }

  /**
   * Sums over this worker's negatives, behind a barrier that makes {@link #target} and {@link
   * #columns} complete. The targets are still among the scores.
   */
  abstract void compare(Worker worker, MiniBatch batch, ScoreBlock block, int rows);

  @Override
  public final void backward(Worker worker, MiniBatch batch, ScoreBlock block) {
    int w = worker.index();
    differentiate(worker, batch, block, split.count(w, block));
    for (int b = 0; b < space.slots(); b++) {
      if (block.targetRows[b] >= 0) {
        double gradient = targetGradient(w, block, b) * activation.slopeFromValue(target[b]);
        replaceTarget(w, block, b, gradient, 0);
      }
    }
    split.gather(w, block);
  }

  /** Sets gradients of the negatives, the columns' scales, and the losses of own targets. */
  abstract void differentiate(Worker worker, MiniBatch batch, ScoreBlock block, int rows);

  /** Gradient of a slot's loss by its target's activated score, before the column's scale. */
  abstract double targetGradient(int w, ScoreBlock block, int b);

  /** How often the target of a slot stands in its own row besides being the target. */
  final double others(ScoreBlock block, int b) {
    return excludeHits ? 0 : block.weights[block.targetRows[b]] - 1;
  }

  /** Writes a score that weighs nothing in the place of a slot's target. */
  final void hideTarget(int w, ScoreBlock block, int b, double score) {
    replaceTarget(w, block, b, score, score);
  }

  private void replaceTarget(int w, ScoreBlock block, int b, double own, double excluded) {
    kernels.put(block.scores, (long) block.targetRows[b] * p + b, own);
    int twin = split.twin(w, b);
    if (excludeHits && twin >= 0) {
      kernels.put(block.scores, (long) twin * p + b, excluded);
    }
  }

  /** Weight of the places that {@link #hideTarget} wrote. */
  final double hidden(int w, ScoreBlock block, int b) {
    int twin = split.twin(w, b);
    boolean both = excludeHits && twin >= 0;
    return block.weights[block.targetRows[b]] + (both ? block.weights[twin] : 0);
  }

  final boolean active(MiniBatch batch, int b) {
    return b < space.slots() && batch.targets[b] >= 0;
  }

  /** Copies the targets' scores into a row [P]. */
  final void targetsTo(long row, MiniBatch batch) {
    for (int b = 0; b < p; b++) {
      kernels.put(row, b, active(batch, b) ? target[b] : 0);
    }
  }

  /** Sum of the workers' sums, row by row of P. */
  final double total(long[] sums, int row, int b) {
    double total = 0;
    for (long share : sums) {
      total += kernels.get(share, (long) row * p + b);
    }
    return total;
  }
}
