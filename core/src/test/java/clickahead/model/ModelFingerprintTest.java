package clickahead.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.Catalog;
import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.math.Compute;
import clickahead.train.TinyTraining;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFingerprintTest {
  private static final int ITEMS = 37;

  @TempDir private Path folder;

  /** The file of a small model, after something was done to it. */
  private Safetensors file(UnaryOperator<Gru4RecModel> change) {
    Path file = folder.resolve("tiny.model");
    return TinyTraining.of(
        ITEMS,
        Compute.best(),
        Map.of(),
        model -> {
          try {
            ModelFile.save(file, change.apply(model));
            return Safetensors.open(file);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private ModelFingerprint fingerprint(UnaryOperator<Gru4RecModel> change) throws IOException {
    Safetensors file = file(change);
    ModelFingerprint stored = ModelFingerprint.stored(file).orElseThrow();
    assertThat(ModelFingerprint.computed(file)).isEqualTo(stored);
    return stored;
  }

  private static Gru4RecModel with(Gru4RecModel model, Catalog catalog) {
    return new Gru4RecModel(
        model.parameters(),
        model.weights(),
        model.compute(),
        new Origin(catalog, model.supports(), model.successors(), Map.of()));
  }

  @Test
  void theLeastChangeOfAWeightOrAnIdGivesAnother() throws IOException {
    ModelFingerprint original = fingerprint(model -> model);
    List<ModelFingerprint> changed = new ArrayList<>();
    changed.add(
        fingerprint(
            model -> {
              var items = model.weights().items();
              items.put(0, 36, 0, Math.nextUp((float) items.get(0, 36, 0)));
              return model;
            }));
    changed.add(
        fingerprint(
            model -> {
              var gates = model.weights().layers().getFirst().state();
              gates.put(0, 2, 11, 12, gates.get(0, 2, 11, 12) + 1);
              return model;
            }));
    changed.add(
        fingerprint(
            model -> {
              List<String> ids = new ArrayList<>(ids(model.catalog()));
              ids.add(ids.removeFirst());
              return with(model, Catalog.of(ids, Map.of()));
            }));
    assertThat(changed).doesNotContain(original).doesNotHaveDuplicates();
  }

  private static List<String> ids(Catalog catalog) {
    return Stream.iterate(0, i -> i + 1).limit(catalog.size()).map(catalog::id).toList();
  }

  @Test
  void whatSessionsDoNotDependOnDoesNotChangeIt() throws IOException {
    ModelFingerprint original = fingerprint(model -> model);
    assertThat(fingerprint(model -> with(model, Catalog.of(ids(model.catalog()), Map.of()))))
        .isEqualTo(original);
    Path weightsAlone = folder.resolve("weights.model");
    try (Arena arena = Arena.ofConfined()) {
      Path file = file(model -> model).file();
      ModelFile.save(weightsAlone, ModelFile.load(file, arena, Compute.best()));
    }
    assertThat(ModelFingerprint.stored(Safetensors.open(weightsAlone))).contains(original);
  }

  @Test
  void itIsTheSameInEveryVersion() throws IOException {
    Path file = folder.resolve("given");
    TensorSpec spec = TensorSpec.of("items.weight", ElementType.U8, 3);
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), List.of(spec))) {
      writer.append("items.weight", ByteBuffer.wrap(new byte[] {1, 2, 3}));
      writer.commit();
    }
    // sha256("items.weight" 00 sha256(01 02 03)), by another program.
    assertThat(ModelFingerprint.computed(Safetensors.open(file)))
        .hasToString("a48ba2eda344e2bcf41cc9b6c6973f16");
  }

  @Test
  void anOlderFileWithoutOneHasIt() throws IOException {
    Safetensors file = file(model -> model);
    Path older = folder.resolve("older.model");
    copyWithout(file, older, new byte[0]);
    Safetensors old = Safetensors.open(older);
    assertThat(ModelFingerprint.stored(old)).isEmpty();
    assertThat(ModelFingerprint.computed(old))
        .isEqualTo(ModelFingerprint.stored(file).orElseThrow());
  }

  @Test
  void aDamagedOneIsRefused() throws IOException {
    Path damaged = folder.resolve("damaged.model");
    copyWithout(file(model -> model), damaged, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> ModelFingerprint.stored(Safetensors.open(damaged)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("damaged.model: damaged: a fingerprint of 3 bytes, expected 16");
  }

  /** Copies a model with another fingerprint, or none. */
  private static void copyWithout(Safetensors file, Path copy, byte[] fingerprint)
      throws IOException {
    List<TensorSpec> specs = new ArrayList<>();
    file.tensors()
        .forEach(
            (name, tensor) -> {
              if (!name.equals("fingerprint")) {
                specs.add(tensor.spec());
              }
            });
    if (fingerprint.length > 0) {
      specs.add(TensorSpec.of("fingerprint", ElementType.U8, fingerprint.length));
    }
    try (SafetensorsWriter writer = SafetensorsWriter.create(copy, file.metadata(), specs)) {
      for (TensorSpec spec : specs) {
        byte[] bytes =
            spec.name().equals("fingerprint")
                ? fingerprint
                : file.tensors().get(spec.name()).data().toArray(ValueLayout.JAVA_BYTE);
        writer.append(spec.name(), ByteBuffer.wrap(bytes));
      }
      writer.commit();
    }
  }
}
