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
 * A model's file that is open: all but the weights is read, and these are copied to where they are
 * wanted. The memory that receives them may be laid out for more items than the file has.
 */
public final class SavedModel {
  private final StoredModel stored;
  private final Record parameters;
  private final Origin origin;

  /**
   * Reads all but the weights.
   *
   * @param type the parameters of the model's kind
   * @throws FormatException if the file is damaged
   */
  SavedModel(StoredModel stored, Class<? extends Record> type) throws IOException {
    this.stored = stored;
    parameters = stored.parameters(type);
    origin = stored.origin();
  }

  /**
   * Opens a file.
   *
   * @throws FormatException if it is no model, damaged, or from a newer version
   */
  public static SavedModel open(Path file) throws IOException {
    StoredModel stored = ModelFile.open(file);
    return new SavedModel(stored, ModelFile.kind(stored).parameters());
  }

  /** The name of the model's kind. */
  public String kind() {
    return stored.kind();
  }

  /** The open file, for what else it holds. */
  public StoredModel stored() {
    return stored;
  }

  /** The tensors of the file, for what is attached to the model. */
  public Safetensors file() {
    return stored.tensors();
  }

  /** The items, and what else is kept of the training log. */
  public Origin origin() {
    return origin;
  }

  /** Number of items, N. */
  public int items() {
    return origin.supports().length;
  }

  /** What the model was trained with: a record, every component of which is a parameter. */
  public Record parameters() {
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
    copy(WeightTensor.of(into, List.of()));
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
    copy(WeightTensor.of(into, optimizer.stateNames()));
  }

  /**
   * Copies what a sequence model has that goes on with a grown catalogue.
   *
   * @param into of the file's shape, with N items or more, and at least as many values of features;
   *     rows beyond those of the file stay as they are
   * @param optimizer whose state is copied too; null for the weights alone
   * @throws FormatException if a tensor is missing or of another shape
   */
  public void copyGrown(SequenceModel into, Adapt optimizer) throws FormatException {
    List<String> states = optimizer == null ? List.of() : optimizer.stateNames(0);
    for (WeightTensor tensor : SequenceTensors.of(into, states)) {
      fill(tensor, true);
    }
  }

  /** {@link #copyWeights(Gru4Rec)} of a sequence model. */
  public void copyWeights(SequenceModel into) throws FormatException {
    copy(SequenceTensors.of(into, List.of()));
  }

  /** {@link #copyWeightsAndState(Gru4Rec, Gru4RecParameters)} of a sequence model. */
  public void copyWeightsAndState(SequenceModel into, Adapt optimizer) throws FormatException {
    copy(SequenceTensors.of(into, optimizer.stateNames(0)));
  }

  private void copy(List<WeightTensor> tensors) throws FormatException {
    for (WeightTensor tensor : tensors) {
      fill(tensor, false);
    }
  }

  /**
   * Fills a tensor.
   *
   * @param grown may it have more values of features than the file?
   */
  private void fill(WeightTensor tensor, boolean grown) throws FormatException {
    Safetensors.Tensor saved = file().tensors().get(tensor.spec().name());
    if (saved == null && tensor.spec().name().startsWith("optimizer.")) {
      return;
    }
    TensorSpec expected = expected(tensor, grown && saved != null ? saved.spec() : null);
    if (saved == null || !saved.spec().equals(expected)) {
      throw new FormatException(
          stored.file(),
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

  private TensorSpec expected(WeightTensor tensor, TensorSpec smaller) {
    return switch (tensor.counted()) {
      case ITEMS -> withRows(tensor.spec(), items());
      case VALUES ->
          smaller == null
              ? tensor.spec()
              : withRows(
                  tensor.spec(),
                  Math.min(smaller.shape().getFirst(), tensor.spec().shape().getFirst()));
      case UNITS -> tensor.spec();
    };
  }

  private static TensorSpec withRows(TensorSpec spec, long rows) {
    List<Long> shape = new ArrayList<>(spec.shape());
    shape.set(0, rows);
    return new TensorSpec(spec.name(), spec.type(), shape);
  }
}
