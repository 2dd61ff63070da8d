package clickahead.prepare;

import clickahead.data.Dataset;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a preparation read, removed and made.
 *
 * @param out the data set's folder
 * @param options all options, by name
 * @param files the files read, in order
 * @param columns the columns used, by role
 * @param timed do the events have times?
 * @param boundaries where the parts begin
 * @param rows rows of the log
 * @param badRows rows that could not be used
 * @param firstBadRows the first few of them
 * @param log the usable log, before anything was removed
 * @param steps what was removed, in order
 * @param parts the parts made, by name
 * @param items items of all parts
 * @param itemColumns what became of the columns that may describe items
 * @param notes what else a user should know
 */
public record PreparationReport(
    Path out,
    Map<String, Object> options,
    List<String> files,
    Map<String, Object> columns,
    boolean timed,
    Boundaries boundaries,
    long rows,
    long badRows,
    List<BadRow> firstBadRows,
    Counts log,
    List<Step> steps,
    Map<String, Part> parts,
    int items,
    List<ItemColumn> itemColumns,
    List<String> notes) {

  /** The record that stands in the data set's folder, as maps and lists for a JSON writer. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("format", Dataset.FORMAT);
    map.put("options", options);
    map.put("files", files);
    map.put("columns", columns);
    map.put("times", timed);
    map.put("valid_begins", boundaries.hasValid() ? boundary(boundaries.valid()) : null);
    map.put("test_begins", boundary(boundaries.test()));
    map.put("rows", rows);
    map.put("bad_rows", badRows);
    map.put("first_bad_rows", firstBadRows);
    map.put("log", log);
    map.put("steps", steps);
    Map<String, Object> named = new LinkedHashMap<>();
    parts.forEach((name, part) -> named.put(name, partMap(part)));
    map.put("parts", named);
    map.put("items", items);
    List<Object> described = new ArrayList<>();
    for (ItemColumn column : itemColumns) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", column.name());
      one.put("kept", column.kept());
      one.put("items_with_several_values", column.severalValues());
      one.put("example", column.example());
      described.add(one);
    }
    map.put("item_columns", described);
    map.put("notes", notes);
    return map;
  }

  private Object boundary(long begins) {
    if (begins == Boundaries.NEVER) {
      return null;
    }
    return timed ? Instant.EPOCH.plus(begins, ChronoUnit.MICROS).toString() : (Object) begins;
  }

  private Map<String, Object> partMap(Part part) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("sessions", part.sessions());
    map.put("events", part.events());
    map.put("items", part.items());
    map.put("items_so_far", part.itemsSoFar());
    map.put("unknown_items", part.unknownItems());
    map.put("unknown_events", part.unknownEvents());
    if (timed) {
      map.put("first_time", Instant.ofEpochMilli(part.firstTime()).toString());
      map.put("last_time", Instant.ofEpochMilli(part.lastTime()).toString());
    }
    return map;
  }

  /** The small table for people. */
  public String table() {
    return ReportTable.of(this);
  }
}
