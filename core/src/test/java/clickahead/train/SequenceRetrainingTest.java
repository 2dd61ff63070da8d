package clickahead.train;

import static clickahead.train.RetrainingCase.COMPUTE;
import static clickahead.train.RetrainingCase.FEATURES;
import static clickahead.train.RetrainingCase.NEW;
import static clickahead.train.RetrainingCase.OLD;
import static clickahead.train.RetrainingCase.USUAL;
import static clickahead.train.RetrainingCase.assertSameButForRounding;
import static clickahead.train.RetrainingCase.begin;
import static clickahead.train.RetrainingCase.goOn;
import static clickahead.train.RetrainingCase.scores;
import static clickahead.train.RetrainingCase.trainAll;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.TestSessions;
import clickahead.model.ModelKind;
import clickahead.model.SavedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a sequence model takes over when it goes on with new sessions and new items. */
class SequenceRetrainingTest {
  @TempDir private Path folder;
  private RetrainingCase models;

  @BeforeEach
  void inItsFolder() {
    models = new RetrainingCase(folder);
  }

  @ParameterizedTest
  @CsvSource({
    "gru4rec-seq, item_bias=true",
    "gru4rec-seq, learner=sgd length_mode=window max_length=2",
    "gru4rec-seq, num_layers=2 gru_bias=true loss_type=BPR-max learner=adagrad",
    "narm, n_layers=2",
    "narm, variant=paper hard_sigmoid=true attention_softmax=true",
    "gru4recf, selected_features=" + FEATURES,
    "gru4recf, architecture=item-only",
    "gru4recf, architecture=feature-only selected_features=" + FEATURES,
    "gru4recf, architecture=concatenated selected_features=colour/weight:normalized",
    "gru4recf, architecture=parallel strategy=residual selected_features=" + FEATURES,
    "gru4recf, architecture=parallel-shared strategy=alternating selected_features=colour",
    "gru4recf, architecture=parallel-interaction network_per_feature=true"
        + " strategy=interleaving selected_features=colour/price:bucketed:2"
  })
  void beforeItsFirstStepItScoresKnownItemsAsBefore(String kind, String settings)
      throws IOException {
    SavedModel old = models.old(kind, settings);
    float[][] before = models.scoresOf("old.model");
    try (Training training = goOn(new Retraining(old, NEW, USUAL), Map.of())) {
      float[][] grown = scores(training.model(Map.of()));
      assertSameButForRounding(grown, before);
      models.saved(training, "grown.model");
      assertThat(models.scoresOf("grown.model")).isEqualTo(grown);
      trainAll(training);
      assertThat(scores(training.model(Map.of()))).isNotEqualTo(grown);
      float[][] trained = scores(training.model(Map.of()));
      models.saved(training, "trained.model");
      assertThat(models.scoresOf("trained.model"))
          .as("what was learnt is saved")
          .isEqualTo(trained);
    }
    SavedModel once = SavedModel.open(folder.resolve("trained.model"));
    try (Training again = goOn(new Retraining(once, OLD, USUAL), Map.of())) {
      assertThat(scores(again.model(Map.of())))
          .as("a second time")
          .isEqualTo(models.scoresOf("trained.model"));
    }
  }

