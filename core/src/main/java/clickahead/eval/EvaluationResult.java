package clickahead.eval;

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
 */
public record EvaluationResult(
    long unknownItems, Map<String, Measured> models, Map<String, Measured> baselines) {

  /** Keeps copies, in their order. */
  public EvaluationResult {
    models = Collections.unmodifiableMap(new LinkedHashMap<>(models));
    baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
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

  /** What to know about the figures before they are believed. */
  public List<Warning> warnings() {
    return TieWarning.of(all()).stream().toList();
  }

  /**
   * {@code {"events":n,"unknown_items":n,"metrics":{"standard":{"recall@20":x,"mrr@20":x,...},
   * "conservative":{...}},"baselines":{name:{"standard":...}}}}; several models stand under {@code
   * "models"} by name, like the baselines, the first of them under {@code "metrics"} too. Where the
   * diversity of lists was measured, {@code "lists"} stands beside the tie modes.
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
    if (!warnings().isEmpty()) {
      ArrayNode found = json.putArray("warnings");
      for (Warning warning : warnings()) {
        found
            .addObject()
            .put("name", warning.name())
            .put("found", warning.found())
            .put("advice", warning.advice());
      }
    }
    return json;
  }

  private static ObjectNode toJson(Measured measured, MetricChoice choice) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (TieMode mode : choice.ties()) {
      ObjectNode values = json.putObject(mode.label());
      for (int k : measured.metrics().cutOffs()) {
        for (Metric metric : choice.metrics()) {
          values.put(metric.label() + "@" + k, measured.metrics().value(metric, mode, k));
        }
      }
    }
    if (!measured.lists().isEmpty()) {
      ObjectNode lists = json.putObject("lists");
      measured.lists().forEach(list -> list.asMap().forEach(lists::put));
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
