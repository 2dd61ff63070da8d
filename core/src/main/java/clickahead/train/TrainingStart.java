package clickahead.train;

import clickahead.data.SessionLog;
import clickahead.io.FormatException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a training begins with, besides its weights.
 *
 * @param supports how often each item occurs [N]: in its log, and where it goes on with a model
 *     perhaps in the logs before
 * @param workers number of workers; 0 for the number that the parameters say
 * @param firstStep number of its first mini-batch; random numbers go on from there
 * @param optimizerSteps mini-batches that the optimiser's state has seen before
 * @param missed how many of them each of the networks side by side did not move in, less those that
 *     it moved in once more, and behind them what they share; empty for none
 */
public record TrainingStart(
    int[] supports, int workers, long firstStep, long optimizerSteps, List<Long> missed) {

  /** Name of what is missed, in notes and in a model's record. */
  static final String MISSED = "missed_steps";

  private static final String WORKERS = "workers";
  private static final String FIRST_STEP = "first_step";
  private static final String OPTIMIZER_STEPS = "optimizer_steps";

  /** Where all networks moved in all steps. */
  public TrainingStart(int[] supports, int workers, long firstStep, long optimizerSteps) {
    this(supports, workers, firstStep, optimizerSteps, List.of());
  }

  /** From nothing. */
  public static TrainingStart afresh(SessionLog log, int items) {
    return new TrainingStart(log.supports(items), 0, 0, 0);
  }

  /**
   * As a training began that was interrupted.
   *
   * @throws FormatException if the checkpoint does not say how
   */
  static TrainingStart of(Checkpoint checkpoint) throws FormatException {
    return new TrainingStart(
        checkpoint.model().supports(),
        (int) checkpoint.number(WORKERS),
        checkpoint.number(FIRST_STEP),
        checkpoint.number(OPTIMIZER_STEPS),
        missed(checkpoint.notes()));
  }

  /**
   * What a checkpoint notes of it.
   *
   * @param ofWorkers number of workers that the training has
   */
  Map<String, Object> notes(int ofWorkers) {
    Map<String, Object> notes = new LinkedHashMap<>();
    notes.put(WORKERS, ofWorkers);
    notes.put(FIRST_STEP, firstStep);
    notes.put(OPTIMIZER_STEPS, optimizerSteps);
    if (!missed.isEmpty()) {
      notes.put(MISSED, missed);
    }
    return notes;
  }

  /** What notes, or a model's record, say of the steps that networks missed. */
  static List<Long> missed(Map<String, Object> notes) {
    return notes.get(MISSED) instanceof List<?> list
        ? list.stream().map(steps -> ((Number) steps).longValue()).toList()
        : List.of();
  }

  /**
   * Steps before the first that a network did not move in; behind the networks, what they share.
   */
  long missedBy(int network) {
    return network < missed.size() ? missed.get(network) : 0;
  }

  /**
   * Number of workers.
   *
   * @param asked what the parameters say; 0 for one per CPU core
   */
  int workersOr(int asked) {
    int number = workers > 0 ? workers : asked;
    return number > 0 ? number : Runtime.getRuntime().availableProcessors();
  }
}
