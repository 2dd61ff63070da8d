package clickahead.train;

import clickahead.model.Gru4RecParameters;
import clickahead.model.LrSchedule;
import clickahead.model.SequenceTraining;

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
  static LearningRate of(Gru4RecParameters p, long first, long planned) {
    return of(p.learningRate(), p.lrSchedule(), p.warmup(), first, planned);
  }

  /** Likewise, for a sequence model. */
  static LearningRate of(SequenceTraining p, long first, long planned) {
    return of(p.learningRate(), p.lrSchedule(), p.warmup(), first, planned);
  }

  private static LearningRate of(
      double base, LrSchedule schedule, double warmup, long first, long planned) {
    return new LearningRate(base, schedule, first, Math.round(warmup * planned), planned);
  }

  /** Does it change, so that the number of steps must be known? */
  static boolean changes(LrSchedule schedule, double warmup) {
    return schedule != LrSchedule.CONSTANT || warmup > 0;
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
