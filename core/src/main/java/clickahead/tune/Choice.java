package clickahead.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.ObjectMapper;

/**
 * One of a list of values, which have no order.
 *
 * @param values at least one, each once
 */
public record Choice(List<String> values) implements Domain {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PLAIN = Pattern.compile("[^,\"\\s]([^,\"]*[^,\"\\s])?");
  private static final Pattern ELEMENT =
      Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")|[^,\"\\s](?:[^,\"]*[^,\"\\s])?");

  /**
   * Keeps a copy.
   *
   * @throws IllegalArgumentException if there is no value, or one twice
   */
  public Choice {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("has no value to choose from; give at least one");
    }
    for (String value : values) {
      if (values.indexOf(value) != values.lastIndexOf(value)) {
        throw new IllegalArgumentException("has the value " + value + " twice; keep one");
      }
    }
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(values.size());
  }

  @Override
  public String at(long index) {
    return values.get(Math.toIntExact(index));
  }

  @Override
  public String at(double place) {
    return values.get((int) (place * values.size()));
  }

  @Override
  public double place(String value) {
    return (values.indexOf(value) + 0.5) / values.size();
  }

  @Override
  public List<String> probes() {
    return values;
  }

  /** Between brackets; a value that has a comma or a mark of its own stands in quotes. */
  @Override
  public String text() {
    return values.stream().map(Choice::quoted).toList().toString();
  }

  private static String quoted(String value) {
    return PLAIN.matcher(value).matches() ? value : JSON.writeValueAsString(value);
  }

  static Choice ofText(String text) {
    List<String> values = new ArrayList<>();
    Matcher element = ELEMENT.matcher(text.substring(1, text.length() - 1));
    while (element.find()) {
      values.add(
          element.group(1) == null
              ? element.group()
              : JSON.readValue(element.group(1), String.class));
    }
    return new Choice(values);
  }
}
