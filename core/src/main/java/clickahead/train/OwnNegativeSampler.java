package clickahead.train;

import clickahead.graph.sequence.SequenceBatch;
import clickahead.math.CounterRandom;
import clickahead.math.Worker;

/**
 * Draws negatives for each prefix by itself, with probability support^alpha, never its own target
 * where there is another item. They depend on seed, step and prefix alone.
 */
final class OwnNegativeSampler {
  private static final int TRIES = 8;

  private final AliasTable table;
  private final int count;
  private final long seed;

  /**
   * A sampler.
   *
   * @param supports how often each item occurs in the training log [N]
   * @param count negatives of each prefix
   */
  OwnNegativeSampler(int[] supports, double alpha, int count, long seed) {
    table = NegativeSampler.table(supports, alpha);
    this.count = count;
    this.seed = seed;
  }

  /** Draws the negatives of this worker's share of the prefixes. */
  void draw(Worker worker, SequenceBatch batch, long step) {
    if (count == 0) {
      return;
    }
    long stream = CounterRandom.derive(seed, step);
    int end = worker.shareEnd(batch.outputs());
    for (int o = worker.shareStart(batch.outputs()); o < end; o++) {
      for (int n = 0; n < count; n++) {
        batch.setNegative(o, n, draw(stream, (long) batch.number(o) * count + n, batch.target(o)));
      }
    }
  }

  private int draw(long stream, long n, int target) {
    int item = target;
    for (int i = 0; i < TRIES && item == target; i++) {
      item = table.draw(CounterRandom.bits(stream, n * TRIES + i));
    }
    return item;
  }
}
