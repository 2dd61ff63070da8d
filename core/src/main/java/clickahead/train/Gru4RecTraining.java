package clickahead.train;

import clickahead.graph.parallel.InputMode;
import clickahead.io.FormatException;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4Rec;
import clickahead.model.Gru4RecModel;
import clickahead.model.Gru4RecParameters;
import clickahead.model.SavedModel;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A {@link Trainer} on a training set whose items have names. */
public final class Gru4RecTraining implements Training {
  private final Trainer trainer;
  private final TrainingStart start;
  private final TrainingSet data;
  private final Compute compute;

  private Gru4RecTraining(
      Gru4RecParameters parameters, TrainingSet data, TrainingStart start, Compute compute) {
    trainer = new Trainer(parameters, data.log(), start, compute);
    this.start = start;
    this.data = data;
    this.compute = compute;
  }

  /** From nothing. */
  static Gru4RecTraining afresh(Gru4RecParameters parameters, TrainingSet data, Compute compute) {
    TrainingStart start = TrainingStart.afresh(data.log(), data.catalog().size());
    return new Gru4RecTraining(parameters, data, start, compute);
  }

  /**
   * From a checkpoint.
   *
   * @param data the sessions that it was begun with, in the checkpoint's item indices
   * @throws FormatException if the file is damaged
   */
  public static Gru4RecTraining resume(Checkpoint checkpoint, TrainingSet data, Compute compute)
      throws FormatException {
    SavedModel model = checkpoint.model();
    TrainingStart start = TrainingStart.of(checkpoint);
    Gru4RecTraining training =
        new Gru4RecTraining((Gru4RecParameters) model.parameters(), data, start, compute);
    checkpoint.restore(training.trainer);
    return training;
  }

  /**
   * From a model, with new sessions.
   *
   * @throws IllegalArgumentException if the parameters do not fit the model
   * @throws IOException if the model's file is damaged
   */
  public static Gru4RecTraining goOn(
      Retraining retraining, Gru4RecParameters parameters, Compute compute) throws IOException {
    require(retraining, parameters);
    Gru4RecTraining training =
        new Gru4RecTraining(parameters, retraining.data(), retraining.start(), compute);
    Gru4Rec weights = training.trainer.model();
    if (retraining.keepsState()) {
      retraining.before().copyWeightsAndState(weights, parameters);
    } else {
      retraining.before().copyWeights(weights);
    }
    List<ItemRows> tables = new ArrayList<>(List.of(ItemRows.of(weights.items())));
    if (weights.input().mode() != InputMode.SHARED) {
      tables.add(ItemRows.of(weights.input().table()));
    }
    retraining.beginNewItems(tables);
    return training;
  }

  private static void require(Retraining retraining, Gru4RecParameters parameters) {
    Gru4RecParameters trained = (Gru4RecParameters) retraining.before().parameters();
    // There are several ways to say the same shape.
    if (!trained.shape(1).equals(parameters.shape(1))) {
      retraining.requireFixed(parameters);
    }
    retraining.requireOptimizer("adapt", parameters.adapt(), trained.adapt());
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

  /** The record has the steps that have been made, for who goes on with the model. */
  @Override
  public Gru4RecModel model(Map<String, Object> record) {
    return model(trainer.model(), record);
  }

  private Gru4RecModel model(Gru4Rec weights, Map<String, Object> record) {
    Map<String, Object> all = new LinkedHashMap<>(record);
    all.put("steps", trainer.steps());
    all.put("optimizer_steps", trainer.optimizerSteps());
    return new Gru4RecModel(
        trainer.parameters(), weights, compute, data.origin(trainer.supports(), all));
  }

  @Override
  public TrainedModel copy(Arena arena) {
    return model(trainer.model().copyForPrediction(arena, compute), Map.of());
  }

  @Override
  public boolean hasCheckpoints() {
    return true;
  }

  @Override
  public void saveCheckpoint(Path file, Map<String, Object> record, Map<String, Object> notes)
      throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(notes);
    all.putAll(start.notes(trainer.workers()));
    Checkpoint.save(file, model(record), trainer.position(), all);
  }

  @Override
  public void close() {
    trainer.close();
  }
}
