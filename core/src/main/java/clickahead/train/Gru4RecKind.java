package clickahead.train;

import clickahead.math.Compute;
import clickahead.model.Gru4RecModel;
import clickahead.model.Gru4RecParameters;
import clickahead.model.StoredModel;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;

/** GRU4Rec, trained with session-parallel mini-batches. */
public final class Gru4RecKind
    implements ResumableKind<Gru4RecParameters>, RetrainableKind<Gru4RecParameters> {

  @Override
  public String name() {
    return Gru4RecModel.KIND;
  }

  @Override
  public String text() {
    return "GRU4Rec (Hidasi et al. 2016, 2018), session-parallel mini-batches";
  }

  @Override
  public Class<Gru4RecParameters> parameters() {
    return Gru4RecParameters.class;
  }

  @Override
  public Compute compute(Gru4RecParameters parameters) {
    return Compute.best(parameters.precision());
  }

  @Override
  public Training train(Gru4RecParameters parameters, TrainingSet data, Compute compute) {
    return Gru4RecTraining.afresh(parameters, data, compute);
  }

  @Override
  public Training resume(Checkpoint checkpoint, TrainingSet data, Compute compute)
      throws IOException {
    return Gru4RecTraining.resume(checkpoint, data, compute);
  }

  @Override
  public Training goOn(Retraining retraining, Gru4RecParameters parameters, Compute compute)
      throws IOException {
    return Gru4RecTraining.goOn(retraining, parameters, compute);
  }

  @Override
  public TrainedModel read(StoredModel file, Arena arena, Compute compute) throws IOException {
    return Gru4RecModel.read(file, arena, compute, 1, 1);
  }
}
