package clickahead.cli.clicks;

import clickahead.data.Dataset;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Ranker;
import clickahead.eval.ShuffledOrder;
import clickahead.eval.TestSessions;
import clickahead.eval.TimeLeak;
import clickahead.eval.Warning;
import clickahead.model.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Looks at the data that models are measured on for what makes figures worthless. */
public final class DataWarnings {
  private static final int CUT_OFF = 20;
  private static final long SEED = 42;

  /** Filters that are harmless: what the papers do. */
  private static final int USUAL_SUPPORT = 5;

  private static final int USUAL_LENGTH = 2;

  /** More events than this share removed change the task. */
  private static final double MUCH = 0.1;

  private final ClickLog clicks;
  private final Evaluation evaluation;
  private final Map<String, Ranker> baselines;

  /** Looks at the log that was measured on, and at how it was prepared. */
  public DataWarnings(ClickLog clicks, Evaluation evaluation, Map<String, Ranker> baselines) {
    this.clicks = clicks;
    this.evaluation = evaluation;
    this.baselines = baselines;
  }

  /** What should be known of the data before the figures are believed. */
  public List<Warning> all(Map<String, Origin> models) throws IOException {
    List<Warning> warnings = new ArrayList<>();
    order(evaluation.test(), baselines).ifPresent(warnings::add);
    if (clicks.isPrepared() && clicks.isTimed()) {
      TimeLeak.of(beforeTest(clicks.dataset()), clicks.test()).warning().ifPresent(warnings::add);
    }
    if (clicks.isPrepared()) {
      preparation(clicks.dataset().record()).ifPresent(warnings::add);
    }
    long sizes = models.values().stream().map(m -> m.catalog().size()).distinct().count();
    if (sizes > 1) {
      warnings.add(differentItems(models));
    }
    return warnings;
  }

  /** Flaw 1 of Hidasi and Czapp (RecSys 2023): sessions whose order says nothing. */
  public static Optional<Warning> order(TestSessions test, Map<String, Ranker> baselines) {
    return ShuffledOrder.of(test, baselines.get("markov-chain"), CUT_OFF, SEED).warning();
  }

  /** All that a final model is trained on: the valid part too. */
  private static SessionLog beforeTest(Dataset dataset) throws IOException {
    if (dataset.trainFull().isPresent()) {
      return dataset.trainFull().get();
    }
    return dataset.valid().isPresent()
        ? SessionLog.concat(List.of(dataset.train(), dataset.valid().get()))
        : dataset.train();
  }

  /**
   * Flaw 2 of Hidasi and Czapp (RecSys 2023): filters and windows that change the task.
   *
   * @param record of a prepared folder
   */
  public static Optional<Warning> preparation(JsonNode record) {
    int support = record.path("options").path("min_item_support").asInt(1);
    int length = record.path("options").path("min_session_length").asInt(1);
    double events =
        record.path("log").path("events").asDouble()
            - record
                .path("steps")
                .valueStream()
                .filter(DataWarnings::nothingToPredict)
                .mapToLong(step -> step.path("events").asLong())
                .sum();
    List<String> steps = new ArrayList<>();
    for (JsonNode step : record.path("steps")) {
      double share = step.path("events").asDouble() / events;
      boolean usual =
          step.path("name").asString("").equals("repeats")
              || nothingToPredict(step)
              || support <= USUAL_SUPPORT && length <= USUAL_LENGTH && share <= MUCH;
      if (!usual && share > 0) {
        steps.add(
            String.format(
                Locale.ROOT,
                "%.1f %% of the log's events, one-click sessions aside, as %s (%s)",
                100 * share,
                step.path("name").asString(""),
                step.path("reason").asString("")));
      }
    }
    return steps.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Warning(
                "overzealous_preparation",
                "the preparation removed " + String.join(", ", steps),
                "Filters and windows change which model looks best: keep sessions of two events,"
                    + " items of five, and the whole training period, or say so beside the figures"));
  }

  /**
   * As many events as sessions went: each was a session of one click, which has no transition to
   * learn or to measure, however many of them a log has.
   */
  private static boolean nothingToPredict(JsonNode step) {
    return step.path("events").asLong() == step.path("sessions").asLong();
  }

  private static Warning differentItems(Map<String, Origin> models) {
    List<String> sizes = new ArrayList<>();
    models.forEach(
        (name, model) ->
            sizes.add(String.format(Locale.ROOT, "%s %,d", name, model.catalog().size())));
    return new Warning(
        "different_items",
        "the models know different numbers of items ("
            + String.join(", ", sizes)
            + "): targets"
            + " were ranked among each model's own, on the events whose items all know",
        "Train the models on the same data to compare them");
  }
}
