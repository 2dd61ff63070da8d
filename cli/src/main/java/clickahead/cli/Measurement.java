package clickahead.cli;

import clickahead.baseline.Baseline;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Metrics;
import clickahead.eval.Ranker;
import clickahead.eval.TestSessions;
import clickahead.model.Origin;
import clickahead.model.TrainedModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures a model, and baselines beside it, on logs whose catalogue need not be the model's. */
final class Measurement {
  private final TrainedModel model;
  private final int threads;

  /**
   * @param model weights laid out for one worker
   */
  Measurement(TrainedModel model) {
    this.model = model;
    threads = threads(model);
  }

  /** The items that the model knows, and what else is kept of the training log. */
  Origin origin() {
    return model.origin();
  }

  /** Clicks of each item in training [N]. */
  int[] supports() {
    return model.supports();
  }

  /** The recall and MRR of the model alone. */
  Metrics ofModelOn(SessionLog test, Catalog catalog, int cutOff, Console console) {
    TestSessions sessions = TestSessions.of(test, TestSessions.mapping(catalog, model.catalog()));
    try (Progress progress = console.progress("validating", "events")) {
      return new Evaluation(sessions, cutOff).measure(ranker(model), progress::at);
    }
  }

  /** A model's ranker, on as many threads as it was trained with. */
  static Ranker ranker(TrainedModel model) {
    return model.ranker(threads(model));
  }

  private static int threads(TrainedModel model) {
    return model.threads() > 0 ? model.threads() : Runtime.getRuntime().availableProcessors();
  }

  /** Ranks with the model. */
  Ranker ranker() {
    return ranker(model);
  }

  /** Baselines of the same training log, by name. */
  Map<String, Ranker> baselines() {
    return baselines(model.origin(), threads);
  }

  /** Baselines of a training log, by name. */
  static Map<String, Ranker> baselines(Origin origin, int threads) {
    Map<String, Ranker> baselines = new LinkedHashMap<>();
    for (Baseline baseline : Baseline.all(origin.supports(), origin.successors())) {
      baselines.put(baseline.name(), baseline.ranker(threads));
    }
    return baselines;
  }
}
