package clickahead.train;

import clickahead.config.DeclaredParameter;
import clickahead.config.Parameters;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.data.Successors;
import clickahead.eval.TestSessions;
import clickahead.model.Adapt;
import clickahead.model.SavedModel;
import clickahead.model.SequenceParameters;
import clickahead.model.TrainingSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Goes on with a model on new sessions, which may have new items: known items keep their index, new
 * ones come behind them, and item columns are the newer data's.
 */
public final class Retraining {
  private final SavedModel before;
  private final Options options;
  private final TrainingSet data;
  private final int[] supports;
  private int means = -1;

  /** What can be chosen. */
  public enum Choice {
    /** How the rows of new items begin. */
    NEW_ITEMS,
    /** What becomes of the optimiser's state. */
    OPTIMIZER_STATE,
    /** Which sessions supports and successors count. */
    SUPPORTS
  }

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
    Catalog catalog =
        before.parameters() instanceof SequenceParameters parameters
            ? parameters.grown(before.catalog(), newer.catalog())
            : before.catalog().extendedBy(newer.catalog());
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
  public int[] supports() {
    return supports;
  }

  /** Items that the model did not know. */
  public int newItems() {
    return data.catalog().size() - before.items();
  }

  /** The model. */
  public SavedModel before() {
    return before;
  }

  /**
   * How many new items begin with a mean, once a training has begun; -1 where nothing is drawn and
   * no mean is taken.
   */
  public int means() {
    return means;
  }

  /**
   * Makes sure that what makes the model what it is stays as it was.
   *
   * @param parameters of the model's kind
   * @throws IllegalArgumentException if a fixed one differs
   */
  public void requireFixed(Record parameters) {
    Map<String, String> old = Parameters.of(before.parameters()).asText();
    Parameters<?> now = Parameters.of(parameters);
    Map<String, String> texts = now.asText();
    for (DeclaredParameter declared : now.declared()) {
      if (declared.isFixed()) {
        String name = declared.name();
        requireSame(name, texts.get(name), old.get(name));
      }
    }
  }

  /**
   * The same of one parameter.
   *
   * @param name in snake case
   */
  void requireSame(String name, Record parameters) {
    requireSame(
        name,
        Parameters.of(parameters).asText().get(name),
        Parameters.of(before.parameters()).asText().get(name));
  }

  private static void requireSame(String name, String now, String old) {
    if (!now.equals(old)) {
      throw new IllegalArgumentException(
          ("%s=%s: the model was trained with %s=%s, and its shape cannot change. Leave it out, or"
                  + " train a new model")
              .formatted(name, now, name, old));
    }
  }

  /**
   * Makes sure that the optimiser is the one whose state is kept.
   *
   * @param name of the parameter that chooses it
   * @throws IllegalArgumentException if the state is of another
   */
  void requireOptimizer(String name, Adapt now, Adapt old) {
    if (options.keepState() && now != old) {
      throw new IllegalArgumentException(
          "%s=%s: the state that is kept is of %s. Reset it to change the optimiser"
              .formatted(name, text(now), text(old)));
    }
  }

  private static String text(Adapt adapt) {
    return adapt.name().toLowerCase(Locale.ROOT);
  }

  /** What the trainer takes over besides the weights. */
  TrainingStart start() {
    long steps = number("steps");
    return options.keepState()
        ? new TrainingStart(
            supports, 0, steps, number("optimizer_steps"), TrainingStart.missed(before.record()))
        : new TrainingStart(supports, 0, steps, 0);
  }

  private long number(String name) {
    return before.record().get(name) instanceof Number number ? number.longValue() : 0;
  }

  /** Is the optimiser's state kept? */
  boolean keepsState() {
    return options.keepState();
  }

  /**
   * Begins the rows of new items, in tables that were drawn for all items and have the known ones'
   * rows by now.
   *
   * @param tables with a row for each item
   */
  public void beginNewItems(List<? extends ItemRows> tables) {
    FirstRows first = new FirstRows(before.items(), data.catalog(), data.log());
    for (ItemRows table : tables) {
      means = first.set(options.newItems(), table);
    }
  }
}
