package clickahead.eval;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an evaluation found.
 *
 * @param unknownItems number of events that were dropped because the model does not know the item
 * @param model the model's metrics
 * @param baselines metrics of baselines by name, on the same events
 */
public record EvaluationResult(long unknownItems, Metrics model, Map<String, Metrics> baselines) {

  /** Keeps a copy of the baselines, in their order. */
  public EvaluationResult {
    baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
  }

  /**
   * {@code {"events":n,"unknown_items":n,"metrics":{"standard":{"recall@20":x,"mrr@20":x,...},
   * "conservative":{...}},"baselines":{name:{"standard":...}}}}.
   */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("events", model.events());
    json.put("unknown_items", unknownItems);
    json.set("metrics", toJson(model));
    ObjectNode beside = json.putObject("baselines");
    baselines.forEach((name, metrics) -> beside.set(name, toJson(metrics)));
    return json;
  }

  private static ObjectNode toJson(Metrics metrics) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    for (TieMode mode : MetricTable.MODES) {
      ObjectNode values = json.putObject(mode.label());
      for (int k : metrics.cutOffs()) {
        values.put("recall@" + k, metrics.recall(mode, k));
        values.put("mrr@" + k, metrics.mrr(mode, k));
      }
    }
    return json;
  }

  /** The same for people: a table, and what a difference between the tie modes means. */
  public String toText() {
    Map<String, Metrics> all = new LinkedHashMap<>();
    all.put("model", model);
    all.putAll(baselines);
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d events ranked", model.events()));
    if (unknownItems > 0) {
      text.append(
          String.format(
              Locale.ROOT,
              "; %,d events dropped, the model does not know their items",
              unknownItems));
    }
    return text.append("\n\n").append(MetricTable.of(all)).toString();
  }
}
