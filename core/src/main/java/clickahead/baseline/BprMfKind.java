package clickahead.baseline;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.TensorSpec;
import clickahead.math.Compute;
import clickahead.model.Origin;
import clickahead.model.StoredModel;
import clickahead.model.StoredTensor;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import clickahead.train.Checkpoint;
import clickahead.train.ResumableKind;
import clickahead.train.RetrainableKind;
import clickahead.train.Retraining;
import clickahead.train.Retraining.Choice;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** BPR-MF, whose file holds the items' factors and biases: learning them takes long. */
public final class BprMfKind extends BaselineKind<BprMfParameters>
    implements ResumableKind<BprMfParameters>, RetrainableKind<BprMfParameters> {
  static final String NAME = "bpr-mf";
  static final String WEIGHTS = "items.weights";

  /** For the service loader. */
  public BprMfKind() {
    super(NAME, "Matrix factorisation with BPR (Rendle et al. 2009)", BprMfParameters.class);
  }

  @Override
  public Training train(BprMfParameters parameters, TrainingSet data, Compute compute) {
    return new BprMfTraining(parameters, data, data.log().supports(data.catalog().size()));
  }

  @Override
  public Training resume(Checkpoint checkpoint, TrainingSet data, Compute compute)
      throws IOException {
    return BprMfTraining.resume(checkpoint, data);
  }

  @Override
  public Training goOn(Retraining retraining, BprMfParameters parameters, Compute compute)
      throws IOException {
    return BprMfTraining.goOn(retraining, parameters);
  }

  /** Its gradient descent has no state. */
  @Override
  public Set<Choice> choices() {
    return EnumSet.of(Choice.NEW_ITEMS, Choice.SUPPORTS);
  }

  /** The tensor of a model's factors. */
  static StoredTensor stored(BprMf model) {
    return new StoredCopy(
        TensorSpec.of(WEIGHTS, ElementType.F32, model.items(), model.factors() + 1),
        model.weights());
  }

  @Override
  BaselineModel read(StoredModel file, Origin origin, BprMfParameters parameters)
      throws IOException {
    int items = origin.catalog().size();
    TensorSpec expected = TensorSpec.of(WEIGHTS, ElementType.F32, items, parameters.nFactors() + 1);
    TensorSpec found = file.tensors().tensor(WEIGHTS, ElementType.F32).spec();
    if (!found.equals(expected)) {
      throw new FormatException(
          file.file(), "damaged: tensor " + expected + " expected, found " + found);
    }
    MemorySegment weights = BprMf.weights(items, parameters);
    weights.copyFrom(file.tensors().data(WEIGHTS, ElementType.F32));
    BprMf model = new BprMf(weights, items, parameters.nFactors());
    return new BaselineModel(NAME, parameters, model, origin, () -> List.of(stored(model)));
  }
}
