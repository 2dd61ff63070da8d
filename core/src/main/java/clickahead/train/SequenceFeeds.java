package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.graph.sequence.EventFeatures;
import clickahead.graph.sequence.SequenceShape;
import clickahead.model.SequenceTraining;
import java.util.List;

/** The sessions that a training goes through: all, and in its fine-tuning the most recent ones. */
final class SequenceFeeds {
  private final SequenceTraining training;
  private final SequenceFeed whole;
  private final SequenceFeed recent;

  /**
   * Cuts the sessions.
   *
   * @param features of the log's events
   * @throws IllegalArgumentException if the log has no session of two events
   */
  SequenceFeeds(SequenceTraining training, SessionLog log, EventFeatures features) {
    this.training = training;
    whole = SequenceFeed.of(training, log, 1, features);
    double share = training.fineTuning().fineTune().value();
    recent = share > 0 ? SequenceFeed.of(training, log, share, features) : whole;
  }

  /** The sessions of an epoch, from 1. */
  SequenceFeed of(int epoch) {
    return epoch > training.epochs() ? recent : whole;
  }

  /** Epochs with which the phases end. */
  List<Integer> phases() {
    int all = training.epochs() + training.fineTuning().extraEpochs();
    return all > training.epochs() ? List.of(training.epochs(), all) : List.of(all);
  }

  /** Mini-batches before the fine-tuning; 0 where nobody needs their number. */
  long planned() {
    boolean changes = LearningRate.changes(training.lrSchedule(), training.warmup());
    return changes ? whole.countMiniBatches(training.epochs()) : 0;
  }

  /** The most that a batch holds. */
  SequenceShape shape(int workers, SequenceNegatives negatives) {
    return whole.shape(workers, negatives.shared(), negatives.own());
  }
}
