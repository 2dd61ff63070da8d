package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.config.Parameters;
import clickahead.eval.Candidates;
import clickahead.eval.Evaluation;
import clickahead.eval.EventChoice;
import clickahead.eval.Metrics;
import clickahead.eval.Protocol;
import clickahead.eval.TieMode;
import clickahead.math.Compute;
import clickahead.model.Gru4RecFParameters;
import clickahead.model.TrainingListener;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of the architectures of GRU4RecF find what the features alone tell. */
class FeatureArchitecturesTest {
  private static final long SEED = 17;
  private static final FeatureLog LOG = new FeatureLog(500, 200, SEED);
  private static final Protocol LAST =
      new Protocol(EventChoice.LAST, Candidates.ALL, false, new int[] {1}, false, 0);

  /** Recall@1 of the last items, all of which can be known. */
  private static double recall(String settings) {
    Parameters<Gru4RecFParameters> parameters =
        Parameters.of(Gru4RecFParameters.class)
            .with(
                Map.of(
                    "selected_features", "colour",
                    "embedding_size", "16",
                    "hidden_size", "24",
                    "train_batch_size", "64",
                    "learning_rate", "0.03",
                    "epochs", "12",
                    // First items never come again: nothing is to be learned by heart.
                    "dropout_prob", "0.7",
                    "threads", "1"));
    for (String setting : settings.split(" ")) {
      parameters = parameters.with(setting.split("=")[0], setting.split("=")[1]);
    }
    Gru4RecFParameters p = parameters.build();
    try (SequenceTrainer trainer =
        new SequenceTrainer("gru4recf", p, LOG.train(), Compute.best())) {
      for (int epoch = 0; epoch < p.training().epochs(); epoch++) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      Metrics metrics =
          new Evaluation(LOG.test(), LAST)
              .measure(trainer.model(Map.of()).ranker(1), (done, all) -> {});
      return metrics.recall(TieMode.CONSERVATIVE, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "architecture=recbole",
        "architecture=feature-only",
        "architecture=concatenated",
        "architecture=parallel",
        "architecture=parallel network_per_feature=true network_weights=0.5/1",
        "architecture=parallel-shared",
        "architecture=parallel-interaction",
        "architecture=parallel strategy=alternating epochs=24",
        "architecture=parallel-interaction strategy=alternating epochs=24",
        "architecture=parallel strategy=residual epochs=24",
        "architecture=parallel-shared strategy=residual epochs=24",
        "architecture=parallel strategy=interleaving epochs=8",
        "architecture=parallel-shared strategy=interleaving epochs=8"
      })
  void findWhatOnlyTheFeatureTells(String settings) {
    assertThat(recall(settings)).as("%s, seed %d", settings, SEED).isGreaterThan(0.9);
  }

  @Test
  void withoutFeaturesNothingBeatsAGuess() {
    double guess = 1.0 / FeatureLog.COLOURS;
    assertThat(recall("architecture=item-only")).as("seed %d", SEED).isLessThan(2 * guess);
  }
}
