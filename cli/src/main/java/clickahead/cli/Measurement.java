package clickahead.cli;

import clickahead.baseline.Baseline;
import clickahead.data.Catalog;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.EvaluationResult;
import clickahead.eval.Gru4RecRanker;
import clickahead.eval.Ranker;
import clickahead.eval.TestSessions;
import clickahead.math.Compute;
import clickahead.model.TrainedModel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measures a model, and baselines beside it, on logs whose catalogues need not be the model's. */
final class Measurement {
  private final TrainedModel model;
  private final Compute compute;
  private final int threads;
  private final Map<String, Ranker> baselines = new LinkedHashMap<>();

  /**
   * @param model weights laid out for one worker
   */
  Measurement(TrainedModel model, Compute compute) {
    this.model = model;
    this.compute = compute;
    int wanted = model.parameters().threads();
    threads = wanted > 0 ? wanted : Runtime.getRuntime().availableProcessors();
  }

  /** Trains baselines on the items that the model knows. */
  void addBaselines(TrainingPart train) {
    int items = model.catalog().size();
    SessionLog log =
        sameItems(train.catalog(), model.catalog())
            ? train.log()
            : inModelItems(train.log(), train.catalog());
    for (Baseline baseline : Baseline.trainAll(log, items)) {
      baselines.put(baseline.name(), baseline.ranker(threads));
    }
  }

  /** Ranks every transition of the test sessions. */
  EvaluationResult on(SessionLog test, Catalog catalog, int[] cutOffs, Console console) {
    TestSessions sessions = inModelItems(test, catalog);
    try (Progress progress = console.progress("evaluating", "events")) {
      return new Evaluation(sessions, cutOffs)
          .compare(new Gru4RecRanker(model.weights(), compute, threads), baselines, progress::at);
    }
  }

  private TestSessions inModelItems(SessionLog log, Catalog catalog) {
    return TestSessions.of(log, TestSessions.mapping(catalog, model.catalog()));
  }

  /** Then a large log need not be copied. */
  private static boolean sameItems(Catalog one, Catalog other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!one.id(i).equals(other.id(i))) {
        return false;
      }
    }
    return true;
  }
}
