package clickahead.model;

/** Is told how a training gets on; called by a worker, between two steps. */
@FunctionalInterface
public interface TrainingListener {

  /** Does nothing. */
  TrainingListener NONE = (epoch, events, of) -> {};

  /**
   * Called some ten times a second.
   *
   * @param epoch the running epoch, from 1
   * @param events events fed so far in it
   * @param of events that it has in all
   */
  void progress(int epoch, long events, long of);

  /**
   * Asked before every mini-batch: shall the epoch pause in front of it? {@link Trainer#trainEpoch}
   * then returns, and goes on in the middle when it is called again.
   *
   * @param step number of the mini-batch since the training began, from 0
   */
  default boolean pauseBefore(long step) {
    return false;
  }
}
