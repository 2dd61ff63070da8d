package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.Successors;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A GRU4Rec's file that is open: all but the weights is read, and these are copied to where they
 * are wanted. The memory that receives them may be laid out for more items than the file has.
 */
public final class SavedModel {
  private final Safetensors file;
  private final Gru4RecParameters parameters;
  private final Origin origin;

  SavedModel(StoredModel stored) throws IOException {
    file = stored.tensors();
    parameters = stored.parameters(Gru4RecParameters.class);
    origin = stored.origin();
  }

  /**
   * Opens a file.
   *
   * @throws FormatException if it is no GRU4Rec model, damaged, or from a newer version
   */
  public static SavedModel open(Path file) throws IOException {
    return new SavedModel(ModelFile.open(file, Gru4RecModel.KIND));
  }

  /** The file, for what is attached to the model. */
  public Safetensors file() {
    return file;
  }

  /** The items, and what else is kept of the training log. */
  public Origin origin() {
    return origin;
  }

  /** Number of items, N. */
  public int items() {
    return origin.supports().length;
  }

  /** What the model was trained with. */
  public Gru4RecParameters parameters() {
    return parameters;
  }

  /** How often each item occurs in the training log [N]. */
  public int[] supports() {
    return origin.supports();
  }

  /** Which items directly followed which in the training log. */
  public Successors successors() {
    return origin.successors();
  }

  /** Original ids and columns of the items [N]. */
  public Catalog catalog() {
    return origin.catalog();
  }

  /** The training record. */
  public Map<String, Object> record() {
    return origin.record();
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
