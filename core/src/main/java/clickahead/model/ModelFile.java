package clickahead.model;

import clickahead.config.Parameters;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.math.Compute;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.ObjectMapper;

/**
 * Models as safetensors files: weights (gates in the order reset, update, new, as PyTorch has
 * them), optimiser state, supports and catalogue as tensors; kind, format, parameters and training
 * record as metadata. Written beside and moved.
 */
public final class ModelFile {
  /** Version of the layout. */
  public static final int FORMAT = 1;

  /** Where a file names its kind. */
  static final String KIND = "clickahead.model";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFile() {}

  /** What else stands in a file. */
  public interface Attachment {
    /** Nothing. */
    Attachment NONE =
        new Attachment() {
          @Override
          public Map<String, String> metadata() {
            return Map.of();
          }

          @Override
          public List<TensorSpec> tensors() {
            return List.of();
          }

          @Override
          public void write(SafetensorsWriter writer) {}
        };

    /** Further metadata. */
    Map<String, String> metadata();

    /** Further tensors. */
    List<TensorSpec> tensors();

    /** Fills them. */
    void write(SafetensorsWriter writer) throws IOException;
  }

  /** Writes a model; an older file of the name is replaced in the end, or not at all. */
  public static void save(Path file, TrainedModel model) throws IOException {
    save(file, model, Attachment.NONE);
  }

  /** Writes a model and what is attached to it. */
  public static void save(Path file, TrainedModel given, Attachment attachment) throws IOException {
    TrainedModel model = given.snapshot();
    List<StoredTensor> tensors = new ArrayList<>(model.tensors());
    tensors.add(StoredTensor.of("supports", model.supports()));
    tensors.add(StoredTensor.of("successors.starts", model.successors().starts()));
    tensors.add(StoredTensor.of("successors.items", model.successors().items()));
    tensors.add(StoredTensor.of("successors.counts", model.successors().counts()));
    List<TensorSpec> specs = new ArrayList<>(attachment.tensors());
    tensors.forEach(tensor -> specs.add(tensor.spec()));
    specs.addAll(model.catalog().tensors());
    specs.add(ModelFingerprint.spec());
    Map<String, String> metadata = metadata(model);
    metadata.putAll(attachment.metadata());
    ModelFingerprint.Digests digests = new ModelFingerprint.Digests();
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, specs)) {
      writer.readAlong(digests::add);
      attachment.write(writer);
      for (StoredTensor tensor : tensors) {
        tensor.write(writer);
      }
      model.catalog().write(writer);
      writer.append(ModelFingerprint.spec().name(), digests.fingerprint().bytes());
      writer.commit();
    }
  }

  private static Map<String, String> metadata(TrainedModel model) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KIND, model.kind());
    metadata.put("format", Integer.toString(FORMAT));
    metadata.put("parameters", JSON.writeValueAsString(Parameters.of(model.parameters()).asText()));
    metadata.put("record", JSON.writeValueAsString(model.record()));
    return metadata;
  }

  /**
   * Reads a model of any kind for prediction: the weights alone, laid out for one worker.
   *
   * @param arena owns its memory
   * @throws FormatException if the file is no model, damaged, or from a newer version
   */
  public static TrainedModel load(Path file, Arena arena, Compute compute) throws IOException {
    return load(open(file), arena, compute);
  }

  /** The same from a file that is open, to be read further by the caller. */
  public static TrainedModel load(StoredModel stored, Arena arena, Compute compute)
      throws IOException {
    return kind(stored).read(stored, arena, compute);
  }

  /**
   * Opens a model.
   *
   * @throws FormatException if the file is no model, or from a newer version
   */
  public static StoredModel open(Path file) throws IOException {
    StoredModel stored = new StoredModel(file, Safetensors.open(file));
    kind(stored);
    String format = stored.tensors().metadata().get("format");
    if (!Integer.toString(FORMAT).equals(format)) {
      throw new FormatException(
          file,
          "has format "
              + format
              + ", this version reads format "
              + FORMAT
              + ". Use the version that wrote it, or train again");
    }
    return stored;
  }

  /**
   * Opens a model of one kind.
   *
   * @throws FormatException if the file is none, or from a newer version
   */
  public static StoredModel open(Path file, String kind) throws IOException {
    StoredModel stored = open(file);
    String found = stored.kind();
    if (!kind.equals(found)) {
      throw new FormatException(
          file, "holds a model of kind '" + found + "', and " + kind + " is wanted here");
    }
    return stored;
  }

  /**
   * The kind of an open model.
   *
   * @throws FormatException if the file is no model, or one of a kind that is not known
   */
  public static ModelKind<?> kind(StoredModel stored) throws FormatException {
    String kind = stored.kind();
    if (kind == null) {
      throw new FormatException(stored.file(), "is a safetensors file, but no model of Clickahead");
    }
    return ModelKind.named(kind)
        .orElseThrow(
            () ->
                new FormatException(
                    stored.file(),
                    "holds a model of kind '" + kind + "', this version knows " + known()));
  }

  /** The names of all kinds. */
  private static String known() {
    return ModelKind.all().stream().map(ModelKind::name).collect(Collectors.joining(", "));
  }
}
