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
   * Adds a mini-batch.
   *
   * @param loss sum of its slots' losses
   */
  void count(MiniBatch batch, double loss) {
    weightedLoss += loss / batch.inputs.length * batch.active;
    events += batch.active;
    batches++;
  }

  EpochReport report(int epoch, boolean complete) {
    return new EpochReport(
        epoch, weightedLoss / Math.max(1, events), seconds, batches, events, complete);
  }
}
