package clickahead.model;

import clickahead.config.Parameter;
import java.util.OptionalDouble;

/**
 * Parameters of pre-training on all sessions and fine-tuning on the most recent ones (Tan, Xu and
 * Liu, DLRS 2016).
 */
public record FineTuning(
    @Parameter(
            defaultValue = "0",
            text =
                "After the epochs over all sessions, train on the most recent ones alone: those that"
                    + " have this share of all clicks to be predicted, for example 1/4, 1/16 or 1/64; 0"
                    + " for no fine-tuning.")
        Fraction fineTune,
    @Parameter(defaultValue = "5", min = 1, text = "Passes over the sessions of the fine-tuning.")
        int fineTuneEpochs,
    @Parameter(
            defaultValue = "auto",
            min = 0,
            aboveMin = true,
            text = "Step size during the fine-tuning; auto is learning_rate.")
        OptionalDouble fineTuneLearningRate) {

  /** Epochs of the fine-tuning, 0 without. */
  public int extraEpochs() {
    return fineTune.value() > 0 ? fineTuneEpochs : 0;
  }
}
