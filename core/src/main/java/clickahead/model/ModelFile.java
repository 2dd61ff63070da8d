package clickahead.model;

import clickahead.config.Parameters;
import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.math.Compute;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.ObjectMapper;

/**
 * Models as safetensors files: weights (gates in the order reset, update, new, as PyTorch has
 * them), optimiser state, supports and catalogue as tensors; format, parameters and training record
 * as metadata. Written beside and moved.
 */
public final class ModelFile {
  /** Version of the layout. */
  public static final int FORMAT = 1;

  static final String KIND = "clickahead.model";
  private static final int CHUNK = 1 << 20;
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
  public static void save(Path file, TrainedModel model, Attachment attachment) throws IOException {
    List<WeightTensor> weights = WeightTensor.of(model.weights(), model.parameters().stateNames());
    List<TensorSpec> specs = new ArrayList<>(attachment.tensors());
    weights.forEach(tensor -> specs.add(tensor.spec()));
    specs.add(TensorSpec.of("supports", ElementType.I32, model.supports().length));
    specs.add(
        TensorSpec.of("successors.starts", ElementType.I32, model.successors().starts().length));
    specs.add(
        TensorSpec.of("successors.items", ElementType.I32, model.successors().items().length));
    specs.add(
        TensorSpec.of("successors.counts", ElementType.I32, model.successors().items().length));
    specs.addAll(model.catalog().tensors());
    specs.add(ModelFingerprint.spec());
    Map<String, String> metadata = metadata(model);
    metadata.putAll(attachment.metadata());
    ModelFingerprint.Digests digests = new ModelFingerprint.Digests();
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata, specs)) {
      writer.readAlong(digests::add);
      attachment.write(writer);
      for (WeightTensor tensor : weights) {
        append(writer, tensor);
      }
      append(writer, "supports", model.supports());
      append(writer, "successors.starts", model.successors().starts());
      append(writer, "successors.items", model.successors().items());
      append(writer, "successors.counts", model.successors().counts());
      model.catalog().write(writer);
      writer.append(ModelFingerprint.spec().name(), digests.fingerprint().bytes());
      writer.commit();
    }
  }

  private static Map<String, String> metadata(TrainedModel model) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(KIND, "gru4rec");
    metadata.put("format", Integer.toString(FORMAT));
    metadata.put("parameters", JSON.writeValueAsString(Parameters.of(model.parameters()).asText()));
    metadata.put("record", JSON.writeValueAsString(model.record()));
    return metadata;
  }

  private static void append(SafetensorsWriter writer, String name, int[] values)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < values.length; at += CHUNK / 4) {
      int n = Math.min(CHUNK / 4, values.length - at);
      buffer.clear().asIntBuffer().put(values, at, n);
      writer.append(name, buffer.limit(4 * n));
    }
  }

  private static void append(SafetensorsWriter writer, WeightTensor tensor) throws IOException {
    long rowBytes = tensor.rowBytes();
    long rows = tensor.spec().shape().getFirst();
    int chunk = (int) Math.max(1, Math.min(rows, CHUNK / rowBytes));
    byte[] bytes = new byte[Math.toIntExact(chunk * rowBytes)];
    MemorySegment buffer = MemorySegment.ofArray(bytes);
    for (long r = 0; r < rows; r += chunk) {
      int n = (int) Math.min(chunk, rows - r);
      for (int i = 0; i < n; i++) {
        tensor.rows().save(r + i, buffer.asSlice(i * rowBytes, rowBytes));
      }
      writer.append(tensor.spec().name(), ByteBuffer.wrap(bytes, 0, (int) (n * rowBytes)));
    }
  }

  /**
   * Reads a model for prediction: the weights alone, laid out for one worker.
   *
   * @throws FormatException if the file is no model, damaged, or from a newer version
   */
  public static TrainedModel load(Path file, Arena arena, Compute compute) throws IOException {
    return load(SavedModel.open(file), arena, compute);
  }

  /** The same from a file that is open, to be read further by the caller. */
  public static TrainedModel load(SavedModel saved, Arena arena, Compute compute)
      throws IOException {
    return load(saved, arena, compute, 1, 1);
  }

  /**
   * Reads a model.
   *
   * @param workers number of workers that will compute with it
   * @param planes 1 for the weights alone; more for the optimiser's state, as far as the file has
   *     it
   * @throws FormatException if the file is no model, damaged, or from a newer version
   */
  public static TrainedModel load(Path file, Arena arena, Compute compute, int workers, int planes)
      throws IOException {
    return load(SavedModel.open(file), arena, compute, workers, planes);
  }

  private static TrainedModel load(
      SavedModel saved, Arena arena, Compute compute, int workers, int planes) throws IOException {
    Gru4RecParameters parameters = saved.parameters();
    Gru4Rec weights =
        Gru4Rec.zeros(arena, compute, workers, parameters.shape(saved.items()), planes);
    saved.copyWeightsAndState(weights, parameters);
    return new TrainedModel(
        parameters, weights, saved.supports(), saved.successors(), saved.catalog(), saved.record());
  }
}
