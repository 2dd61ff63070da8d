package clickahead.train;

import clickahead.config.Parameter;

/** How a training is watched on the validation part; the same for every model. */
public record ValidationParameters(
    @Parameter(
            defaultValue = "none",
            text =
                "What decides on the validation part which epoch's model is kept: recall@K or mrr@K of"
                    + " any cut-off K, ties lost. none keeps the last epoch's, and trains on the"
                    + " validation part too.")
        ValidationMetric valid,
    @Parameter(
            defaultValue = "0",
            min = 0,
            text =
                "End after so many epochs without a better one, or begin the fine-tuning where there is"
                    + " one to come; 0 trains all epochs.")
        int patience,
    @Parameter(
            defaultValue = "1",
            min = 1,
            text = "Measure on the validation part every so many epochs, and after the last.")
        int evalEvery) {

  /** No validation. */
  public static final ValidationParameters NONE =
      new ValidationParameters(ValidationMetric.parse("none"), 0, 1);

  /** Refuses settings that need a metric and have none. */
  public ValidationParameters {
    if (!valid.exists() && (patience > 0 || evalEvery > 1)) {
      throw new IllegalArgumentException(
          (patience > 0 ? "patience=" + patience : "eval_every=" + evalEvery)
              + " needs a metric on the validation part. Set valid, for example valid=recall@20");
    }
  }

  /** Is there a metric to measure? */
  public boolean validates() {
    return valid.exists();
  }

  /**
   * Is an epoch measured?
   *
   * @param epoch its number, from 1
   * @param of planned epochs
   */
  public boolean measures(int epoch, int of) {
    return validates() && (epoch % evalEvery == 0 || epoch == of);
  }
}
