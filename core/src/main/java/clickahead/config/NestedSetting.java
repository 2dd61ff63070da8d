package clickahead.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A setting whose value may be a list or a map of others.
 *
 * @param name its name
 * @param value its value, unchecked
 * @param source where it stands, for messages: {@code train.yaml:4}
 */
public record NestedSetting(String name, JsonNode value, String source) {

  /** Is it set to nothing: null, {@code ~} or {@code None}? */
  public boolean isNone() {
    return isNone(value);
  }

  private static boolean isNone(JsonNode node) {
    return node.isNull() || node.isMissingNode() || node.isString() && text(node).equals("None");
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : node.toString();
  }

  /** A single value as text. */
  public String text() {
    if (isNone() || value.isContainer()) {
      throw wrong("a single value");
    }
    return text(value);
  }

  /** A whole number. */
  public int integer() {
    try {
      return Integer.parseInt(text());
    } catch (NumberFormatException e) {
      throw wrong("a whole number");
    }
  }

  /** Yes or no. */
  public boolean bool() {
    return switch (text().toLowerCase(java.util.Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw wrong("True or False");
    };
  }

  /** A list of texts; a single value is a list of one, nothing is an empty one. */
  public List<String> texts() {
    if (isNone()) {
      return List.of();
    }
    if (value.isObject()) {
      throw wrong("a list");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value.isArray() ? value : List.of(value)) {
      if (element.isContainer() || isNone(element)) {
        throw wrong("a list of single values");
      }
      texts.add(text(element));
    }
    return texts;
  }

  /**
   * The entries of a map, each with this one's name in front of its own; nothing is an empty one.
   */
  public Map<String, NestedSetting> entries() {
    Map<String, NestedSetting> entries = new LinkedHashMap<>();
    if (isNone()) {
      return entries;
    }
    if (!value.isObject()) {
      throw wrong("a map such as {name: value}");
    }
    value
        .properties()
        .forEach(
            e ->
                entries.put(
                    e.getKey(), new NestedSetting(name + "." + e.getKey(), e.getValue(), source)));
    return entries;
  }

  /** An error that says what was expected instead. */
  public InvalidSettingException wrong(String expected) {
    return error(name + " is " + (isNone() ? "empty" : value) + ", expected " + expected);
  }

  /** An error that says where this stands. */
  public InvalidSettingException error(String problem) {
    return new InvalidSettingException(source.isEmpty() ? problem : source + ": " + problem);
  }
}
