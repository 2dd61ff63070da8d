package clickahead.tune;

import clickahead.config.InvalidSettingException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The official GRU4Rec's spaces: a line is an object with {@code name}, {@code dtype} (int, float
 * or categorical), {@code values} (the bounds, or the categories), and for numbers {@code step} and
 * {@code log}. Whole numbers have a step of 1 where none is given.
 */
final class JsonLinesSpace {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> KEYS = Set.of("name", "dtype", "values", "step", "log");

  private JsonLinesSpace() {}

  static Space read(String file, List<String> lines) {
    List<Dimension> dimensions = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      String line = lines.get(at).strip();
      if (SpaceFile.says(line)) {
        String source = file + ":" + (at + 1);
        try {
          dimensions.add(dimension(JSON.readTree(line), source));
        } catch (JacksonException e) {
          throw new InvalidSettingException(
              source
                  + ": no JSON object: "
                  + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IllegalArgumentException e) {
          throw new InvalidSettingException(source + ": " + e.getMessage());
        }
      }
    }
    return new Space(dimensions);
  }

  private static Dimension dimension(JsonNode line, String source) {
    for (String key : line.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "unknown key '" + key + "'; a line has name, dtype, values, step and log");
      }
    }
    String name = line.path("name").asString("");
    JsonNode values = line.path("values");
    if (name.isEmpty() || !values.isArray()) {
      throw new IllegalArgumentException(
          "expected {\"name\": ..., \"dtype\": ..., \"values\": [...]}, found " + line);
    }
    Domain domain =
        switch (line.path("dtype").asString("")) {
          case "categorical" -> categories(values);
          case "int" -> range(line, values, BigDecimal.ONE);
          case "float" -> range(line, values, BigDecimal.ZERO);
          default ->
              throw new IllegalArgumentException(
                  "dtype of '" + name + "' must be int, float or categorical, found " + line);
        };
    return new Dimension(name, domain, source);
  }

  private static Domain categories(JsonNode values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(text(value)));
    return new Choice(texts);
  }

  private static String text(JsonNode value) {
    List<String> texts = new ArrayList<>();
    value.forEach(element -> texts.add(element.asString()));
    return value.isArray() ? String.join("/", texts) : value.asString();
  }

  private static Domain range(JsonNode line, JsonNode values, BigDecimal usualStep) {
    if (values.size() != 2) {
      throw new IllegalArgumentException(
          "values must be the smallest and the largest number, found " + values);
    }
    boolean stepped = line.hasNonNull("step");
    BigDecimal step = stepped ? SpaceFile.number(line.get("step").asString()) : usualStep;
    return new Range(
        SpaceFile.number(values.get(0).asString()),
        SpaceFile.number(values.get(1).asString()),
        step,
        line.path("log").asBoolean(false));
  }
}
