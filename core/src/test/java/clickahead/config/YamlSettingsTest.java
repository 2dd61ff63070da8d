package clickahead.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import clickahead.model.Gru4RecParameters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class YamlSettingsTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameFile() {
    file = folder.resolve("train.yaml");
  }

  private List<Setting> read(String text) throws IOException {
    Files.writeString(file, text);
    return YamlSettings.read(file);
  }

  @Test
  void readsScalarsAndListsWithTheirLines() throws IOException {
    assertThat(read("# tuned by hand\nloss: bpr-max\nlayers: [100, 50]\n\nlearning_rate: 0.05\n"))
        .containsExactly(
            new Setting("loss", "bpr-max", file + ":2"),
            new Setting("layers", "100/50", file + ":3"),
            new Setting("learning_rate", "0.05", file + ":5"));
  }

  @Test
  void anEmptyFileSetsNothing() throws IOException {
    assertThat(read("# nothing here\n")).isEmpty();
  }

  @Test
  void errorsNameFileAndLine() throws IOException {
    List<Setting> settings = read("layers: 100\nbatch_size: 32\n\nlearning_rat: 0.1\n");
    assertThatThrownBy(() -> Parameters.of(Gru4RecParameters.class).with(settings))
        .hasMessage(file + ":4: unknown parameter 'learning_rat'; did you mean 'learning_rate'?");
  }

  @Test
  void outOfBoundsValuesNameFileAndLine() throws IOException {
    List<Setting> settings = read("momentum: 1\n");
    assertThatThrownBy(() -> Parameters.of(Gru4RecParameters.class).with(settings))
        .hasMessage(file + ":1: momentum=1: must be at least 0 and below 1");
  }

  @Test
  void whatIsNoFlatListOfParametersIsRefused() {
    assertRefused("- layers\n", ":1: expected lines 'name: value', found a list");
    assertRefused(
        "layers: 1\nmodel:\n  seed: 1\n",
        ":3: 'model' must have a value or a list of values, found a mapping");
    assertRefused("seed:\n", ":1: 'seed' must have a value or a list of values, found nothing");
    assertRefused("seed: 1\nseed: 2\n", ":2: 'seed' stands already in " + file + ":1; keep one");
    assertRefused("seed: 1\n---\nseed: 2\n", ": a second document begins here; keep one");
    assertRefused("seed: [1\n", ": no YAML: ");
  }

  private void assertRefused(String text, String problem) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith(file + ":")
        .hasMessageContaining(problem);
  }

  @Test
  void sectionsHaveSettingsOfTheirOwn() throws IOException {
    Path file = folder.resolve("models.yaml");
    Files.writeString(file, "knn: {k: 5, model: vsknn}\nplain:\nnet:\n  layers: [100, 50]\n");
    assertThat(YamlSettings.readSections(file))
        .containsExactly(
            entry(
                "knn",
                List.of(
                    new Setting("k", "5", file + ":1"),
                    new Setting("model", "vsknn", file + ":1"))),
            entry("plain", List.of()),
            entry("net", List.of(new Setting("layers", "100/50", file + ":4"))));
  }

  @Test
  void whatIsNoSectionIsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("models.yaml");
    Files.writeString(file, "knn: {k: 5}\nlayers: 100\n");
    assertThatThrownBy(() -> YamlSettings.readSections(file))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining(
            file + ":2: expected a section 'layers: {parameter: value}', found a single value");
    Files.writeString(file, "knn: {k: 5}\nknn: {k: 6}\n");
    assertThatThrownBy(() -> YamlSettings.readSections(file))
        .hasMessageContaining("'knn' stands already in " + file + ":1; keep one of them");
  }
}
