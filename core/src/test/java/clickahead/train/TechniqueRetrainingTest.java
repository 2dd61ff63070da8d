package clickahead.train;

import static clickahead.train.RetrainingCase.ALL;
import static clickahead.train.RetrainingCase.NEW;
import static clickahead.train.RetrainingCase.USUAL;
import static clickahead.train.RetrainingCase.assertSameButForRounding;
import static clickahead.train.RetrainingCase.goOn;
import static clickahead.train.RetrainingCase.row;
import static clickahead.train.RetrainingCase.scores;
import static clickahead.train.RetrainingCase.trainAll;
import static clickahead.train.RetrainingCase.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.InputException;
import clickahead.graph.ItemTable;
import clickahead.model.SavedModel;
import clickahead.model.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How models of the techniques of Tan et al. go on with new sessions and new items. */
class TechniqueRetrainingTest {
  @TempDir private Path folder;
  private RetrainingCase models;

  @BeforeEach
  void inItsFolder() {
    models = new RetrainingCase(folder);
  }

  @Test
  void aStudentGoesOnWithATeacherThatWentOn() throws IOException {
    SavedModel teacher = models.old("gru4rec-seq", "reverse=true");
    Path first = folder.resolve("teacher.model");
    Files.move(folder.resolve("old.model"), first);
    SavedModel student = models.old("narm", "teacher=" + first);
    Retraining retraining = new Retraining(student, NEW, USUAL);
    assertThatThrownBy(() -> goOn(retraining, Map.of()))
        .hasMessageContaining("knows 8 items, the training data have 12")
        .hasMessageContaining("or leave it out with teacher=none");
    try (Training alone = goOn(retraining, Map.of("teacher", "none"))) {
      trainAll(alone);
    }
    try (Training next = goOn(new Retraining(teacher, NEW, USUAL), Map.of())) {
      trainAll(next);
      models.saved(next, "next.teacher");
    }
    Map<String, String> taught = Map.of("teacher", folder.resolve("next.teacher").toString());
    float[][] before = models.scoresOf("old.model");
    try (Training training = goOn(retraining, taught)) {
      float[][] grown = scores(training.model(Map.of()));
      assertSameButForRounding(grown, before);
      trainAll(training);
      assertThat(scores(training.model(Map.of()))).isNotEqualTo(grown);
    }
  }

  @Test
  void predictionsOfEmbeddingsGoOnWithThoseThatHaveTheNewItems() throws IOException {
    SavedModel source = models.old("gru4rec-seq", "epochs=1");
    Path first = folder.resolve("source.model");
    Files.move(folder.resolve("old.model"), first);
    SavedModel old = models.old("narm", "loss_type=cosine embeddings=" + first);
    Retraining retraining = new Retraining(old, NEW, USUAL);
    assertThatThrownBy(() -> goOn(retraining, Map.of()))
        .hasRootCauseInstanceOf(InputException.class)
        .hasMessageContaining("has no item 'i8', which the training data have");
    assertThatThrownBy(() -> goOn(retraining, Map.of("loss_type", "CE", "embeddings", "none")))
        .hasMessageContaining("loss_type=ce: the model was trained with loss_type=cosine");
    try (Training next =
        goOn(new Retraining(source, NEW, USUAL), Map.of("learning_rate", "1e-30"))) {
      trainAll(next);
      models.saved(next, "next.source");
    }
    Map<String, String> grown = Map.of("embeddings", folder.resolve("next.source").toString());
    try (Training training = goOn(retraining, grown)) {
      assertSameButForRounding(scores(training.model(Map.of())), models.scoresOf("old.model"));
      assertThat(retraining.means()).as("nothing is drawn").isEqualTo(-1);
      ItemTable items = weights(training).items();
      for (int item = 0; item < ALL; item++) {
        double squares = row(items, 0, item).stream().mapToDouble(x -> x * x).sum();
        assertThat(squares).isCloseTo(1, within(1e-6));
      }
    }
  }
}
