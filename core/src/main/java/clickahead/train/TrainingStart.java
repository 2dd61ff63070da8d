package clickahead.train;

import clickahead.data.SessionLog;

/**
 * What a training begins with, besides its weights.
 *
 * @param supports how often each item occurs [N]: in its log, and where it goes on with a model
 *     perhaps in the logs before
 * @param workers number of workers; 0 for the number that the parameters say
 * @param firstStep number of its first mini-batch; random numbers go on from there
 * @param optimizerSteps mini-batches that the optimiser's state has seen before
 */
public record TrainingStart(int[] supports, int workers, long firstStep, long optimizerSteps) {

  /** From nothing. */
  public static TrainingStart afresh(SessionLog log, int items) {
    return new TrainingStart(log.supports(items), 0, 0, 0);
  }
}
