package clickahead.model;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.Successors;
import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.ObjectMapper;

/**
 * A model file that is open: all but the weights is read, and these are copied to where they are
 * wanted. The memory that receives them may be laid out for more items than the file has.
 */
public final class SavedModel {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> RECORD = new TypeReference<>() {};

  private final Safetensors file;
  private final Gru4RecParameters parameters;
  private final int[] supports;
  private final Successors successors;
  private final Catalog catalog;
  private final Map<String, Object> record;

  private SavedModel(Safetensors tensors) throws IOException {
    file = tensors;
    parameters = parameters(file.file(), file);
    supports = integers("supports");
    successors =
        new Successors(
            integers("successors.starts"),
            integers("successors.items"),
            integers("successors.counts"));
    catalog = Catalog.read(file);
    record = JSON.readValue(file.metadata().getOrDefault("record", "{}"), RECORD);
  }

  /**
   * Opens a file.
   *
   * @throws FormatException if it is no model, damaged, or from a newer version
   */
  public static SavedModel open(Path file) throws IOException {
    Safetensors tensors = Safetensors.open(file);
    checkKind(file, tensors.metadata());
    return new SavedModel(tensors);
  }

  /** The file, for what is attached to the model. */
  public Safetensors file() {
    return file;
  }

  /** Number of items, N. */
  public int items() {
    return supports.length;
  }

  /** What the model was trained with. */
  public Gru4RecParameters parameters() {
    return parameters;
  }

  /** How often each item occurs in the training log [N]. */
  public int[] supports() {
    return supports;
  }

  /** Which items directly followed which in the training log. */
  public Successors successors() {
    return successors;
  }

  /** Original ids and columns of the items [N]. */
  public Catalog catalog() {
    return catalog;
  }

  /** The training record. */
  public Map<String, Object> record() {
    return record;
  }

  /**
   * Copies the weights, without any optimiser's state.
   *
   * @param into of the file's shape, with N items or more; rows beyond N stay as they are
   * @throws FormatException if a tensor is missing or of another shape
   */
  public void copyWeights(Gru4Rec into) throws FormatException {
    copy(into, List.of());
  }

  /**
   * Copies the weights, and as much of the optimiser's state as the file has and an optimiser of
   * the parameters wants.
   *
   * @param into of the file's shape, with N items or more; rows beyond N stay as they are
   * @throws FormatException if a tensor is missing or of another shape
   */
  public void copyWeightsAndState(Gru4Rec into, Gru4RecParameters optimizer)
      throws FormatException {
    copy(into, optimizer.stateNames());
  }

  private void copy(Gru4Rec into, List<String> states) throws FormatException {
    for (WeightTensor tensor : WeightTensor.of(into, states)) {
      fill(tensor);
    }
  }

  private int[] integers(String name) throws FormatException {
    return file.data(name, ElementType.I32).toArray(ValueLayout.JAVA_INT_UNALIGNED);
  }

  private static void checkKind(Path file, Map<String, String> metadata) throws FormatException {
    String kind = metadata.get(ModelFile.KIND);
    if (!"gru4rec".equals(kind)) {
      throw new FormatException(
          file,
          kind == null
              ? "is a safetensors file, but no model of Clickahead"
              : "holds a model of kind '" + kind + "', this version knows gru4rec");
    }
    String format = metadata.get("format");
    if (!Integer.toString(ModelFile.FORMAT).equals(format)) {
      throw new FormatException(
          file,
          "has format "
              + format
              + ", this version reads format "
              + ModelFile.FORMAT
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

  private void fill(WeightTensor tensor) throws FormatException {
    Safetensors.Tensor saved = file.tensors().get(tensor.spec().name());
    if (saved == null && tensor.spec().name().startsWith("optimizer.")) {
      return;
    }
    TensorSpec expected = expected(tensor);
    if (saved == null || !saved.spec().equals(expected)) {
      throw new FormatException(
          file.file(),
          "damaged: tensor "
              + expected
              + " expected, found "
              + (saved == null ? "none" : saved.spec()));
    }
    long rowBytes = tensor.rowBytes();
    for (long r = 0; r < expected.shape().getFirst(); r++) {
      tensor.rows().load(r, saved.data().asSlice(r * rowBytes, rowBytes));
    }
  }

  private TensorSpec expected(WeightTensor tensor) {
    if (!tensor.perItem()) {
      return tensor.spec();
    }
    List<Long> shape = new ArrayList<>(tensor.spec().shape());
    shape.set(0, (long) items());
    return new TensorSpec(tensor.spec().name(), tensor.spec().type(), shape);
  }
}
