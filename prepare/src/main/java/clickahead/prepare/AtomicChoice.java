package clickahead.prepare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is taken of RecBole's atomic files, in the order in which RecBole does it: duplicates, then
 * values, then unknown users and items, then users and items with too few or too many events.
 *
 * @param valueSeparator what separates the values of a token_seq
 * @param itemLists are rows read as lists of items and the one behind each, where the files have
 *     such lists? If not, each row is an event
 * @param parts names of the parts of divided files, of two or three; empty: train, valid and test
 *     where there are no undivided ones
 * @param duplicates which of a user's events on one item are kept
 * @param values for a file's ending (inter, item, user) the ranges that columns must be in
 * @param items is NAME.item read, so that items that it does not have are left out?
 * @param users the same of NAME.user
 * @param userEvents how many events a user may have; empty: any
 * @param itemEvents how many events an item may have
 */
public record AtomicChoice(
    String valueSeparator,
    boolean itemLists,
    List<String> parts,
    Duplicates duplicates,
    Map<String, Map<String, Ranges>> values,
    boolean items,
    boolean users,
    Optional<Ranges> userEvents,
    Optional<Ranges> itemEvents) {

  /** Which of a user's events on one item are kept. */
  public enum Duplicates {
    /** All. */
    ALL,
    /** The first. */
    FIRST,
    /** The last. */
    LAST
  }

  /** Everything. */
  public static final AtomicChoice ALL =
      new AtomicChoice(
          " ",
          true,
          List.of(),
          Duplicates.ALL,
          Map.of(),
          false,
          false,
          Optional.empty(),
          Optional.empty());

  /** Takes copies. */
  public AtomicChoice {
    parts = List.copyOf(parts);
    values = Map.copyOf(values);
  }

  /** The ranges of a file's columns. */
  Map<String, Ranges> valuesOf(String file) {
    return values.getOrDefault(file, Map.of());
  }

  /** All under their names, for the record of a data set. */
  Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("value_separator", valueSeparator);
    map.put("item_lists", itemLists);
    map.put("parts", parts);
    map.put("duplicates", duplicates.name().toLowerCase(java.util.Locale.ROOT));
    Map<String, Object> ranges = new LinkedHashMap<>();
    values.forEach(
        (file, columns) ->
            columns.forEach((column, range) -> ranges.put(file + "." + column, range.text())));
    map.put("values", ranges);
    map.put("known_items", items);
    map.put("known_users", users);
    map.put("user_events", userEvents.map(Ranges::text).orElse(null));
    map.put("item_events", itemEvents.map(Ranges::text).orElse(null));
    return map;
  }
}
