package clickahead.train;

import clickahead.graph.sequence.SequenceBatch;
import clickahead.math.CounterRandom;

/**
 * Removes clicks from training sequences at random, each with the same probability and others in
 * every epoch, so that a model does not rely on any single click (Tan, Xu and Liu, DLRS 2016).
 * Targets are not removed: of a session a, b, c, d without b the prefixes are a before b, a before
 * c, and a, c before d. A sequence's prefixes share what is removed. It is a function of the seed,
 * the epoch, the sequence and the position alone.
 */
final class ClickDropout {
  private static final int STREAM = 2005;

  private final double rate;
  private final long seed;
  private final int[] kept;
  private long epochSeed;

  /**
   * A dropout.
   *
   * @param rate share of the clicks that are removed, 0 to below 1
   * @param longest events of the longest sequence
   */
  ClickDropout(double rate, long seed, int longest) {
    this.rate = rate;
    this.seed = CounterRandom.derive(seed, STREAM);
    kept = new int[rate > 0 ? longest : 0];
  }

  /** Begins an epoch. */
  void begin(int epoch) {
    epochSeed = CounterRandom.derive(seed, epoch);
  }

  /**
   * Adds to a batch what is left of a sequence, if anything is.
   *
   * @param sequence its number
   * @param from where its first event lies in the log
   * @param length number of its events
   * @param firstOutput first position that is an output
   */
  void add(SequenceBatch batch, int sequence, long from, int length, int firstOutput) {
    if (rate == 0) {
      batch.add(from, length, firstOutput);
      return;
    }
    long stream = CounterRandom.derive(epochSeed, sequence);
    int count = 0;
    for (int t = 0; t < length; t++) {
      if (CounterRandom.uniform(stream, t) >= rate) {
        kept[count++] = t;
      }
    }
    if (count > 0) {
      batch.add(from, length, firstOutput, kept, count);
    }
  }
}
