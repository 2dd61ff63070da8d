package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.SessionLog;
import clickahead.math.Compute;
import clickahead.model.Gru4RecParameters;
import clickahead.model.TrainingListener;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptimizerTrainingTest {
  private static final int ITEMS = 40;
  private static final SessionLog LOG = TinyLog.of(300, ITEMS, 5);

  private static Gru4RecParameters parameters(Map<String, String> settings) {
    return TrainingSettings.of(
        Map.of("layers", "16", "n_sample", "16", "threads", "2", "n_epochs", "4"), settings);
  }

  /** Losses of the first and of the last epoch. */
  private static double[] losses(Map<String, String> settings) {
    Gru4RecParameters parameters = parameters(settings);
    try (Trainer trainer = new Trainer(parameters, LOG, ITEMS, Compute.best())) {
      double first = trainer.trainEpoch(TrainingListener.NONE).loss();
      double last = first;
      for (int epoch = 1; epoch < parameters.nEpochs(); epoch++) {
        last = trainer.trainEpoch(TrainingListener.NONE).loss();
      }
      return new double[] {first, last};
    }
  }

  @ParameterizedTest
  @CsvSource({
    "adagrad, 0.1, 0, 0, 0",
    "sgd, 0.5, 0, 0, 0",
    "sgd, 0.2, 0.5, 0.0001, 0",
    "rmsprop, 0.01, 0, 0, 0",
    "adadelta, 1, 0, 0, 0",
    "adam, 0.01, 0, 0.0001, 0",
    "adamw, 0.01, 0, 0.01, 1",
    "adagrad, 0.1, 0.3, 0.0001, 0.5"
  })
  void everyOptimiserLearns(
      String adapt, String learningRate, String momentum, String lmbd, String gradCap) {
    double[] losses =
        losses(
            Map.of(
                "adapt", adapt,
                "learning_rate", learningRate,
                "momentum", momentum,
                "lmbd", lmbd,
                "grad_cap", gradCap));
    assertThat(losses[1]).as("loss of the last epoch").isLessThan(0.98 * losses[0]);
  }

  @Test
  void f9_momentumChangesTheWeights() {
    assertThat(losses(Map.of("momentum", "0.3"))[1]).isNotEqualTo(losses(Map.of())[1]);
  }

  @Test
  void f11_theLearningRateStaysUnlessASchedulesSaysOtherwise() {
    double[] constant = losses(Map.of());
    assertThat(losses(Map.of("lr_schedule", "constant"))).isEqualTo(constant);
    assertThat(losses(Map.of("lr_schedule", "linear"))[1]).isNotEqualTo(constant[1]);
    assertThat(losses(Map.of("lr_schedule", "cosine", "warmup", "0.1"))[0])
        .isNotEqualTo(constant[0]);
  }

  @Test
  void aSmallCapHoldsTheWeightsBackWithSgd() {
    double[] free = losses(Map.of("adapt", "sgd", "learning_rate", "0.5"));
    double[] held = losses(Map.of("adapt", "sgd", "learning_rate", "0.5", "grad_cap", "0.001"));
    assertThat(held[0] - held[1]).isLessThan((free[0] - free[1]) / 4);
  }

  @Test
  void contradictionsSayWhatToChange() {
    assertThatThrownBy(() -> parameters(Map.of("adapt", "adam", "momentum", "0.5")))
        .hasMessageContaining("adapt=adam has momentum of its own")
        .hasMessageContaining("Set momentum=0");
    assertThatThrownBy(() -> parameters(Map.of("adapt", "adam", "adapt_params", "0.9")))
        .hasMessageContaining("adapt_params has 1 values, and adapt=adam takes 2");
    assertThatThrownBy(() -> parameters(Map.of("nesterov", "true")))
        .hasMessageContaining("nesterov=true needs momentum");
  }
}
