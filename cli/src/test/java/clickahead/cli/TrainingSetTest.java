package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.Dataset;
import clickahead.model.TrainingSet;
import clickahead.prepare.Preparation;
import clickahead.prepare.PreparationOptions;
import clickahead.prepare.Progress;
import clickahead.prepare.Recipes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which part of a data set a model is trained on. */
class TrainingSetTest {
  @TempDir Path folder;

  /** A data set of which valid lacks an item, c, that the whole training part has. */
  private Dataset dataset() throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("log.csv"),
            """
            SessionId,ItemId,Time
            1,a,2024-05-01T10:00:00Z
            1,b,2024-05-01T10:02:00Z
            2,a,2024-05-05T10:00:00Z
            2,c,2024-05-05T10:01:00Z
            2,b,2024-05-05T10:02:00Z
            3,b,2024-05-07T10:00:00Z
            3,a,2024-05-07T10:02:00Z
            """);
    Preparation.run(
        PreparationOptions.builder()
            .logs(List.of(log.toString()))
            .out(folder.resolve("data"))
            .recipe(Recipes.named("rsc15").with("min_item_support", "1"))
            .build(),
        Progress.NONE);
    return Dataset.open(folder.resolve("data"));
  }

  @Test
  void aFinalModelIsTrainedOnAllOfTheTrainingSet() throws IOException {
    TrainingSet part = TrainingSet.of(dataset(), false);
    assertThat(part.log().events()).isEqualTo(5);
    assertThat(part.catalog().size()).isEqualTo(3);
    assertThat(part.catalog().index("c")).isEqualTo(2);
  }

  @Test
  void aModelThatIsValidatedLeavesTheValidPartOut() throws IOException {
    TrainingSet part = TrainingSet.of(dataset(), true);
    assertThat(part.log().events()).isEqualTo(2);
    assertThat(part.catalog().size()).isEqualTo(2);
  }
}
