package clickahead.eval;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The metrics of every part of a slice.
 *
 * @param slice how the events are divided
 * @param metrics by model or baseline, one for each part
 */
public record SliceTable(Slice slice, Map<String, List<Metrics>> metrics) {

  /** The metrics of what was measured. */
  public static SliceTable of(Slice slice, Map<String, Measured> all, Protocol protocol) {
    Map<String, List<Metrics>> metrics = new LinkedHashMap<>();
    all.forEach(
        (name, measured) ->
            metrics.put(
                name,
                Metrics.grouped(
                    measured.ranks(),
                    protocol.tieSeed(),
                    event -> slice.part()[event],
                    slice.labels().size(),
                    protocol.cutOffs())));
    return new SliceTable(slice, metrics);
  }

  /** Number of events of a part. */
  public int events(int part) {
    return metrics.values().iterator().next().get(part).events();
  }

  /**
   * {@code [{"slice":"1","events":n,"metrics":{name:{"standard":{"recall@20":x,...},...}}},...]}.
   */
  ArrayNode toJson(MetricChoice choice) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    for (int part = 0; part < slice.labels().size(); part++) {
      ObjectNode row = json.addObject();
      row.put("slice", slice.labels().get(part));
      row.put("events", events(part));
      ObjectNode named = row.putObject("metrics");
      for (Map.Entry<String, List<Metrics>> model : metrics.entrySet()) {
        named.set(model.getKey(), EvaluationResult.toJson(model.getValue().get(part), choice));
      }
    }
    return json;
  }
}
