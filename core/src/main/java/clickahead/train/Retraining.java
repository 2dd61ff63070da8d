package clickahead.train;

import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.data.Successors;
import clickahead.eval.TestSessions;
import clickahead.model.Gru4Rec;
import clickahead.model.Gru4RecParameters;
import clickahead.model.SavedModel;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Goes on with a model on new sessions, which may have new items: known items keep their index, new
 * ones come behind them, and item columns are the newer data's.
 */
public final class Retraining {
  private static final List<String> SHAPE =
      List.of("layers", "cell", "hidden_act", "constrained_embedding", "embedding");

  private final SavedModel before;
  private final Options options;
  private final TrainingSet data;
  private final int[] supports;
  private int means;

  /**
   * What is taken over.
   *
   * @param newItems how rows of new items begin
   * @param keepState keep the optimiser's state, rather than to begin with none?
   * @param cumulative do supports and successors of the log before count too?
   */
  public record Options(NewItems newItems, boolean keepState, boolean cumulative) {}

  /**
   * Lays old and new together.
   *
   * @param before the model
   * @param newer the new sessions
   * @throws IllegalArgumentException if the catalogue lacks the column of the categories
   */
  public Retraining(SavedModel before, TrainingSet newer, Options options) {
    this.before = before;
    this.options = options;
    Catalog catalog = before.catalog().extendedBy(newer.catalog());
    NewItems newItems = options.newItems();
    if (newItems.way() == NewItems.Way.CATEGORY && !catalog.columns().contains(newItems.column())) {
      throw new IllegalArgumentException(
          "new items '%s': neither the model nor the new data has this item column (found: %s)"
              .formatted(newItems, catalog.columns()));
    }
    SessionLog log = newer.log().renumbered(TestSessions.mapping(newer.catalog(), catalog));
    Successors successors = Successors.of(log, catalog.size());
    supports = log.supports(catalog.size());
    if (options.cumulative()) {
      successors = before.successors().plus(successors);
      for (int i = 0; i < before.items(); i++) {
        supports[i] = Math.addExact(supports[i], before.supports()[i]);
      }
    }
    data = new TrainingSet(log, catalog, successors);
  }

  /** The new sessions in the grown catalogue's indices, and what is known of all items. */
  public TrainingSet data() {
    return data;
  }

  /** How often each item counts as clicked [N]. */
  int[] supports() {
    return supports;
  }

  /** Items that the model did not know. */
  public int newItems() {
    return data.catalog().size() - before.items();
  }

  /** How many of them begin with a mean; known once a training has begun. */
  public int means() {
    return means;
  }

  /**
   * Makes sure that the model can go on with these parameters.
   *
   * @throws IllegalArgumentException if they are of another shape, or want another state
   */
  void require(Gru4RecParameters parameters) {
    Gru4RecParameters trained = (Gru4RecParameters) before.parameters();
    Map<String, String> old = Parameters.of(trained).asText();
    Map<String, String> now = Parameters.of(parameters).asText();
    for (String name : SHAPE) {
      boolean differs = !trained.shape(1).equals(parameters.shape(1));
      if (differs && !now.get(name).equals(old.get(name))) {
        throw new IllegalArgumentException(
            ("%s=%s: the model was trained with %s=%s, and its shape cannot change. Leave it out, or"
                    + " train a new model")
                .formatted(name, now.get(name), name, old.get(name)));
      }
    }
    if (options.keepState() && parameters.adapt() != trained.adapt()) {
      throw new IllegalArgumentException(
          "adapt=%s: the state that is kept is of %s. Reset it to change the optimiser"
              .formatted(now.get("adapt"), old.get("adapt")));
    }
  }

  /** What the trainer takes over besides the weights. */
  TrainingStart start() {
    long steps = number("steps");
    return new TrainingStart(
        supports, 0, steps, options.keepState() ? number("optimizer_steps") : 0);
  }

  private long number(String name) {
    return before.record().get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** Fills weights that were drawn for all items. */
  void fill(Gru4Rec weights, Gru4RecParameters parameters) throws IOException {
    if (options.keepState()) {
      before.copyWeightsAndState(weights, parameters);
    } else {
      before.copyWeights(weights);
    }
    means =
        new FirstRows(before.items(), data.catalog(), data.log()).set(options.newItems(), weights);
  }
}
