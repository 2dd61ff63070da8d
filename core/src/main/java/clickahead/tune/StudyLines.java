package clickahead.tune;

import clickahead.data.InputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** The lines of a study's file. */
final class StudyLines {
  /** How every study's file begins. */
  static final String BEGIN = "{\"study\":1,";

  private static final ObjectMapper JSON = new ObjectMapper();

  private StudyLines() {}

  static String of(StudyPlan plan) {
    ObjectNode line = JSON.createObjectNode().put("study", 1);
    line.setAll((ObjectNode) JSON.valueToTree(plan.asMap()));
    return line.toString();
  }

  /** Makes sure that a first line is that of a plan. */
  static void requireSame(Path file, String line, StudyPlan plan) throws InputException {
    if (!line.startsWith(BEGIN)) {
      throw noStudy(file);
    }
    JsonNode before = parse(file, 1, line);
    JsonNode now = JSON.readTree(of(plan));
    for (String key : now.propertyNames()) {
      if (!now.get(key).equals(before.path(key))) {
        throw new InputException(
            "%s:1: the study has %s %s, now it is %s. Go on with what it was begun with, or give another --out"
                .formatted(file, key, before.path(key), now.get(key)));
      }
    }
  }

  static InputException noStudy(Path file) {
    return new InputException(
        file + " is there and no study; give another --out, or remove the file");
  }

  static String of(Trial trial) {
    ObjectNode line = JSON.createObjectNode();
    line.put("trial", trial.number());
    line.put("state", trial.state().label());
    if (trial.state() == Trial.State.FAILED) {
      line.put("problem", trial.problem());
    } else {
      line.put("value", trial.value());
    }
    ObjectNode measured = line.putObject("measured");
    trial.measured().forEach((epoch, value) -> measured.put(epoch.toString(), value));
    line.put("seconds", trial.seconds());
    ObjectNode parameters = line.putObject("parameters");
    trial.parameters().forEach(parameters::put);
    return line.toString();
  }

  static Trial trial(Path file, int number, String text) throws InputException {
    JsonNode line = parse(file, number, text);
    Map<String, String> parameters = new LinkedHashMap<>();
    line.path("parameters")
        .properties()
        .forEach(e -> parameters.put(e.getKey(), e.getValue().asString()));
    try {
      NavigableMap<Integer, Double> measured = new TreeMap<>();
      line.path("measured")
          .properties()
          .forEach(e -> measured.put(Integer.valueOf(e.getKey()), e.getValue().asDouble()));
      return new Trial(
          line.path("trial").asInt(),
          Trial.State.valueOf(line.path("state").asString("").toUpperCase(Locale.ROOT)),
          parameters,
          measured,
          line.path("seconds").asDouble(),
          line.path("problem").asString(""));
    } catch (IllegalArgumentException | JacksonException e) {
      throw damaged(file, number);
    }
  }

  private static JsonNode parse(Path file, int number, String line) throws InputException {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      throw damaged(file, number);
    }
  }

  private static InputException damaged(Path file, int number) {
    return new InputException(
        "%s:%d: damaged, expected a line of a study. Remove the line, or give another --out"
            .formatted(file, number));
  }
}
