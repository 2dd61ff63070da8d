package clickahead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.io.FormatException;
import clickahead.math.Compute;
import clickahead.train.TinyTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {
  private static final int ITEMS = 37;
  private static final int PLANES = 3;
  private static final Map<String, String> SETTINGS =
      Map.of("layers", "9/17", "momentum", "0.2", "threads", "2", "learning_rate", "0.07");

  @TempDir private Path folder;
  private final Compute compute = Compute.best();
  private Path file;
  private List<Double> saved;

  @BeforeEach
  void save() {
    file = folder.resolve("shop.model");
    saved =
        TinyTraining.of(
            ITEMS,
            compute,
            SETTINGS,
            model -> {
              write(file, model);
              return ModelWeights.values(model.weights(), PLANES);
            });
  }

  private static void write(Path file, TrainedModel model) {
    try {
      ModelFile.save(file, model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "2, 3", "3, 3", "3, 2"})
  void weightsAndOptimiserStateComeBackBitForBit(int workers, int planes) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Gru4RecModel loaded =
          Gru4RecModel.read(ModelFile.open(file), arena, compute, workers, planes);
      List<Double> values = ModelWeights.values(loaded.weights(), planes);
      assertThat(values).isEqualTo(saved.subList(0, values.size()));
    }
  }

  @Test
  void everythingElseComesBackToo() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Gru4RecModel loaded = (Gru4RecModel) ModelFile.load(file, arena, compute);
      TinyTraining.of(
          ITEMS,
          compute,
          SETTINGS,
          model -> {
            assertThat(loaded.parameters()).isEqualTo(model.parameters());
            assertThat(loaded.supports()).isEqualTo(model.supports());
            assertThat(loaded.record()).isEqualTo(model.record());
            assertThat(loaded.catalog().id(36)).isEqualTo("item-36");
            assertThat(loaded.catalog().value(5, "colour")).isEqualTo("item-5");
            return null;
          });
    }
  }

  @Test
  void aLoadedModelIsSavedAsTheSameBytes() throws IOException {
    Path copy = folder.resolve("copy.model");
    try (Arena arena = Arena.ofConfined()) {
      write(copy, Gru4RecModel.read(ModelFile.open(file), arena, compute, 3, PLANES));
    }
    assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
  }

  @Test
  void aTruncatedFileIsRefusedWhereverItEnds() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Path cut = folder.resolve("cut.model");
    for (int length : new int[] {0, 5, 8, 100, bytes.length / 2, bytes.length - 1}) {
      Files.write(cut, Arrays.copyOf(bytes, length));
      assertThatThrownBy(() -> load(cut))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("cut.model");
    }
  }

  @Test
  void aForeignFileIsRefused() throws IOException {
    Path foreign = folder.resolve("notes.txt");
    Files.writeString(foreign, "Buy milk, then train a model. ".repeat(100));
    assertThatThrownBy(() -> load(foreign))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("not a safetensors file");
    Path golden = Path.of("src/test/resources/golden/gru4rec_xe_shared.safetensors");
    assertThatThrownBy(() -> load(golden))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no model of Clickahead");
  }

  @Test
  void aFileOfANewerFormatSaysWhatToDo() throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    assertThat(text).contains("\"format\":\"1\"");
    Path newer = folder.resolve("newer.model");
    Files.writeString(
        newer, text.replace("\"format\":\"1\"", "\"format\":\"7\""), StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> load(newer))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("has format 7, this version reads format 1")
        .hasMessageContaining("Use the version that wrote it");
  }

  @Test
  void aModelOfAnotherKindIsRefused() throws IOException {
    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
    Path other = folder.resolve("other.model");
    Files.writeString(
        other,
        text.replace("\"clickahead.model\":\"gru4rec\"", "\"clickahead.model\":\"gru4xyz\""),
        StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> load(other))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("kind 'gru4xyz'");
  }

  private void load(Path model) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      ModelFile.load(model, arena, compute);
    }
  }

  @Test
  void savingReplacesAnOlderFileAndLeavesNothingBeside() throws IOException {
    Files.writeString(file, "an older model");
    TinyTraining.of(
        ITEMS,
        compute,
        SETTINGS,
        model -> {
          write(file, model);
          return null;
        });
    load(file);
    assertThat(names()).containsExactly("shop.model");
  }

  @Test
  void aSaveThatFailsLeavesTheOlderFileAsItWas() throws IOException {
    byte[] before = Files.readAllBytes(file);
    TinyTraining.of(
        ITEMS,
        compute,
        SETTINGS,
        model -> {
          TrainedModel unwritable =
              new Gru4RecModel(
                  model.parameters(),
                  model.weights(),
                  compute,
                  new Origin(
                      model.catalog(),
                      model.supports(),
                      model.successors(),
                      Map.of("broken", new Unwritable())));
          assertThatThrownBy(() -> ModelFile.save(file, unwritable)).isInstanceOf(Exception.class);
          return null;
        });
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    assertThat(names()).containsExactly("shop.model");
  }

  /** Something that no JSON writer can write. */
  public static final class Unwritable {
    /** Fails. */
    public String getValue() {
      throw new IllegalStateException("no value");
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).toList();
    }
  }
}
