package clickahead.model;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.Successors;
import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.math.Compute;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/**
 * Models as safetensors files: weights (gates in the order reset, update, new, as PyTorch has
 * them), optimiser state, supports and catalogue as tensors; format, parameters and training record
 * as metadata. Written beside and moved.
 */
public final class ModelFile {
  /** Version of the layout. */
  public static final int FORMAT = 1;

  private static final String KIND = "clickahead.model";
  private static final int CHUNK = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> RECORD = new TypeReference<>() {};

  private ModelFile() {}

  /** Writes a model; an older file of the name is replaced in the end, or not at all. */
  public static void save(Path file, TrainedModel model) throws IOException {
    List<WeightTensor> weights = WeightTensor.of(model.weights());
    List<TensorSpec> specs = new ArrayList<>();
    weights.forEach(tensor -> specs.add(tensor.spec()));
    specs.add(TensorSpec.of("supports", ElementType.I32, model.supports().length));
    specs.add(
        TensorSpec.of("successors.starts", ElementType.I32, model.successors().starts().length));
    specs.add(
        TensorSpec.of("successors.items", ElementType.I32, model.successors().items().length));
    specs.add(
        TensorSpec.of("successors.counts", ElementType.I32, model.successors().items().length));
    specs.addAll(model.catalog().tensors());
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, metadata(model), specs)) {
      for (WeightTensor tensor : weights) {
        append(writer, tensor);
      }
      append(writer, "supports", model.supports());
      append(writer, "successors.starts", model.successors().starts());
      append(writer, "successors.items", model.successors().items());
      append(writer, "successors.counts", model.successors().counts());
      model.catalog().write(writer);
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

  private static int[] integers(Safetensors tensors, String name) throws FormatException {
    return tensors.data(name, ElementType.I32).toArray(ValueLayout.JAVA_INT_UNALIGNED);
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
    return load(file, arena, compute, 1, 1);
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
    Safetensors tensors = Safetensors.open(file);
    checkKind(file, tensors.metadata());
    Gru4RecParameters parameters = parameters(file, tensors);
    int[] supports = integers(tensors, "supports");
    Successors successors =
        new Successors(
            integers(tensors, "successors.starts"),
            integers(tensors, "successors.items"),
            integers(tensors, "successors.counts"));
    Gru4Rec weights =
        Gru4Rec.zeros(arena, compute, workers, parameters.shape(supports.length), planes);
    for (WeightTensor tensor : WeightTensor.of(weights)) {
      fill(file, tensors, tensor);
    }
    Map<String, Object> record =
        JSON.readValue(tensors.metadata().getOrDefault("record", "{}"), RECORD);
    return new TrainedModel(
        parameters, weights, supports, successors, Catalog.read(tensors), record);
  }

  private static void checkKind(Path file, Map<String, String> metadata) throws FormatException {
    String kind = metadata.get(KIND);
    if (!"gru4rec".equals(kind)) {
      throw new FormatException(
          file,
          kind == null
              ? "is a safetensors file, but no model of Clickahead"
              : "holds a model of kind '" + kind + "', this version knows gru4rec");
    }
    String format = metadata.get("format");
    if (!Integer.toString(FORMAT).equals(format)) {
      throw new FormatException(
          file,
          "has format "
              + format
              + ", this version reads format "
              + FORMAT
              + ". Use the version that wrote it, or train again");
    }
  }

  private static Gru4RecParameters parameters(Path file, Safetensors tensors)
      throws FormatException {
    try {
      Map<String, String> settings =
          JSON.readValue(
              tensors.metadata().getOrDefault("parameters", ""),
              new TypeReference<Map<String, String>>() {});
      return Parameters.of(Gru4RecParameters.class).with(settings).build();
    } catch (JacksonException | IllegalArgumentException e) {
      throw new FormatException(file, "damaged parameters: " + e.getMessage());
    }
  }

  private static void fill(Path file, Safetensors tensors, WeightTensor tensor)
      throws FormatException {
    Safetensors.Tensor saved = tensors.tensors().get(tensor.spec().name());
    if (saved == null && tensor.spec().name().startsWith("optimizer.")) {
      return;
    }
    if (saved == null || !saved.spec().equals(tensor.spec())) {
      throw new FormatException(
          file,
          "damaged: tensor "
              + tensor.spec()
              + " expected, found "
              + (saved == null ? "none" : saved.spec()));
    }
    long rowBytes = tensor.rowBytes();
    for (long r = 0; r < tensor.spec().shape().getFirst(); r++) {
      tensor.rows().load(r, saved.data().asSlice(r * rowBytes, rowBytes));
    }
  }
}
