package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the parts of a data set, one after the other, so that items are numbered in that order.
 */
final class PartTables {
  /** The parts in the order in which they are written. */
  static final List<String> ORDER = List.of("train", "valid", "train_full", "test");

  /** The number of each, in that order, in {@code session_part}. */
  private static final int[] NUMBERS = {0, 1, 3, 2};

  private final Database database;
  private final PreparationOptions options;
  private final boolean timed;
  private final boolean listed;
  private final boolean named;
  private final ItemOrder items;
  private final PartColumns columns;
  private final Map<String, Part> parts = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  /**
   * @param items gives items their index
   * @param loaded the log that was read
   */
  PartTables(Database database, PreparationOptions options, ItemOrder items, LoadedLog loaded)
      throws SQLException, IOException {
    this.database = database;
    this.options = options;
    columns = new PartColumns(database, options.features());
    this.items = items;
    timed = loaded.timed();
    listed = loaded.rows() == LoadedLog.Rows.LISTS;
    // sessions that were built from pauses have no name in the log
    named =
        (timed || listed)
            && database.number(
                    "SELECT count(*) FROM (SELECT DISTINCT s FROM event) AS used"
                        + " WHERE s NOT IN (SELECT s FROM session_key)")
                == 0;
  }

  /** Writes the parts that {@code session_part} gives each session. */
  void writeSplit(Path result, Progress progress) throws SQLException, IOException {
    if (options.split().keepsHistories()) {
      notes.add(
          "sessions of valid and test begin with what came before as their history; only what"
              + " follows is predicted");
    }
    for (String name : ORDER) {
      int part = NUMBERS[ORDER.indexOf(name)];
      database.table("one_session", "one_session", Map.of("part", (long) part));
      view(options.split().keepsHistories() ? "one_part_of_prefixes" : "one_part");
      write(
          name,
          "SELECT count(*), sum(events) FROM session_part WHERE part = " + part,
          result,
          progress);
      if (!parts.containsKey(name) && !name.startsWith("train") && options.split().asksFor(name)) {
        notes.add(
            name
                + (options.split().division().isPresent()
                    ? ": no session is left for it; there is no such part"
                    : ": no session begins in its time; there is no such part"));
      }
    }
  }

  /** Writes the parts that a recipe made, each a table of its name. */
  void writeRecipe(List<String> names, Path result, Progress progress)
      throws SQLException, IOException {
    for (String name : names) {
      database.run("CREATE OR REPLACE VIEW recipe_part AS SELECT * FROM " + name);
      database.table("one_session", "one_recipe_session", Map.of());
      view("one_recipe_part");
      write(name, "SELECT count(DISTINCT s), count(*) FROM " + name, result, progress);
      if (!parts.containsKey(name) && !name.equals("valid")) {
        notes.add(name + ": no session is left; there is no such part");
      }
    }
  }

  private void view(String statement) throws SQLException {
    database.run("CREATE OR REPLACE VIEW one_part AS\n" + Sql.statement(statement, Map.of()));
  }

  private void write(String name, String sizes, Path result, Progress progress)
      throws SQLException, IOException {
    long[] size = database.numbers(sizes);
    if (size[0] == 0 && name.equals("train")) {
      throw new InputException(
          "no session is left for training: all begin in what is split off. Split off fewer days"
              + " (or lines), or give a longer log");
    }
    if (size[0] == 0) {
      return;
    }
    progress.step("writing " + name);
    String statement = "part_event";
    Optional<Duration> dwell = options.dwellThreshold();
    if (dwell.isPresent() && name.startsWith("train")) {
      size[1] = repeatByDwellTime(name, dwell.get(), size[1]);
      statement = "part_event_repeated";
    }
    boolean keepsHistory = keepsHistory(name);
    Path file = result.resolve(name + ".safetensors");
    PartWriter writer = new PartWriter(items, known(name), timed, keepsHistory, columns);
    parts.put(name, writer.write(database, statement, size[0], size[1], named, file));
    columns.note(name, notes);
  }

  private boolean keepsHistory(String name) throws SQLException {
    if (listed && database.number("SELECT count(*) FROM first_target") > 0) {
      database.run(
          "UPDATE one_session SET history = given FROM (\n"
              + Sql.statement("session_given", Map.of())
              + ") given WHERE given.s = one_session.s");
      return database.number("SELECT max(history) FROM one_session") > 0;
    }
    return options.split().keepsHistories() && !name.startsWith("train");
  }

  private int known(String name) {
    if (name.equals("train")) {
      return Integer.MAX_VALUE;
    }
    boolean final_ = name.equals("test") && parts.containsKey("train_full");
    return parts.get(final_ ? "train_full" : "train").itemsSoFar();
  }

  private long repeatByDwellTime(String name, Duration threshold, long events) throws SQLException {
    database.table("dwelling", "dwelling", Map.of("threshold", threshold.toNanos() / 1000));
    long[] numbers =
        database.numbers(
            "SELECT sum(copies), count(*) FILTER (copies > 1), max(dwell) FROM dwelling");
    notes.add(
        String.format(
            Locale.ROOT,
            "%s: %,d of %,d events are repeated by dwell time, which makes %,d (threshold %s s)",
            name,
            numbers[1],
            events,
            numbers[0],
            threshold.toMillis() / 1000.0));
    if (numbers[1] == 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: no dwell time reaches the threshold, the longest is %s s. Check --time-unit",
              name,
              numbers[2] / 1e6));
    }
    return numbers[0];
  }

  Map<String, Part> parts() {
    return parts;
  }

  List<String> notes() {
    return notes;
  }
}
