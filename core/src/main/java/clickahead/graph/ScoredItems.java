package clickahead.graph;

import clickahead.math.Worker;
import java.util.Arrays;

/** Coalesces the targets and samples of a step into distinct items, each worker its own. */
public final class ScoredItems {
  private ScoredItems() {}

  /**
   * Begins a worker's items of the step anew and counts in its block how often each stands where.
   *
   * @param targets target of each column, or {@link MiniBatch#NONE}
   * @param count columns with a target
   * @param samples lists of samples
   * @param targetRows gets the row of each column's target, NONE where another worker owns it
   * @return columns that a target is compared in, itself included, over all workers
   */
  public static int coalesce(
      Worker worker,
      TouchedRows rows,
      int[] targets,
      int count,
      MiniBatch samples,
      ScoreBlock block,
      int[] targetRows) {
    TouchedRows.Share share = rows.share(worker);
    Arrays.fill(block.targetCounts, 0, share.scored(), 0);
    Arrays.fill(block.sampleCounts, 0, share.scored(), 0);
    rows.restart(worker);
    int columns = addTargets(worker, rows, targets, count, block, targetRows);
    columns += addSamples(worker, rows, samples, block);
    share.scoreAll();
    block.rows = share.scored();
    if (rows.all()) {
      Arrays.fill(block.targetCounts, 0, block.rows, 0);
      Arrays.fill(block.sampleCounts, 0, block.rows, 1);
      columns = rows.items();
    }
    for (int u = 0; u < block.rows; u++) {
      block.counts[u] = block.targetCounts[u] + block.sampleCounts[u];
    }
    return columns;
  }

  /** Adds this worker's targets and counts all. */
  private static int addTargets(
      Worker worker,
      TouchedRows rows,
      int[] targets,
      int count,
      ScoreBlock block,
      int[] targetRows) {
    int columns = 0;
    for (int b = 0; b < count; b++) {
      int target = targets[b];
      targetRows[b] = MiniBatch.NONE;
      if (rows.owns(worker, target)) {
        int row = rows.place(rows.share(worker), target);
        targetRows[b] = row;
        block.targetCounts[row]++;
      }
      columns += target >= 0 ? 1 : 0;
    }
    return columns;
  }

  /** Adds this worker's samples and counts all. */
  private static int addSamples(
      Worker worker, TouchedRows rows, MiniBatch batch, ScoreBlock block) {
    int w = worker.index();
    int count = 0;
    for (int drawer = 0; drawer < worker.count(); drawer++) {
      int[] samples = batch.samples(drawer, w);
      for (int i = 0; i < batch.sampleCount(drawer, w); i++) {
        block.sampleCounts[rows.place(rows.share(worker), samples[i])]++;
      }
      for (int owner = 0; owner < worker.count(); owner++) {
        count += batch.sampleCount(drawer, owner);
      }
    }
    return count;
  }
}
