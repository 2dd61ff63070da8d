package clickahead.model;

import clickahead.eval.Ranker;
import clickahead.io.FormatException;
import clickahead.math.Compute;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;

/**
 * A trained GRU4Rec.
 *
 * @param parameters what it was trained with
 * @param weights the weights; the optimiser's state in further planes, where there are any
 * @param compute what they are laid out for
 * @param origin the items, and what else is kept of the training log
 */
public record Gru4RecModel(
    Gru4RecParameters parameters, Gru4Rec weights, Compute compute, Origin origin)
    implements TrainedModel {
  /** The name of the kind. */
  public static final String KIND = "gru4rec";

  /** Checks that all parts speak of the same N items. */
  public Gru4RecModel {
    int items = weights.items().items();
    if (origin.catalog().size() != items) {
      throw new IllegalArgumentException(
          "weights for " + items + " items, a catalogue of " + origin.catalog().size());
    }
  }

  /**
   * Reads a model.
   *
   * @param workers number of workers that will compute with it
   * @param planes 1 for the weights alone; more for the optimiser's state, as far as the file has
   *     it
   * @throws FormatException if the file is damaged
   */
  public static Gru4RecModel read(
      StoredModel file, Arena arena, Compute compute, int workers, int planes) throws IOException {
    SavedModel saved = new SavedModel(file, Gru4RecParameters.class);
    Gru4RecParameters parameters = (Gru4RecParameters) saved.parameters();
    Gru4Rec weights =
        Gru4Rec.zeros(arena, compute, workers, parameters.shape(saved.items()), planes);
    saved.copyWeightsAndState(weights, parameters);
    return new Gru4RecModel(parameters, weights, compute, saved.origin());
  }

  /**
   * Reads a model for prediction.
   *
   * @throws FormatException if the file is no GRU4Rec model, damaged, or from a newer version
   */
  public static Gru4RecModel load(Path file, Arena arena, Compute compute) throws IOException {
    return read(ModelFile.open(file, KIND), arena, compute, 1, 1);
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public List<StoredTensor> tensors() {
    return List.copyOf(WeightTensor.of(weights, parameters.stateNames()));
  }

  @Override
  public Ranker ranker(int threads) {
    requireOneWorker();
    return new Gru4RecRanker(weights, compute, threads);
  }

  @Override
  public SessionModel sessions() {
    requireOneWorker();
    return new Gru4RecSessions(weights, compute);
  }

  /** Whoever predicts takes the gates of all units as one block, and would read the wrong ones. */
  private void requireOneWorker() {
    int workers = weights.layers().getFirst().state().workers();
    if (workers > 1) {
      throw new IllegalStateException(
          "the weights of a training lie in the blocks of its "
              + workers
              + " workers. Rank and serve Training.copy, or the saved model");
    }
  }

  @Override
  public int threads() {
    return parameters.threads();
  }
}
