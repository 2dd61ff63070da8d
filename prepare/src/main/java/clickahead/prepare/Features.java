package clickahead.prepare;

import clickahead.data.InputException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What models may look at besides the items clicked and their columns.
 *
 * @param texts item columns that are texts, to be turned to weighted terms
 * @param textMinItems terms in fewer items of the training part than this are left out
 * @param vectors files with a vector for each item, by the name that the feature gets
 * @param eventColumns columns to keep for each event, as its type or the price at the time
 * @param sessionColumns columns to keep for each session, as its country or device: the value of
 *     its first event
 */
public record Features(
    List<String> texts,
    int textMinItems,
    Map<String, Path> vectors,
    List<String> eventColumns,
    List<String> sessionColumns) {
  /** None. */
  public static final Features NONE = new Features(List.of(), 2, Map.of(), List.of(), List.of());

  /** The name of what is computed from the times. */
  private static final String DWELL = "dwell";

  /** Takes copies. */
  public Features {
    texts = List.copyOf(texts);
    vectors = new LinkedHashMap<>(vectors);
    eventColumns = List.copyOf(eventColumns);
    sessionColumns = List.copyOf(sessionColumns);
  }

  /** Nothing but columns of the log's events and sessions. */
  public static Features ofLog(List<String> eventColumns, List<String> sessionColumns) {
    return new Features(List.of(), 2, Map.of(), eventColumns, sessionColumns);
  }

  void check() throws InputException {
    if (textMinItems < 1) {
      throw new InputException("--text-min-items is " + textMinItems + ", it must be at least 1");
    }
    checkColumns("--event-features", eventColumns);
    checkColumns("--session-features", sessionColumns);
    if (eventColumns.contains(DWELL)) {
      throw new InputException(
          "--event-features dwell: a model's event:dwell is computed from the times, without any"
              + " column. Leave it out, or rename the log's column");
    }
    for (String name : vectors.keySet()) {
      if (name.isBlank() || name.matches(".*[/,:].*")) {
        throw new InputException(
            "--item-vectors: '"
                + name
                + "' cannot be the name of a feature; write NAME=FILE, without / , : in the name");
      }
    }
  }

  private static void checkColumns(String option, List<String> names) throws InputException {
    for (String name : names) {
      if (name.isBlank() || Collections.frequency(names, name) > 1) {
        throw new InputException(
            option + " " + String.join(",", names) + ": name each column once, as type,price");
      }
    }
  }

  /** The columns of events, then those of sessions. */
  List<String> logColumns() {
    return Stream.concat(eventColumns.stream(), sessionColumns.stream()).toList();
  }

  /** The option that asks for one of the log's columns. */
  String option(int column) {
    return column < eventColumns.size() ? "--event-features" : "--session-features";
  }

  /** The item columns that are asked for, and the texts. */
  List<String> andTexts(List<String> itemColumns) {
    if (itemColumns.equals(List.of(Columns.ALL))) {
      return itemColumns;
    }
    return Stream.concat(itemColumns.stream(), texts.stream()).distinct().toList();
  }

  /** All under their names in snake case, for the record of a data set. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text_columns", texts);
    map.put("text_min_items", textMinItems);
    Map<String, String> files = new LinkedHashMap<>();
    vectors.forEach((name, file) -> files.put(name, file.toString()));
    map.put("item_vectors", files);
    map.put("event_features", eventColumns);
    map.put("session_features", sessionColumns);
    return map;
  }
}
