package clickahead.tune;

import clickahead.data.InputException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
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
    plan.typed().data().forEach(line.putArray("typed_data")::add);
    plan.typed().command().forEach(line.putArray("typed_command")::add);
    return line.toString();
  }

  /**
   * Reads a file's lines.
   *
   * @param whole its whole lines
   * @param all with what is torn behind them
   * @return empty if there is no whole line
   */
  static Optional<StudyRecord> read(Path file, String whole, String all) throws InputException {
    if (!all.startsWith(BEGIN) && (!whole.isEmpty() || !BEGIN.startsWith(all))) {
      throw noStudy(file);
    }
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    List<String> lines = whole.lines().toList();
    NavigableMap<Integer, Trial> trials = new TreeMap<>();
    for (int at = 1; at < lines.size(); at++) {
      Trial trial = trial(file, at + 1, lines.get(at));
      if (trials.put(trial.number(), trial) != null) {
        throw damaged(file, at + 1);
      }
    }
    return Optional.of(
        new StudyRecord(plan(parse(file, 1, lines.getFirst())), List.copyOf(trials.values())));
  }

  private static StudyPlan plan(JsonNode line) {
    return new StudyPlan(
        line.path("model").asString(""),
        line.path("data").asString(""),
        line.path("metric").asString(""),
        texts(line.path("fixed")),
        texts(line.path("space")),
        line.path("sampler").asString(""),
        line.path("seed").asLong(0),
        line.path("pruning").asString(""),
        line.path("jobs").asInt(1),
        new StudyPlan.Typed(words(line.path("typed_data")), words(line.path("typed_command"))));
  }

  private static List<String> words(JsonNode array) {
    return array.values().stream().map(JsonNode::asString).toList();
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asString()));
    return texts;
  }

  /** Makes sure that a study goes on as it was begun. */
  static void requireSame(Path file, StudyPlan before, StudyPlan now) throws InputException {
    Map<String, Object> was = before.asMap();
    for (Map.Entry<String, Object> part : now.asMap().entrySet()) {
      if (!part.getValue().equals(was.get(part.getKey()))) {
        throw new InputException(
            "%s:1: the study has %s %s, now it is %s. Go on with what it was begun with, or give another --out"
                .formatted(file, part.getKey(), was.get(part.getKey()), part.getValue()));
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
    try {
      NavigableMap<Integer, Double> measured = new TreeMap<>();
      line.path("measured")
          .properties()
          .forEach(e -> measured.put(Integer.valueOf(e.getKey()), e.getValue().asDouble()));
      return new Trial(
          line.path("trial").asInt(),
          Trial.State.valueOf(line.path("state").asString("").toUpperCase(Locale.ROOT)),
          texts(line.path("parameters")),
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

  static InputException damaged(Path file, int number) {
    return new InputException(
        "%s:%d: damaged, expected a line of a study. Remove the line, or give another --out"
            .formatted(file, number));
  }
}
