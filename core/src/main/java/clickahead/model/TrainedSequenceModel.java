package clickahead.model;

import clickahead.eval.Ranker;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * A trained sequence model of any kind.
 *
 * @param kind the name of its kind
 * @param settings what it was trained with
 * @param weights the weights; the optimiser's state in further planes, where there are any
 * @param compute what they are laid out for
 * @param origin the items, and what else is kept of the training log
 */
public record TrainedSequenceModel(
    String kind, SequenceParameters settings, SequenceModel weights, Compute compute, Origin origin)
    implements TrainedModel {

  /**
   * Reads a model for prediction.
   *
   * @param arena owns its memory
   * @throws clickahead.io.FormatException if the file is damaged
   */
  public static TrainedSequenceModel read(
      String kind,
      Class<? extends Record> parameters,
      StoredModel file,
      Arena arena,
      Compute compute)
      throws IOException {
    SavedModel saved = new SavedModel(file, parameters);
    SequenceParameters settings = (SequenceParameters) saved.parameters();
    Origin origin = saved.origin();
    SequenceModel weights =
        settings.network(new Workspace(arena, compute, 1, 1), origin.catalog(), 1);
    saved.copyWeights(weights);
    return new TrainedSequenceModel(kind, settings, weights, compute, origin);
  }

  /**
   * A copy of the weights alone, laid out for one worker. Single precision.
   *
   * @param arena owns its memory
   */
  public TrainedSequenceModel copyForPrediction(Arena arena) {
    SequenceModel copy = settings.network(new Workspace(arena, compute, 1, 1), origin.catalog(), 1);
    List<WeightTensor> from = SequenceTensors.of(weights, List.of());
    List<WeightTensor> to = SequenceTensors.of(copy, List.of());
    for (int t = 0; t < from.size(); t++) {
      from.get(t).copyTo(to.get(t));
    }
    return new TrainedSequenceModel(kind, settings, copy, compute, origin);
  }

  @Override
  public Record parameters() {
    return (Record) settings;
  }

  @Override
  public List<StoredTensor> tensors() {
    return List.copyOf(SequenceTensors.of(weights, settings.training().learner().stateNames(0)));
  }

  @Override
  public Ranker ranker(int threads) {
    checkDirection();
    return new SequenceRanker(weights, settings.training(), features(), compute, threads);
  }

  @Override
  public SessionModel sessions() {
    checkDirection();
    return new SequenceSessions(weights, settings.training(), features(), compute);
  }

  @Override
  public int threads() {
    return settings.training().threads();
  }

  private FeatureEncoders features() {
    return settings.eventFeatures(origin.catalog());
  }

  private void checkDirection() {
    settings.training().distillation().requireRanking();
  }
}
