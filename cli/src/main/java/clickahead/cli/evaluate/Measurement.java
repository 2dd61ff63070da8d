package clickahead.cli.evaluate;

import clickahead.baseline.Baseline;
import clickahead.cli.console.Console;
import clickahead.cli.console.Progress;
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
public final class Measurement {
  private final TrainedModel model;
  private final int threads;

  /**
   * @param model weights laid out for one worker
   */
  public Measurement(TrainedModel model) {
    this(model, Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param most threads for a model that was trained with no number of its own
   */
  public Measurement(TrainedModel model, int most) {
    this.model = model;
    threads = model.threads() > 0 ? model.threads() : most;
  }

  /** The items that the model knows, and what else is kept of the training log. */
  Origin origin() {
    return model.origin();
  }

  /** Clicks of each item in training [N]. */
  public int[] supports() {
    return model.supports();
  }

  /** The recall and MRR of the model alone. */
  public Metrics ofModelOn(SessionLog test, Catalog catalog, int cutOff, Console console) {
    try (Progress progress = console.progress("validating", "events")) {
      return ofModelOn(test, catalog, progress, cutOff);
    }
  }

  /** The recall and MRR of the model alone, at these cut-offs. */
  public Metrics ofModelOn(SessionLog test, Catalog catalog, Progress progress, int... cutOffs) {
    TestSessions sessions = TestSessions.of(test, TestSessions.mapping(catalog, model.catalog()));
    return new Evaluation(sessions, cutOffs).measure(ranker(), progress::at);
  }

  /** A model's ranker, on as many threads as it was trained with. */
  public static Ranker ranker(TrainedModel model) {
    return new Measurement(model).ranker();
  }

  /** Ranks with the model. */
  public Ranker ranker() {
    return model.ranker(threads);
  }

  /** Baselines of the same training log, by name. */
  public Map<String, Ranker> baselines() {
    return baselines(model.origin(), threads);
  }

  /** Baselines of a training log, by name. */
  public static Map<String, Ranker> baselines(Origin origin, int threads) {
    Map<String, Ranker> baselines = new LinkedHashMap<>();
    for (Baseline baseline : Baseline.all(origin.supports(), origin.successors())) {
      baselines.put(baseline.name(), baseline.ranker(threads));
    }
    return baselines;
  }
}
