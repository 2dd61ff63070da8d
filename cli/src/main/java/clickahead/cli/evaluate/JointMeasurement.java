package clickahead.cli.evaluate;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.DataWarnings;
import clickahead.cli.console.Console;
import clickahead.cli.console.Progress;
import clickahead.eval.Comparisons;
import clickahead.eval.Evaluation;
import clickahead.eval.EvaluationResult;
import clickahead.eval.Measured;
import clickahead.eval.ProtocolWarnings;
import clickahead.eval.Ranker;
import clickahead.eval.SliceTable;
import clickahead.eval.Warning;
import clickahead.model.Origin;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures models, and baselines beside them, on the same events: those whose items all models
 * know. Each model ranks among its own items; the baselines are those of the first model.
 */
final class JointMeasurement {
  private final Map<String, Measurement> models;
  private final ClickLog clicks;
  private final ProtocolOptions protocol;
  private final AnalysisOptions analysis;
  private final Console console;

  /**
   * @param models at least one, by name
   */
  JointMeasurement(
      Map<String, Measurement> models,
      ClickLog clicks,
      ProtocolOptions protocol,
      AnalysisOptions analysis,
      Console console) {
    this.models = models;
    this.clicks = clicks;
    this.protocol = protocol;
    this.analysis = analysis;
    this.console = console;
  }

  private Measurement first() {
    return models.values().iterator().next();
  }

  /** Measures everything that was asked for. */
  EvaluationResult measure() throws IOException {
    Map<String, Evaluation> evaluations = JointEvents.of(clicks, protocol, origins());
    Evaluation evaluation = evaluations.values().iterator().next();
    Map<String, Measured> measured = new LinkedHashMap<>();
    Map<String, Measured> beside = new LinkedHashMap<>();
    List<Warning> warnings = new ArrayList<>();
    Map<String, Ranker> baselines = first().baselines();
    int rankers = models.size() + baselines.size();
    try (Progress progress = console.progress("evaluating", "events")) {
      clickahead.eval.Progress whole = progress::at;
      for (String name : models.keySet()) {
        Measurement model = models.get(name);
        clickahead.eval.Progress part = whole.part(measured.size(), rankers);
        measured.put(name, evaluations.get(name).measure(model.ranker(), model.supports(), part));
      }
      for (Map.Entry<String, Ranker> baseline : baselines.entrySet()) {
        clickahead.eval.Progress part = whole.part(models.size() + beside.size(), rankers);
        beside.put(
            baseline.getKey(), evaluation.measure(baseline.getValue(), first().supports(), part));
      }
      warnings.addAll(ProtocolWarnings.of(evaluation, measured.values().iterator().next()));
      if (evaluation.protocol().candidates().isSampled()) {
        warnings.add(sampledCandidates(evaluations, measured, beside, baselines));
      }
    }
    DataWarnings data = new DataWarnings(clicks, evaluation, baselines);
    warnings.addAll(data.all(origins()));
    EvaluationResult result =
        EvaluationResult.of(evaluation.test().unknownItems(), measured, beside)
            .withWarnings(warnings);
    if (analysis.slices()) {
      result = result.withSlices(slices(evaluation, result.all()));
    }
    List<List<String>> pairs = pairs(List.copyOf(beside.keySet()));
    if (!pairs.isEmpty()) {
      Comparisons comparisons = new Comparisons(evaluation, analysis.resamples());
      result = result.withComparisons(comparisons.of(pairs, result.all(), protocol.choice()));
    }
    return result;
  }

  private Map<String, Origin> origins() {
    Map<String, Origin> origins = new LinkedHashMap<>();
    models.forEach((name, model) -> origins.put(name, model.origin()));
    return origins;
  }

  private Warning sampledCandidates(
      Map<String, Evaluation> evaluations,
      Map<String, Measured> measured,
      Map<String, Measured> beside,
      Map<String, Ranker> baselines) {
    Evaluation any = evaluations.values().iterator().next();
    SampledRecall recall = new SampledRecall(any.protocol());
    measured.forEach(
        (name, figures) ->
            recall.add(name, figures, evaluations.get(name), models.get(name).ranker()));
    beside.forEach((name, figures) -> recall.add(name, figures, any, baselines.get(name)));
    return recall.warning();
  }

  private List<SliceTable> slices(Evaluation evaluation, Map<String, Measured> all)
      throws IOException {
    return new SliceChoice(clicks, first().origin())
        .of(evaluation).stream()
            .map(slice -> SliceTable.of(slice, all, evaluation.protocol()))
            .toList();
  }

  /** Every two models; or, where that is asked for, a single model and each baseline. */
  private List<List<String>> pairs(List<String> baselines) {
    List<String> names = List.copyOf(models.keySet());
    List<List<String>> pairs = new ArrayList<>();
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        pairs.add(List.of(names.get(a), names.get(b)));
      }
      for (String baseline : analysis.compare() ? baselines : List.<String>of()) {
        pairs.add(List.of(names.get(a), baseline));
      }
    }
    return pairs;
  }
}
