package clickahead.train;

import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecModel;
import clickahead.model.Gru4RecParameters;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.util.Map;

/** A {@link Trainer} on a training set whose items have names. */
final class Gru4RecTraining implements Training {
  private final Trainer trainer;
  private final TrainingSet data;
  private final Compute compute;

  Gru4RecTraining(Gru4RecParameters parameters, TrainingSet data, Compute compute) {
    trainer = new Trainer(parameters, data.log(), data.catalog().size(), compute);
    this.data = data;
    this.compute = compute;
  }

  @Override
  public int epochs() {
    return trainer.epochs();
  }

  @Override
  public int plannedEpochs() {
    return trainer.parameters().nEpochs();
  }

  @Override
  public EpochReport trainEpoch(TrainingListener listener) {
    return trainer.trainEpoch(listener);
  }

  @Override
  public void requestStop() {
    trainer.requestStop();
  }

  @Override
  public TrainedModel model(Map<String, Object> record) {
    return new Gru4RecModel(
        trainer.parameters(), trainer.model(), compute, data.origin(trainer.supports(), record));
  }

  @Override
  public void close() {
    trainer.close();
  }
}
