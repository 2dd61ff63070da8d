package clickahead.eval;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A model's figure, and how sure it is.
 *
 * @param model its name
 * @param metric what is measured, at cut-off k in a tie mode
 * @param value over all events
 * @param low lower end of the 95 % interval of a bootstrap over sessions
 * @param high its upper end
 */
public record Estimate(
    String model, Metric metric, int k, TieMode mode, double value, double low, double high) {

  /** The figure as JSON. */
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", model).put("metric", metric.label() + "@" + k);
    json.put("ties", mode.label()).put("value", value);
    json.putArray("interval").add(low).add(high);
    return json;
  }
}
