package clickahead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.GoldenFile;
import clickahead.NaiveGru4Rec;
import clickahead.data.Catalog;
import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.OfficialWeights.Dialect;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfficialFileTest {
  @TempDir private Path folder;

  private static Catalog catalog(int items) {
    return Catalog.of(IntStream.range(0, items).mapToObj(i -> "item-" + i).toList(), Map.of());
  }

  private static int[] ones(int items) {
    int[] supports = new int[items];
    Arrays.fill(supports, 1);
    return supports;
  }

  /** The weights before the first step of a golden file, as a file of their own. */
  private Path initialWeights(GoldenFile golden, String name) throws IOException {
    Safetensors source = Safetensors.open(GoldenFile.path(name + ".safetensors"));
    List<TensorSpec> specs = new ArrayList<>();
    for (Safetensors.Tensor tensor : source.tensors().values()) {
      if (tensor.spec().name().startsWith("initial.")) {
        long[] shape = tensor.spec().shape().stream().mapToLong(x -> x).toArray();
        specs.add(TensorSpec.of(tensor.spec().name().substring(8), ElementType.F64, shape));
      }
    }
    Path file = folder.resolve("weights.safetensors");
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), specs)) {
      for (TensorSpec spec : specs) {
        writer.append(
            spec.name(), source.tensors().get("initial." + spec.name()).data().asByteBuffer());
      }
      writer.commit();
    }
    assertThat(golden.has("steps.scores")).isTrue();
    return file;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru4rec_xe_shared",
        "gru4rec_xe_shared_two_layers",
        "gru4rec_xe_onehot",
        "gru4rec_bprmax_separate",
        "gru4rec_xe_separate_two_layers"
      })
  void anImportedModelScoresLikeTheOriginal(String name) throws IOException {
    GoldenFile golden = GoldenFile.open(name);
    int items = golden.parameters().get("n_items").asInt();
    int slots = golden.dimension("steps.X", 1);
    int columns = golden.dimension("steps.Y", 1);
    try (Arena arena = Arena.ofShared()) {
      Gru4RecModel model =
          OfficialFile.read(
              initialWeights(golden, name),
              catalog(items),
              ones(items),
              Map.of(),
              arena,
              ComputePaths.oracle());
      NaiveGru4Rec naive = new NaiveGru4Rec(model.weights());
      double[] scores = golden.doubles("steps.scores");
      for (int b = 0; b < slots; b++) {
        double[][] states = naive.after(golden.integers("steps.X")[b]);
        for (int j = 0; j < columns; j++) {
          assertThat(naive.score(states, golden.integers("steps.Y")[j]))
              .as("slot %d, column %d", b, j)
              .isCloseTo(scores[b * columns + j], within(1e-9));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"xe_softmax", "xe_layers8_6_emb5", "bprmax_constrained"})
  void weightsOfTheTheanoVersionGoInAndOutAgain(String name) throws IOException {
    Compute compute = Compute.best();
    Path original = GoldenFile.path("theano/" + name + ".safetensors");
    Path copy = folder.resolve("copy.safetensors");
    try (Arena arena = Arena.ofShared()) {
      Gru4RecModel model =
          OfficialFile.read(original, catalog(40), ones(40), Map.of(), arena, compute);
      assertThat(model.parameters().cell()).isEqualTo(CellChoice.RESET_BEFORE);
      OfficialFile.write(copy, model.weights(), Dialect.THEANO);
      Gru4RecModel again = OfficialFile.read(copy, catalog(40), ones(40), Map.of(), arena, compute);
      assertThat(ModelWeights.values(again.weights(), 1))
          .isEqualTo(ModelWeights.values(model.weights(), 1));
    }
  }

  @Test
  void aWrongNumberOfItemsSaysWhatWasExpected() {
    Path file = GoldenFile.path("theano/xe_softmax.safetensors");
    try (Arena arena = Arena.ofShared()) {
      assertThatThrownBy(
              () -> OfficialFile.read(file, catalog(39), ones(39), Map.of(), arena, Compute.best()))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("holds rows of 40 items, and the list of items has 39");
    }
  }

  @Test
  void aFileWithoutTheOfficialTensorsSaysSo() throws IOException {
    Path file = folder.resolve("other.safetensors");
    List<TensorSpec> specs = List.of(TensorSpec.of("x", ElementType.F32, 0));
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), specs)) {
      writer.commit();
    }
    try (Arena arena = Arena.ofShared()) {
      assertThatThrownBy(
              () -> OfficialFile.read(file, catalog(3), ones(3), Map.of(), arena, Compute.best()))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("Wy");
    }
  }

  @Test
  void aCellThatTheOfficialCodeLacksIsRefused() {
    try (Arena arena = Arena.ofShared()) {
      Gru4Rec model =
          Gru4Rec.zeros(arena, Compute.best(), 1, Gru4Rec.Shape.shared(5, List.of(4)), 1);
      assertThatThrownBy(() -> OfficialWeights.of(model, Dialect.THEANO))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("layer 0 has a reset-after cell");
    }
  }
}
