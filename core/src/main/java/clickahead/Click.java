package clickahead;

import clickahead.model.Clicks;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A click with what is known of it, for models that look at features of events:
 *
 * <pre>{@code
 * session.click(Click.of("A13").at(Instant.now()).with("type", "view").with("price", "38"));
 * }</pre>
 *
 * @param item the item's original id
 * @param time when it happened; null where nobody knows. Models that look at dwell times take the
 *     time between two clicks from it
 * @param values by the names of the log's columns; those that the model does not look at are
 *     ignored
 */
public record Click(String item, Instant time, Map<String, String> values) {

  /** Takes a copy of the values. */
  public Click {
    values = Map.copyOf(values);
  }

  /** A click of which nothing else is known. */
  public static Click of(String item) {
    return new Click(item, null, Map.of());
  }

  /** The same at a time. */
  public Click at(Instant when) {
    return new Click(item, when, values);
  }

  /** The same with a value of a column; numbers as text. */
  public Click with(String column, String value) {
    Map<String, String> more = new LinkedHashMap<>(values);
    more.put(column, value);
    return new Click(item, time, more);
  }

  long millis() {
    return time == null ? Clicks.NO_TIME : time.toEpochMilli();
  }
}
