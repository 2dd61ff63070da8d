package clickahead.train;

import static clickahead.train.TechniqueTraining.parameters;
import static clickahead.train.TechniqueTraining.recall;
import static clickahead.train.TechniqueTraining.train;
import static clickahead.train.TechniqueTraining.trainer;
import static clickahead.train.TechniqueTraining.walks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import clickahead.graph.ItemTable;
import clickahead.graph.sequence.Rows;
import clickahead.graph.sequence.SequenceBatch;
import clickahead.graph.sequence.SequencePass;
import clickahead.graph.sequence.SequenceShape;
import clickahead.math.Compute;
import clickahead.model.Clicks;
import clickahead.model.ModelFile;
import clickahead.model.SequenceModel;
import clickahead.model.SessionModel;
import clickahead.model.TrainedSequenceModel;
import clickahead.model.TrainingListener;
import clickahead.model.UnitOutputs;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prediction of the next item's embedding (Tan, Xu and Liu, DLRS 2016), by its cosine. */
class EmbeddingTrainingTest {
  @Test
  void predictsTheEmbeddingsOfATrainedModel(@TempDir Path folder) throws IOException {
    int items = 40;
    SessionLog log = walks(items, false, 1);
    Path source = folder.resolve("source.model");
    train(source, log, items, Map.of("epochs", "12"));
    Map<String, String> more =
        Map.of("epochs", "25", "loss_type", "cosine", "embeddings", source.toString());
    try (Arena arena = Arena.ofShared();
        SequenceTrainer trainer = trainer(log, items, more)) {
      ItemTable given =
          ((TrainedSequenceModel) ModelFile.load(source, arena, Compute.best())).weights().items();
      while (trainer.epochs() < trainer.plannedEpochs()) {
        trainer.trainEpoch(TrainingListener.NONE);
      }
      TrainedSequenceModel model = (TrainedSequenceModel) trainer.model(Map.of());
      assertThat(recall(1, walks(items, false, 2), trainer)).isGreaterThan(0.9);
      ItemTable kept = model.weights().items();
      SessionModel.Scratch scratch = model.sessions().scratch(items);
      float[] state = new float[model.sessions().stateSize(2)];
      Clicks clicks = new Clicks();
      for (int item = 7; item <= 8; item++) {
        clicks.add(item);
        scratch.click(state, clicks);
      }
      scratch.begin(state, clicks);
      scratch.score(0, items);
      double[] predicted = predicted(arena, model, 7, 8);
      for (int item = 0; item < items; item++) {
        double length = 0;
        double squares = 0;
        double product = 0;
        for (int k = 0; k < given.units(); k++) {
          length += given.get(0, item, k) * given.get(0, item, k);
          squares += predicted[k] * predicted[k];
          product += given.get(0, item, k) * predicted[k];
        }
        for (int k = 0; k < given.units(); k++) {
          assertThat(kept.get(0, item, k))
              .isCloseTo(given.get(0, item, k) / Math.sqrt(length), within(1e-6));
        }
        assertThat((double) scratch.score(item))
            .isCloseTo(product / Math.sqrt(length * squares), within(1e-5));
      }
    }
    Map<String, String> wider = new HashMap<>(more);
    wider.put("embedding_size", "20");
    assertThatThrownBy(() -> trainer(log, items, wider)).hasMessageContaining("embedding_size=16");
    assertThatThrownBy(() -> trainer(log, items + 1, more)).hasMessageContaining("no item 'i40'");
    assertThatThrownBy(() -> parameters(Map.of("loss_type", "cosine")))
        .hasMessageContaining("embeddings=FILE");
  }

  /** What the network gives after two clicks, of whatever length. */
  private static double[] predicted(
      Arena arena, TrainedSequenceModel model, int first, int second) {
    SequenceShape shape = SequenceShape.forward(1, 2, 1, 2);
    SequenceBatch batch = new SequenceBatch(shape);
    batch.add(0, 2, 1);
    batch.pack(event -> event == 0 ? first : second, false);
    SequenceModel ofAnyLength = ((UnitOutputs) model.weights()).model();
    Rows rows = new SequencePass(arena, model.compute(), shape, ofAnyLength, 0).run(batch);
    double[] predicted = new double[rows.units()];
    Arrays.setAll(predicted, k -> model.compute().kernels().get(rows.value(0), k));
    return predicted;
  }
}
