package clickahead.model;

import java.util.Map;

/** A training under way, epoch by epoch. Models that only count and sort train a single epoch. */
public interface Training extends AutoCloseable {

  /** Epochs trained so far. */
  int epochs();

  /** Epochs that the parameters ask for. */
  int plannedEpochs();

  /**
   * Trains one epoch.
   *
   * @throws TrainingDivergedException if the loss becomes NaN or infinite
   * @throws IllegalArgumentException if there is nothing to learn, with what to change
   */
  EpochReport trainEpoch(TrainingListener listener);

  /** Makes a running epoch end as soon as it can, with a usable model; from any thread. */
  void requestStop();

  /**
   * The model as it stands.
   *
   * @param record the training record
   * @return valid until the next epoch, or until the training is closed
   */
  TrainedModel model(Map<String, Object> record);

  /** Frees weights and buffers. */
  @Override
  void close();
}
