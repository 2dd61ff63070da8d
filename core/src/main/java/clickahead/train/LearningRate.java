package clickahead.train;

import clickahead.model.Gru4RecParameters;
import clickahead.model.LrSchedule;

/**
 * The learning rate of each step: straight up from zero over the warm-up, then along the schedule
 * to the last planned step. A function of the step's number alone, so that a training that is taken
 * up again goes on as if it had not been interrupted.
 *
 * @param base the largest rate
 * @param schedule how it goes on behind the warm-up
 * @param first the first step
 * @param warmup steps of the warm-up
 * @param planned all steps
 */
record LearningRate(double base, LrSchedule schedule, long first, long warmup, long planned) {

  /** A rate that stays. */
  static LearningRate constant(double rate) {
    return new LearningRate(rate, LrSchedule.CONSTANT, 0, 0, 0);
  }

  /**
   * The rate that the parameters ask for.
   *
   * @param first the first step
   * @param planned mini-batches of all epochs
   */
  static LearningRate of(Gru4RecParameters parameters, long first, long planned) {
    long warmup = Math.round(parameters.warmup() * planned);
    return new LearningRate(
        parameters.learningRate(), parameters.lrSchedule(), first, warmup, planned);
  }

  /** Does it change, so that the number of steps must be known? */
  static boolean changes(Gru4RecParameters parameters) {
    return parameters.lrSchedule() != LrSchedule.CONSTANT || parameters.warmup() > 0;
  }

  /**
   * The rate of a step.
   *
   * @param number first or above
   */
  double at(long number) {
    long step = number - first;
    if (step < warmup) {
      return base * (step + 1) / warmup;
    }
    double done = Math.min(1, (step - warmup) / (double) Math.max(1, planned - warmup));
    return switch (schedule) {
      case CONSTANT -> base;
      case LINEAR -> base * (1 - done);
      case COSINE -> base * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
    };
  }
}
