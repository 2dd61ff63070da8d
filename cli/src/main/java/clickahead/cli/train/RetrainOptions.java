package clickahead.cli.train;

import clickahead.data.InputException;
import clickahead.model.ModelFile;
import clickahead.model.ModelKind;
import clickahead.train.NewItems;
import clickahead.train.RetrainableKind;
import clickahead.train.Retraining;
import clickahead.train.Retraining.Choice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Option;

/** Options for going on with a model on new sessions. */
final class RetrainOptions {
  /** What becomes of the optimiser's state. */
  enum State {
    KEEP,
    RESET
  }

  /** Which clicks supports and successors count. */
  enum Supports {
    CUMULATIVE,
    NEW
  }

  @Option(
      names = "--from",
      paramLabel = "OLD",
      description =
          "Go on with this finished model on DATA, which may have new items. Its parameters hold"
              + " unless they are set again; its shape cannot change.")
  private Path from;

  @Option(
      names = "--new-items",
      paramLabel = "WAY",
      description =
          "With --from: rows of new items begin as glorot (drawn), neighbours (mean of the known"
              + " items beside them in DATA; the default) or category:COLUMN (mean of the known items"
              + " with the same value in an item column).")
  private String newItems;

  @Option(
      names = "--optimizer-state",
      paramLabel = "keep|reset",
      description = "With --from: the optimiser's state (default: keep).")
  private State state;

  @Option(
      names = "--supports",
      paramLabel = "cumulative|new",
      description =
          "With --from: count clicks of OLD's log too, or of DATA alone (default: cumulative).")
  private Supports supports;

  /** Is there a model to go on with? */
  boolean areGiven() {
    return from != null;
  }

  Path from() {
    return from;
  }

  /**
   * Refuses options that mean nothing.
   *
   * @throws InputException if there is nothing to go on with, or too much
   */
  void check(ModelKind<?> kind, boolean resume) throws IOException {
    if (from == null && (newItems != null || state != null || supports != null)) {
      throw new InputException(
          "--new-items, --optimizer-state and --supports need --from, the model to go on with");
    }
    if (from != null && resume) {
      throw new InputException(
          "--from begins a training and --resume goes on with one. Leave one of the two out");
    }
    if (from != null) {
      requireKind(kind);
    }
  }

  private void requireKind(ModelKind<?> kind) throws IOException {
    String old = ModelFile.kind(ModelFile.open(from)).name();
    if (!kind.name().equals(old)) {
      throw new InputException(
          "--from: %s is a model of %s. Go on with --model %s, or leave --from out to train %s"
              .formatted(from, old, old, kind.name()));
    }
    if (!(kind instanceof RetrainableKind<?> retrainable)) {
      throw new InputException(
          "--from: models of "
              + old
              + " do not go on with new sessions. Leave --from out, and train one on all sessions");
    }
    Set<Retraining.Choice> choices = retrainable.choices();
    refuse(newItems != null && !choices.contains(Choice.NEW_ITEMS), "--new-items", old);
    refuse(state != null && !choices.contains(Choice.OPTIMIZER_STATE), "--optimizer-state", old);
    refuse(supports != null && !choices.contains(Choice.SUPPORTS), "--supports", old);
  }

  private static void refuse(boolean meaningless, String option, String kind)
      throws InputException {
    if (meaningless) {
      throw new InputException(
          "%s means nothing to a model of %s, see docs/models.md. Leave it out"
              .formatted(option, kind));
    }
  }

  Retraining.Options options() {
    return new Retraining.Options(newItems(), state != State.RESET, supports != Supports.NEW);
  }

  private NewItems newItems() {
    try {
      return NewItems.parse(newItems == null ? "neighbours" : newItems);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--new-items: " + e.getMessage(), e);
    }
  }

  /** What a model's record says of the model that it went on with. */
  Map<String, Object> record(RetrainableKind<?> kind) {
    Retraining.Options options = options();
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("model", from.toAbsolutePath().normalize().toString());
    if (kind.choices().contains(Choice.NEW_ITEMS)) {
      record.put("new_items", options.newItems().toString());
    }
    if (kind.choices().contains(Choice.OPTIMIZER_STATE)) {
      record.put("optimizer_state", options.keepState() ? "keep" : "reset");
    }
    if (kind.choices().contains(Choice.SUPPORTS)) {
      record.put("supports", options.cumulative() ? "cumulative" : "new");
    }
    return record;
  }

  /** How many items there are that the old model did not know, and how their rows begin. */
  String summary(Retraining retraining) {
    int means = retraining.means();
    return "goes on with %s: %d known items, %d new ones%s"
        .formatted(
            from,
            retraining.data().catalog().size() - retraining.newItems(),
            retraining.newItems(),
            means < 0
                ? ""
                : " (%d begin with a mean, %d drawn)"
                    .formatted(means, retraining.newItems() - means));
  }
}
