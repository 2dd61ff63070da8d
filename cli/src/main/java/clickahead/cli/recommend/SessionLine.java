package clickahead.cli.recommend;

import clickahead.Click;
import clickahead.Recommender;
import clickahead.data.InputException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A session as it is typed or piped in: items separated by commas or else by spaces, behind an item
 * what is known of its click, {@code A13@price=38@tags="red new"}, where the model looks at it; or
 * a JSON object, {@code {"session": {"country": "PL"}, "events": [{"item": "A13", "price": 38},
 * "A16"]}}.
 *
 * @param values what is known of the session, by column
 * @param clicks its clicks
 */
record SessionLine(Map<String, String> values, List<Click> clicks) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TIME = "time";

  /**
   * Reads a line.
   *
   * @param values what is known of sessions that do not say it themselves
   * @throws InputException if it cannot be read
   */
  static SessionLine parse(String line, Recommender model, Map<String, String> values)
      throws InputException {
    if (line.stripLeading().startsWith("{")) {
      return ofJson(line, values);
    }
    boolean described = model.looksAtTimes() || !model.eventColumns().isEmpty();
    List<Click> clicks = new ArrayList<>();
    for (String word : described ? splitQuoted(line) : split(line)) {
      clicks.add(described ? described(word) : Click.of(word));
    }
    return new SessionLine(values, clicks);
  }

  private static List<String> splitQuoted(String line) throws InputException {
    List<String> words = QuotedText.split(line, c -> c == ',');
    if (words.size() < 2) {
      words = QuotedText.split(line, Character::isWhitespace);
    }
    return words.stream().map(String::strip).filter(word -> !word.isEmpty()).toList();
  }

  private static List<String> split(String line) {
    String separator = line.contains(",") ? "," : "\\s+";
    return Arrays.stream(line.strip().split(separator))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  private static Click described(String word) throws InputException {
    List<String> parts = QuotedText.split(word, c -> c == '@');
    Click click = Click.of(parts.getFirst());
    for (String part : parts.subList(1, parts.size())) {
      int equals = part.indexOf('=');
      if (equals < 1) {
        throw new InputException(
            "'"
                + word
                + "': '"
                + part
                + "' is no value; write what is known of a click behind its item, such as"
                + " A13@price=38@time=0");
      }
      String value = QuotedText.value(part.substring(equals + 1));
      click = with(click, part.substring(0, equals).strip(), value);
    }
    return click;
  }

  private static Click with(Click click, String name, String value) throws InputException {
    return name.equals(TIME) ? click.at(time(value)) : click.with(name, value);
  }

  /** Seconds since 1970 UTC, or a time as in ISO 8601; without an offset it is UTC. */
  private static Instant time(String text) throws InputException {
    try {
      if (text.matches("[+-]?\\d+(\\.\\d+)?")) {
        BigDecimal millis = new BigDecimal(text).movePointRight(3);
        return Instant.ofEpochMilli(millis.setScale(0, RoundingMode.FLOOR).longValueExact());
      }
      String iso = text.replace(' ', 'T');
      if (iso.indexOf('T') < 0) {
        return LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant();
      }
      return iso.matches(".*(Z|[+-]\\d\\d:?\\d\\d)")
          ? OffsetDateTime.parse(iso).toInstant()
          : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException | ArithmeticException e) {
      throw new InputException(
          "'"
              + text
              + "' is no time; write seconds since 1970, or ISO 8601 such as 2026-03-01T12:30:00Z");
    }
  }

  private static SessionLine ofJson(String line, Map<String, String> values) throws InputException {
    JsonNode root;
    try {
      root = JSON.readTree(line);
    } catch (JacksonException e) {
      throw new InputException("'" + line + "': " + e.getOriginalMessage());
    }
    Map<String, String> all = new LinkedHashMap<>(values);
    for (Map.Entry<String, JsonNode> value : root.path("session").properties()) {
      all.put(value.getKey(), text(value.getValue()));
    }
    JsonNode events = root.path("events");
    if (!events.isArray()) {
      throw new InputException(
          "'"
              + line
              + "': no array \"events\"; write {\"events\": [{\"item\": \"A13\"}, \"A16\"]}");
    }
    List<Click> clicks = new ArrayList<>();
    for (JsonNode event : events) {
      clicks.add(click(line, event));
    }
    return new SessionLine(all, clicks);
  }

  private static Click click(String line, JsonNode event) throws InputException {
    if (!event.isObject()) {
      return Click.of(text(event));
    }
    Click click = Click.of(text(event.path("item")));
    if (click.item().isEmpty()) {
      throw new InputException("'" + line + "': an event without \"item\"");
    }
    for (Map.Entry<String, JsonNode> value : event.properties()) {
      if (!value.getKey().equals("item") && !value.getValue().isNull()) {
        click = with(click, value.getKey(), text(value.getValue()));
      }
    }
    return click;
  }

  /** A value as it was written, those of a list with spaces between; a missing one is empty. */
  private static String text(JsonNode value) {
    if (value.isArray()) {
      return value.valueStream().map(SessionLine::text).collect(Collectors.joining(" "));
    }
    return value.isNumber() ? value.toString() : value.asString("");
  }

  /** The items clicked. */
  List<String> items() {
    return clicks.stream().map(Click::item).toList();
  }
}
