package clickahead.model;

import clickahead.math.Compute;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A training under way, epoch by epoch. Models that only count and sort train a single epoch. */
public interface Training extends AutoCloseable {

  /** Epochs trained so far. */
  int epochs();

  /** Epochs that the parameters ask for. */
  int plannedEpochs();

  /**
   * The epochs with which the training's phases end, the last of them the planned ones: a lack of
   * progress in one phase says nothing of the next.
   */
  default List<Integer> phases() {
    return List.of(plannedEpochs());
  }

  /**
   * Leaves out what is left of a phase; between two calls of {@link #trainEpoch}.
   *
   * @param end one of {@link #phases} that lies ahead, and is not the last
   */
  default void skipTo(int end) {
    throw new UnsupportedOperationException("the training has one phase");
  }

  /**
   * Takes the weights and the optimiser's state of an earlier epoch, for the phase to come; between
   * two calls of {@link #trainEpoch}.
   *
   * @param earlier what {@link #model} was then
   */
  default void goBackTo(SavedModel earlier) throws IOException {
    throw new UnsupportedOperationException("the training has one phase");
  }

  /**
   * Epochs after which every part of the model has begun to learn: a lack of progress before says
   * nothing.
   */
  default int epochsBeforeJudging() {
    return 0;
  }

  /**
   * Trains one epoch.
   *
   * @throws TrainingDivergedException if the loss becomes NaN or infinite
   * @throws IllegalArgumentException if there is nothing to learn, with what to change
   */
  EpochReport trainEpoch(TrainingListener listener);

  /** Makes a running epoch end as soon as it can, with a usable model; from any thread. */
  void requestStop();

  /**
   * The model as it stands, to be saved; who ranks or serves takes a {@link #copy}.
   *
   * @param record the training record
   * @return valid until the next epoch, or until the training is closed
   */
  TrainedModel model(Map<String, Object> record);

  /**
   * A copy of the model as it stands, for prediction.
   *
   * @param arena owns its memory
   */
  default TrainedModel copy(Arena arena) throws IOException {
    Path file = Files.createTempFile("clickahead", ".model");
    try {
      ModelFile.save(file, model(Map.of()));
      return ModelFile.load(file, arena, Compute.best());
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Does it write checkpoints to go on from? */
  default boolean hasCheckpoints() {
    return false;
  }

  /**
   * Writes a checkpoint; between two calls of {@link #trainEpoch}.
   *
   * @param record the training record
   * @param notes what else it takes to go on, as JSON has it
   */
  default void saveCheckpoint(Path file, Map<String, Object> record, Map<String, Object> notes)
      throws IOException {
    throw new UnsupportedOperationException("there are no checkpoints of this kind of model");
  }

  /** Frees weights and buffers. */
  @Override
  void close();
}
