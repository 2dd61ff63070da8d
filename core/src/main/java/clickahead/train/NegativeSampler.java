package clickahead.train;

import clickahead.graph.MiniBatch;
import clickahead.math.CounterRandom;
import clickahead.math.Worker;

/**
 * Draws the negative samples of each step, with probability support^alpha, with replacement. The
 * n-th sample of a training depends on the seed alone, not on the number of workers that share the
 * work.
 */
final class NegativeSampler {
  private final AliasTable table;
  private final int count;
  private final long seed;

  /**
   * A sampler.
   *
   * @param supports how often each item occurs in the training log [N]; items that don't are never
   *     drawn
   * @param count samples per step
   */
  NegativeSampler(int[] supports, double alpha, int count, long seed) {
    table = table(supports, alpha);
    this.count = count;
    this.seed = seed;
  }

  /** The distribution support^alpha; items without support are never drawn. */
  static AliasTable table(int[] supports, double alpha) {
    double[] weights = new double[supports.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = supports[i] == 0 ? 0 : StrictMath.pow(supports[i], alpha);
    }
    return new AliasTable(weights);
  }

  /** Draws this worker's share of a step's samples. */
  void draw(Worker worker, MiniBatch batch, long step) {
    int w = worker.index();
    batch.clearSamples(w);
    long first = step * count;
    int end = worker.shareEnd(count);
    for (int i = worker.shareStart(count); i < end; i++) {
      batch.addSample(w, table.draw(CounterRandom.bits(seed, first + i)));
    }
  }
}