  /** Of a single session there is only one order, and what is random follows the steps. */
  @ParameterizedTest
  @CsvSource({
    "gru4rec-seq, dropout_prob=0.3",
    "gru4rec-seq, n_sample=4 sample_alpha=0.5 learner=adagrad",
    "gru4rec-seq, loss_type=BPR n_sample=3 weight_decay=0.1 learner=rmsprop",
    "narm, learner=adamw clip_grad_norm=0.5 item_bias=true",
    "gru4recf, dropout_prob=0.3 selected_features=" + FEATURES,
    "gru4recf, architecture=parallel strategy=interleaving selected_features=colour/tags:token_seq",
    "gru4recf, architecture=parallel strategy=alternating selected_features=colour"
  })
  void goingOnWithTheSameSessionIsAsIfItHadNotStopped(String name, String settings)
      throws IOException {
    ModelKind<?> kind = ModelKind.named(name).orElseThrow();
    TrainingSet one =
        TrainingSet.of(SessionLog.of(new int[] {0, 1, 2, 3, 4, 5, 6, 7}), OLD.catalog());
    Map<String, Object> whole;
    try (Training training = begin(kind, settings + " epochs=6", one)) {
      trainAll(training);
      whole = bits(models.saved(training, "whole.model"));
    }
    SavedModel half;
    try (Training training = begin(kind, settings + " epochs=4", one)) {
      trainAll(training);
      half = models.saved(training, "half.model");
    }
    Retraining.Options newCounts = new Retraining.Options(NewItems.parse("glorot"), true, false);
    try (Training training = goOn(new Retraining(half, one, newCounts), Map.of("epochs", "2"))) {
      trainAll(training);
      assertThat(bits(models.saved(training, "goes.on.model"))).isEqualTo(whole);
    }
  }

  /** Weights, the optimiser's state and how many steps it has seen. */
  private static Map<String, Object> bits(SavedModel model) {
    Map<String, Object> bits = new TreeMap<>();
    model
        .file()
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (!name.startsWith("catalog.") && name.matches(".*\\.(weight|bias)")) {
                bits.put(name, Arrays.hashCode(tensor.data().toArray(ValueLayout.JAVA_BYTE)));
              }
            });
    assertThat(bits).hasSizeGreaterThan(3);
    bits.put("steps", model.record().get("steps"));
    bits.put("optimizer_steps", model.record().get("optimizer_steps"));
    bits.put("missed_steps", model.record().getOrDefault("missed_steps", "none"));
    return bits;
  }

  @Test
  void aCheckpointOfARetrainingGoesOnWithTheSameFeatures() throws IOException {
    SavedModel old = models.old("gru4recf", "selected_features=" + FEATURES);
    Path checkpoint = folder.resolve("next.model.checkpoint");
    Map<String, Object> whole;
    try (Training training = goOn(new Retraining(old, NEW, USUAL), Map.of())) {
      training.trainEpoch(TrainingListener.NONE);
      training.saveCheckpoint(checkpoint, Map.of(), Map.of());
      training.trainEpoch(TrainingListener.NONE);
      whole = bits(models.saved(training, "whole.model"));
    }
    Checkpoint opened = Checkpoint.open(checkpoint);
    int[] indices = TestSessions.mapping(NEW.catalog(), opened.model().catalog());
    TrainingSet data =
        new TrainingSet(
            NEW.log().renumbered(indices), opened.model().catalog(), opened.model().successors());
    ResumableKind<?> kind = (ResumableKind<?>) ModelKind.named("gru4recf").orElseThrow();
    try (Training training = kind.resume(opened, data, COMPUTE)) {
      training.trainEpoch(TrainingListener.NONE);
      assertThat(bits(models.saved(training, "resumed.model"))).isEqualTo(whole);
    }
  }

  @Test
  void newItemsWithoutTheFeatureAreRefusedAndKnownOnesNeedNone() throws IOException {
    SavedModel old = models.old("gru4recf", "selected_features=colour/image:vector");
    TrainingSet bare =
        TrainingSet.of(SessionLog.of(new int[] {0, 1}), Catalog.of(List.of("i1", "new"), Map.of()));
    assertThatThrownBy(() -> new Retraining(old, bare, USUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no item column, vectors or text 'colour'")
        .hasMessageContaining("found: none");
    TrainingSet known =
        TrainingSet.of(SessionLog.of(new int[] {0, 1}), Catalog.of(List.of("i1", "i2"), Map.of()));
    try (Training training = goOn(new Retraining(old, known, USUAL), Map.of())) {
      assertThat(scores(training.model(Map.of()))).isEqualTo(models.scoresOf("old.model"));
    }
  }
}
