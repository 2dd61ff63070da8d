package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.graph.Workspace;
import java.io.IOException;
import java.util.List;

/**
 * The parameters of a sequence model: its own, and those of its training. A record, every component
 * of which is a parameter, or a record of parameters. From it the trainer gets the network, so that
 * a new sequence model needs one of these and a network; docs/add-a-model.md shows one.
 */
public interface SequenceParameters {

  /** Those of its training. */
  SequenceTraining training();

  /** Networks that stand side by side, K. */
  default int networks() {
    return 1;
  }

  /** In which order they are trained. */
  default TrainingStrategy strategy() {
    return TrainingStrategy.SIMULTANEOUS;
  }

  /**
   * Lays out weights of zero.
   *
   * @param catalog the items
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  SequenceModel model(Workspace space, Catalog catalog, int planes);

  /**
   * The catalogue of a model, grown by that of new sessions: known items keep their index, and what
   * the model knows of their features stays what it was.
   *
   * @param before the items that the model was trained on
   * @throws IllegalArgumentException if new items lack what the model looks at
   */
  default Catalog grown(Catalog before, Catalog newer) {
    return before.extendedBy(newer);
  }

  /**
   * Learns from the training log what values of its features are to the model; they are kept with
   * the catalogue. What the catalogue knows already stays, and tokens that the log adds come
   * behind.
   *
   * @throws IllegalArgumentException if the log lacks what the model looks at
   */
  default TrainingSet encoded(TrainingSet data) {
    return data;
  }

  /**
   * The features of events and sessions that the network looks at besides the items.
   *
   * @param catalog of the model
   */
  default FeatureEncoders eventFeatures(Catalog catalog) {
    return FeatureEncoders.NONE;
  }

  /** Columns of the events that the network looks at. */
  default List<String> eventColumns() {
    return List.of();
  }

  /** Columns of the sessions that the network looks at. */
  default List<String> sessionColumns() {
    return List.of();
  }

  /**
   * Makes sure that a log has what the network looks at of events and sessions.
   *
   * @throws IllegalArgumentException if it lacks a column, with those that it has, or times
   */
  default void requireColumns(SessionLog log) {}

  /**
   * Makes sure that a catalogue has what the network looks at of the items.
   *
   * @throws IllegalArgumentException if it lacks a column, with those that it has, or a value is
   *     none of its feature's
   */
  default void requireItemColumns(Catalog catalog) {}

  /**
   * Makes sure that the other models which the training reads are there.
   *
   * @throws IOException if a file is missing, or none of a model
   */
  default void requireModels() throws IOException {
    for (ModelPath model : training().otherModels()) {
      if (model.isGiven()) {
        ModelFile.open(model.file().orElseThrow());
      }
    }
  }

  /** Names of the features that the model looks at. */
  default List<String> itemFeatures() {
    return List.of();
  }

  /** The same, with outputs of length 1 where the loss compares embeddings. */
  default SequenceModel network(Workspace space, Catalog catalog, int planes) {
    SequenceModel model = model(space, catalog, planes);
    return training().lossType() == SequenceLossType.COSINE ? new UnitOutputs(model) : model;
  }
}
