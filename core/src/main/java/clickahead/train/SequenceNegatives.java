package clickahead.train;

import clickahead.graph.sequence.SequenceBatch;
import clickahead.math.Worker;
import clickahead.model.SequenceLossType;
import clickahead.model.SequenceTraining;

/**
 * Draws the negatives of a batch of sequences: the same for all prefixes with cross-entropy, for
 * each prefix its own with the other losses.
 */
final class SequenceNegatives {
  private final int shared;
  private final int own;
  private final NegativeSampler forAll;
  private final OwnNegativeSampler forEach;

  /**
   * What the parameters ask for.
   *
   * @param supports how often each item occurs in the training log [N]
   */
  SequenceNegatives(SequenceTraining p, int[] supports, long seed) {
    boolean together = p.lossType() == SequenceLossType.CE;
    shared = together ? p.negatives() : 0;
    own = together ? 0 : p.negatives();
    forAll = new NegativeSampler(supports, p.sampleAlpha(), shared, seed);
    forEach = new OwnNegativeSampler(supports, p.sampleAlpha(), own, seed);
  }

  /** Negatives that all prefixes share. */
  int shared() {
    return shared;
  }

  /** Negatives of each prefix by itself. */
  int own() {
    return own;
  }

  /** Draws this worker's share of those of a step. */
  void draw(Worker worker, SequenceBatch batch, long step) {
    forAll.draw(worker, batch.negatives, step);
    forEach.draw(worker, batch, step);
  }
}
