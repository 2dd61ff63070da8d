package clickahead.train;

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
}
