package clickahead.eval;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an evaluation found.
 *
 * @param unknownItems number of events that were dropped because the model does not know the item
 * @param models at least one model, by name
 * @param baselines baselines by name, on the same events
 * @param slices the same figures for parts of the events
 * @param comparisons of models, whether they differ
 * @param warnings what to know about the figures before they are believed
 */
public record EvaluationResult(
    long unknownItems,
    Map<String, Measured> models,
    Map<String, Measured> baselines,
    List<SliceTable> slices,
    List<Comparison> comparisons,
    List<Warning> warnings) {

  /** Keeps copies, in their order. */
  public EvaluationResult {
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
    slices = List.copyOf(slices);
    comparisons = List.copyOf(comparisons);
    warnings = List.copyOf(warnings);
  }

  /** Figures alone, with a warning where ties matter. */
  public static EvaluationResult of(
      long unknownItems, Map<String, Measured> models, Map<String, Measured> baselines) {
    Map<String, Measured> all = new LinkedHashMap<>(models);
    all.putAll(baselines);
    List<Warning> warnings = TieWarning.of(all).stream().toList();
    return new EvaluationResult(unknownItems, models, baselines, List.of(), List.of(), warnings);
  }

  /** The same with slices. */
  public EvaluationResult withSlices(List<SliceTable> tables) {
    return new EvaluationResult(unknownItems, models, baselines, tables, comparisons, warnings);
  }

  /** The same with comparisons. */
  public EvaluationResult withComparisons(List<Comparison> made) {
    return new EvaluationResult(unknownItems, models, baselines, slices, made, warnings);
  }

  /** The same with these warnings first. */
  public EvaluationResult withWarnings(List<Warning> more) {
    List<Warning> all = new ArrayList<>(more);
    all.addAll(warnings);
    return new EvaluationResult(unknownItems, models, baselines, slices, comparisons, all);
  }

  /** The first model. */
  public Measured first() {
    return models.values().iterator().next();
  }

  /** Models and baselines by name, in the order of the tables. */
  public Map<String, Measured> all() {
    Map<String, Measured> all = new LinkedHashMap<>(models);
    all.putAll(baselines);
    return all;
  }

  /**
   * {@code {"events":n,"unknown_items":n,"metrics":{"standard":{"recall@20":x,"mrr@20":x,...},
   * "conservative":{...}},"baselines":{name:{"standard":...}}}}; several models stand under {@code
   * "models"} by name, like the baselines, the first of them under {@code "metrics"} too. Where the
   * diversity of lists was measured, {@code "lists"} stands beside the tie modes. Slices,
   * comparisons and warnings follow where there are any.
   */
  public ObjectNode toJson(MetricChoice choice) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("events", first().metrics().events());
    json.put("unknown_items", unknownItems);
    json.set("metrics", toJson(first(), choice));
    if (models.size() > 1) {
      ObjectNode named = json.putObject("models");
      models.forEach((name, measured) -> named.set(name, toJson(measured, choice)));
    }
    ObjectNode beside = json.putObject("baselines");
    baselines.forEach((name, measured) -> beside.set(name, toJson(measured, choice)));
    if (!slices.isEmpty()) {
      ObjectNode named = json.putObject("slices");
      slices.forEach(table -> named.set(table.slice().name(), table.toJson(choice)));
    }
    if (!comparisons.isEmpty()) {
      ArrayNode list = json.putArray("comparisons");
      comparisons.forEach(comparison -> list.add(comparison.toJson()));
    }
    if (!warnings.isEmpty()) {
      ArrayNode list = json.putArray("warnings");
      warnings.forEach(warning -> list.add(warning.toJson()));
    }
    return json;
  }

  private static ObjectNode toJson(Measured measured, MetricChoice choice) {
    ObjectNode json = toJson(measured.metrics(), choice);
    if (!measured.lists().isEmpty()) {
      ObjectNode lists = json.putObject("lists");
      measured.lists().forEach(list -> list.asMap().forEach(lists::put));
    }
    return json;
  }

  static ObjectNode toJson(Metrics metrics, MetricChoice choice) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (TieMode mode : choice.ties()) {
      ObjectNode values = json.putObject(mode.label());
      for (int k : metrics.cutOffs()) {
        for (Metric metric : choice.metrics()) {
          values.put(metric.label() + "@" + k, metrics.value(metric, mode, k));
        }
      }
    }
    return json;
  }

  /** The same for people: a table. */
  public String toText(MetricChoice choice) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d events ranked", first().metrics().events()));
    if (unknownItems > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "; %,d events dropped, the model does not know their items",
              unknownItems));
    }
    return text.append("\n\n").append(MetricTable.of(all(), choice)).toString();
  }
}
