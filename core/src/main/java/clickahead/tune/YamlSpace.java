package clickahead.tune;

import clickahead.config.InvalidSettingException;
import clickahead.config.SimilarName;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A space in YAML, one parameter a line: {@code name: [a, b]} chooses, {@code name: {low: 0, high:
 * 0.5, step: 0.05}} takes numbers from a range, without {@code step} any of them, with {@code log:
 * true} even on a logarithmic scale; {@code name: value} is that value.
 */
final class YamlSpace {
  private static final List<String> KEYS = List.of("low", "high", "step", "log");

  private final String file;
  private final JsonParser yaml;

  private YamlSpace(String file, JsonParser yaml) {
    this.file = file;
    this.yaml = yaml;
  }

  static Space read(String file, String text) {
    try (JsonParser yaml = new YAMLMapper().createParser(text)) {
      return SpaceFile.requireSome(file, new Space(new YamlSpace(file, yaml).dimensions()));
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      String problem = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new InvalidSettingException(file + ":" + line + ": no YAML: " + problem);
    }
  }

  private List<Dimension> dimensions() {
    List<Dimension> dimensions = new ArrayList<>();
    JsonToken token = yaml.nextToken();
    if (token == null) {
      return dimensions;
    }
    if (token != JsonToken.START_OBJECT) {
      throw error("expected lines 'name: [values]' or 'name: {low: .., high: ..}'");
    }
    while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = yaml.currentName();
      String source = source();
      try {
        dimensions.add(new Dimension(name, domain(name), source));
      } catch (InvalidSettingException e) {
        throw e;
      } catch (IllegalArgumentException e) {
        throw new InvalidSettingException(source + ": '" + name + "' " + e.getMessage());
      }
    }
    if (yaml.nextToken() != null) {
      throw error("a second document begins here; keep one");
    }
    return dimensions;
  }

  private Domain domain(String name) {
    JsonToken token = yaml.nextToken();
    if (token == JsonToken.START_OBJECT) {
      return range(name);
    } else if (token == JsonToken.START_ARRAY) {
      List<String> values = new ArrayList<>();
      for (token = yaml.nextToken(); token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
        values.add(token == JsonToken.START_ARRAY ? list(name) : scalar(name, token));
      }
      return new Choice(values);
    }
    return new Choice(List.of(scalar(name, token)));
  }

  private String list(String name) {
    List<String> elements = new ArrayList<>();
    JsonToken token = yaml.nextToken();
    for (; token != JsonToken.END_ARRAY; token = yaml.nextToken()) {
      elements.add(scalar(name, token));
    }
    return String.join("/", elements);
  }

  private Domain range(String name) {
    Map<String, String> keys = new LinkedHashMap<>();
    while (yaml.nextToken() == JsonToken.PROPERTY_NAME) {
      String key = yaml.currentName();
      if (!KEYS.contains(key)) {
        throw error(
            "unknown key '%s' of '%s'; %s"
                .formatted(
                    key,
                    name,
                    SimilarName.find(key, KEYS)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("a range has low, high, step and log")));
      }
      keys.put(key, scalar(name, yaml.nextToken()));
    }
    if (!keys.containsKey("low") || !keys.containsKey("high")) {
      throw error("'" + name + "' needs low and high, found " + keys.keySet());
    }
    String log = keys.getOrDefault("log", "false");
    if (!log.equals("true") && !log.equals("false")) {
      throw error("log of '" + name + "' must be true or false, found " + log);
    }
    BigDecimal step =
        keys.containsKey("step") ? SpaceFile.number(keys.get("step")) : BigDecimal.ZERO;
    return new Range(
        SpaceFile.number(keys.get("low")),
        SpaceFile.number(keys.get("high")),
        step,
        log.equals("true"));
  }

  private String scalar(String name, JsonToken token) {
    if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
      throw error("'" + name + "' must have values, a list of them, or a range with low and high");
    }
    return yaml.getString();
  }

  private String source() {
    return file + ":" + yaml.currentTokenLocation().getLineNr();
  }

  private InvalidSettingException error(String problem) {
    return new InvalidSettingException(source() + ": " + problem);
  }
}
