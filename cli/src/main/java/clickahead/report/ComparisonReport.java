package clickahead.report;

import clickahead.eval.Estimate;
import clickahead.eval.EvaluationResult;
import clickahead.eval.Measured;
import clickahead.eval.Metric;
import clickahead.eval.MetricChoice;
import clickahead.eval.Metrics;
import clickahead.eval.TieMode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a comparison found, ready to be written down.
 *
 * @param setup what was compared, on what, and how
 * @param models all models, measured ones best first, then those that failed
 * @param result the figures of the measured models, slices, comparisons of every two, warnings
 * @param estimates intervals of the models' figures
 * @param curves of each measured model, at every cut-off up to the largest
 * @param choice the metrics and tie modes that are shown
 */
public record ComparisonReport(
    Setup setup,
    List<ModelReport> models,
    EvaluationResult result,
    List<Estimate> estimates,
    Map<String, Metrics> curves,
    MetricChoice choice) {

  /**
   * What was compared, on what, and how.
   *
   * @param data name of the data set
   * @param facts about data, protocol and machine: what it is, and what it is here
   * @param command the command that repeats all of it
   * @param resamples draws of the bootstrap
   */
  public record Setup(String data, Map<String, String> facts, String command, int resamples) {}

  /** Keeps copies, and sorts the models. */
  public ComparisonReport {
    curves = new LinkedHashMap<>(curves);
    estimates = List.copyOf(estimates);
    models = sorted(models, result, choice);
  }

  private static List<ModelReport> sorted(
      List<ModelReport> models, EvaluationResult result, MetricChoice choice) {
    return models.stream()
        .sorted(
            Comparator.comparingDouble(
                model -> {
                  Measured measured = result.models().get(model.name());
                  return measured == null ? 1 : -main(measured.metrics(), choice);
                }))
        .toList();
  }

  private static double main(Metrics metrics, MetricChoice choice) {
    int k = metrics.cutOffs().getLast();
    return metrics.value(choice.metrics().getFirst(), choice.ties().getFirst(), k);
  }

  /** The largest cut-off: what is tested and drawn is measured there. */
  public int cutOff() {
    return result.first().metrics().cutOffs().getLast();
  }

  /** The tie mode of all figures but those of the full table. */
  public TieMode ties() {
    return choice.ties().getFirst();
  }

  /** The name of a metric at the largest cut-off: recall@20, MRR@20. */
  public String label(Metric metric) {
    return title(metric) + "@" + cutOff();
  }

  /** A metric as people write it. */
  static String title(Metric metric) {
    return switch (metric) {
      case RECALL, HIT, PRECISION -> metric.label();
      case MRR, NDCG, MAP -> metric.name();
    };
  }

  /** Names of the measured models, best first. */
  public List<String> names() {
    return measured().stream().map(ModelReport::name).toList();
  }

  /** The measured models, best first. */
  public List<ModelReport> measured() {
    return models.stream().filter(m -> result.models().containsKey(m.name())).toList();
  }

  /** The models that failed. */
  public List<ModelReport> failed() {
    return models.stream().filter(m -> !result.models().containsKey(m.name())).toList();
  }

  /** The metrics of a measured model. */
  public Metrics metrics(String model) {
    return result.models().get(model).metrics();
  }

  /** A model's figure with its interval. */
  public Estimate estimate(String model, Metric metric) {
    return estimates.stream()
        .filter(e -> e.model().equals(model) && e.metric() == metric)
        .findFirst()
        .orElseThrow();
  }

  /** Who leads in each metric, in a sentence. */
  public List<String> sentences() {
    return choice.metrics().stream()
        .map(metric -> Standing.of(this, metric).sentence(this))
        .toList();
  }

  /** In a word: "best", "close" if it is not significantly worse, or nothing. */
  public String mark(String model, Metric metric) {
    Standing standing = Standing.of(this, metric);
    return standing.isBest(model) ? "best" : standing.isClose(model) ? "close" : "";
  }

  /** All of it as JSON: what {@code evaluate --json} has, and each model's times and parameters. */
  public ObjectNode toJson() {
    ObjectNode json = result.toJson(choice);
    json.remove(List.of("metrics", "models", "baselines"));
    json.put("data", setup.data()).put("command", setup.command());
    ObjectNode facts = json.putObject("setup");
    setup.facts().forEach(facts::put);
    json.put("resamples", setup.resamples());
    ObjectNode named = json.putObject("models");
    ObjectNode figures = result.toJson(choice);
    for (ModelReport model : models) {
      ObjectNode entry = model.toJson();
      if (result.models().containsKey(model.name())) {
        entry.set(
            "metrics",
            result.models().size() == 1
                ? figures.get("metrics")
                : figures.get("models").get(model.name()));
      }
      named.set(model.name(), entry);
    }
    ArrayNode intervals = json.putArray("estimates");
    estimates.forEach(estimate -> intervals.add(estimate.toJson()));
    return json;
  }
}
