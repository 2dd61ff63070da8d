package clickahead.train;

import clickahead.graph.MiniBatch;
import clickahead.model.EpochReport;

/** Sums of the running epoch; written by the first worker alone. */
final class EpochTally {
  long batches;
  long events;
  double weightedLoss;
  double seconds;

  /** Goes on where another tally stood. */
  static EpochTally at(TrainingPosition position) {
    EpochTally tally = new EpochTally();
    tally.batches = position.batches();
    tally.events = position.events();
    tally.weightedLoss = position.weightedLoss();
    tally.seconds = position.seconds();
    return tally;
  }

  /**
   * Where a training stands in the epoch.
   *
   * @param epochs complete epochs
   * @param steps mini-batches since the training began
   * @param states hidden states that the next mini-batch goes on with [L][D, B]
   */
  TrainingPosition position(int epochs, long steps, FeedPosition feed, float[][] states) {
    return new TrainingPosition(
        epochs, steps, batches, events, weightedLoss, seconds, feed, states);
  }

  /**
   * Adds a mini-batch of slots.
   *
   * @param loss sum of its slots' losses
   */
  void count(MiniBatch batch, double loss) {
    count(batch.active, loss / batch.inputs.length * batch.active);
  }

  /**
   * Adds a mini-batch.
   *
   * @param learned its events that had a successor to learn
   * @param loss the sum of their losses
   */
  void count(int learned, double loss) {
    weightedLoss += loss;
    events += learned;
    batches++;
  }

  EpochReport report(int epoch, boolean complete) {
    return new EpochReport(
        epoch, weightedLoss / Math.max(1, events), seconds, batches, events, complete);
  }
}
