package clickahead.model;

/** The loss is no number any more; the weights are those before the step in which it happened. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** With where it happened, and the likely cause. */
  public TrainingDivergedException(int epoch, long step, double loss, double learningRate) {
    super(
        "the loss became "
            + loss
            + " in epoch "
            + epoch
            + ", mini-batch "
            + step
            + ". The likely cause is a learning_rate that is too high ("
            + learningRate
            + "); try a tenth of it, or a lower momentum");
  }
}
