package clickahead.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One model of a comparison, without its figures of accuracy.
 *
 * @param name in the comparison
 * @param kind what {@code --model} calls it
 * @param about one line on the kind
 * @param settings the parameters that were set
 * @param parameters all parameters, those at their defaults too
 * @param commands that repeat it: tuning, where there was one, and training
 * @param tuning what the search came to, if there was one
 * @param outcome what training and answering took; empty if it failed
 * @param problem why it failed; empty if it did not
 */
public record ModelReport(
    String name,
    String kind,
    String about,
    Map<String, String> settings,
    Map<String, Object> parameters,
    List<String> commands,
    Optional<Tuning> tuning,
    Optional<Outcome> outcome,
    String problem) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Keeps copies. */
  public ModelReport {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    commands = List.copyOf(commands);
  }

  /**
   * A search for parameters on the validation part.
   *
   * @param trials how many combinations were tried
   * @param metric what was measured
   * @param value of the best one
   * @param seconds of all trials
   */
  public record Tuning(int trials, String metric, double value, double seconds) {}

  /**
   * What a model took.
   *
   * @param epochs trained
   * @param trainingSeconds of all epochs, without starting the program and reading the data
   * @param trainingBytes most anonymous memory of the process that trained, if it is known
   * @param fileBytes size of the model's file
   * @param answers how fast it answers
   */
  public record Outcome(
      int epochs,
      double trainingSeconds,
      OptionalLong trainingBytes,
      long fileBytes,
      AnswerTimes answers) {}

  /**
   * How long one recommendation takes after a click, one after the other in one thread.
   *
   * @param answers how many were timed
   * @param items length of their lists
   * @param loadSeconds from the model's file to a recommender
   * @param p50 microseconds that half of the answers stay below
   * @param p90 the same for 90 of 100
   * @param p99 the same for 99 of 100
   * @param bytes most anonymous memory of the process that answered, if it is known
   */
  public record AnswerTimes(
      int answers,
      int items,
      double loadSeconds,
      double p50,
      double p90,
      double p99,
      OptionalLong bytes) {

    /** As JSON, which {@code latency --json} prints. */
    public ObjectNode toJson() {
      ObjectNode json = JsonNodeFactory.instance.objectNode();
      json.put("answers", answers).put("items", items).put("load_seconds", loadSeconds);
      json.put("p50_us", p50).put("p90_us", p90).put("p99_us", p99);
      bytes.ifPresent(peak -> json.put("memory_bytes", peak));
      return json;
    }
  }

  /** As JSON. */
  ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("model", kind);
    ObjectNode set = json.putObject("settings");
    settings.forEach(set::put);
    json.set("parameters", JSON.valueToTree(parameters));
    commands.forEach(json.putArray("commands")::add);
    tuning.ifPresent(
        t ->
            json.putObject("tuning")
                .put("trials", t.trials())
                .put("metric", t.metric())
                .put("value", t.value())
                .put("seconds", t.seconds()));
    outcome.ifPresent(o -> putOutcome(json, o));
    if (!problem.isEmpty()) {
      json.put("problem", problem);
    }
    return json;
  }

  private static void putOutcome(ObjectNode json, Outcome outcome) {
    ObjectNode training = json.putObject("training");
    training.put("epochs", outcome.epochs()).put("seconds", outcome.trainingSeconds());
    outcome.trainingBytes().ifPresent(peak -> training.put("memory_bytes", peak));
    json.put("file_bytes", outcome.fileBytes());
    json.set("latency", outcome.answers().toJson());
  }
}
