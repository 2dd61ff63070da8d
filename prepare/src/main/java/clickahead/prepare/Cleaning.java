package clickahead.prepare;

import clickahead.data.InputException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Removes from the table {@code event} what the options say, and keeps account of it. */
final class Cleaning {
  private final Database database;
  private final List<Step> steps = new ArrayList<>();
  private Counts counts;

  Cleaning(Database database) throws SQLException {
    this.database = database;
    counts = count();
  }

  private Counts count() throws SQLException {
    long[] numbers =
        database.numbers("SELECT count(*), count(DISTINCT s), count(DISTINCT item) FROM event");
    return new Counts(numbers[0], numbers[1], numbers[2]);
  }

  /** Divides sessions at pauses. */
  void divideAtGaps(Columns columns) throws SQLException {
    long micros = columns.gap().orElseThrow().toNanos() / 1000;
    database.table("event", "event_by_gap", Map.of("gap", micros));
    counts = count();
  }

  /** Keeps the first of consecutive events on the same item. */
  void dropRepeats() throws SQLException {
    replace("event_without_repeats", Map.of(), "repeats", "same item as the event before");
  }

  /** Removes short sessions and rare items in turn until none is left. */
  void toFixedPoint(Filter filter) throws SQLException {
    Counts none = new Counts(0, 0, 0);
    Counts[] removed = {none, none};
    boolean changed = true;
    while (changed) {
      boolean fewerSessions = removeShortSessions(filter.minSessionLength(), removed);
      boolean fewerItems = removeRareItems(filter.minItemSupport(), removed);
      changed = fewerItems || (fewerSessions && filter.minItemSupport() > 1);
    }
    add(removed[0], "short sessions", "fewer than " + events(filter.minSessionLength()));
    add(removed[1], "rare items", "fewer than " + events(filter.minItemSupport()));
  }

  private static String events(int number) {
    return number + (number == 1 ? " event" : " events");
  }

  private void add(Counts removed, String name, String reason) {
    if (removed.events() > 0) {
      steps.add(new Step(name, reason, removed.events(), removed.sessions(), removed.items()));
    }
  }

  private boolean removeShortSessions(int least, Counts[] removed) throws SQLException {
    if (least <= 1) {
      return false;
    }
    database.table("short_session", "short_session", Map.of("min_session_length", (long) least));
    return remove("short_session", "event_of_long_sessions", removed, 0);
  }

  private boolean removeRareItems(int least, Counts[] removed) throws SQLException {
    if (least <= 1) {
      return false;
    }
    database.table("rare_item", "rare_item", Map.of("min_item_support", (long) least));
    return remove("rare_item", "event_of_frequent_items", removed, 1);
  }

  private boolean remove(String what, String statement, Counts[] removed, int kind)
      throws SQLException {
    if (database.number("SELECT count(*) FROM " + what) == 0) {
      return false;
    }
    database.table("event", statement, Map.of());
    Counts before = counts;
    counts = count();
    removed[kind] =
        new Counts(
            removed[kind].events() + before.events() - counts.events(),
            removed[kind].sessions() + before.sessions() - counts.sessions(),
            removed[kind].items() + before.items() - counts.items());
    return true;
  }

  /** Cuts sessions at the boundaries, and removes those that became too short. */
  void cut(Map<String, Long> boundaries, Filter filter) throws SQLException {
    replace(
        "event_cut",
        boundaries,
        "cut sessions",
        "at or after the boundary that their session straddles");
    database.table(
        "short_session",
        "short_session",
        Map.of("min_session_length", (long) filter.minSessionLength()));
    replace(
        "event_of_long_sessions",
        Map.of(),
        "short sessions after the cut",
        "fewer than " + events(filter.minSessionLength()));
  }

  private void replace(String statement, Map<String, Long> parameters, String name, String reason)
      throws SQLException {
    database.table("event", statement, parameters);
    Counts before = counts;
    counts = count();
    if (!counts.equals(before)) {
      steps.add(counts.removedBy(name, reason, before));
    }
  }

  /** Gives each session its parts by shares. */
  void divide(Division division) throws SQLException {
    long sessions = counts.sessions();
    double validShare = division.train() + division.valid();
    switch (division.kind()) {
      case TIME -> database.table("session_number", "session_in_time", Map.of());
      case RANDOM ->
          database.table("session_number", "session_at_random", Map.of("seed", division.seed()));
      case WITHIN ->
          database.table(
              "session_end",
              "session_end_by_share",
              Map.of("train", billionths(division.train()), "valid", billionths(validShare)));
      case LEAVE_ONE_OUT -> database.table("session_end", "session_end_left_out", Map.of());
    }
    if (division.cutsSessions()) {
      database.table("session_share", "session_cut", Map.of());
    } else {
      Map<String, Long> ends =
          Map.of(
              "train_end", Math.round(division.train() * sessions),
              "valid_end", Math.round(validShare * sessions));
      database.table("session_share", "session_share", ends);
    }
    database.table("session_part", "session_part_of_share", Map.of());
  }

  private static long billionths(double share) {
    return Math.round(share * 1e9);
  }

  /** Puts the result of a statement in the place of the events. */
  void replace(String sql, String name, String reason) throws SQLException {
    database.run("CREATE OR REPLACE TABLE event AS\n" + sql);
    Counts before = counts;
    counts = count();
    if (counts.events() != before.events()) {
      steps.add(counts.removedBy(name, reason, before));
    }
  }

  /** The same again and again until nothing changes, as one step. */
  void repeat(String sql, String name, String reason) throws SQLException {
    Counts before = counts;
    Counts last;
    do {
      last = counts;
      database.run("CREATE OR REPLACE TABLE event AS\n" + sql);
      counts = count();
    } while (counts.events() != last.events());
    if (counts.events() != before.events()) {
      steps.add(counts.removedBy(name, reason, before));
    }
  }

  /** Accounts for events that are left out without being removed here. */
  void leaveOut(Counts left, String name, String reason) {
    if (left.events() != counts.events()) {
      steps.add(left.removedBy(name, reason, counts));
    }
  }

  /** Complains if nothing is left. */
  void requireEvents() throws InputException {
    if (counts.events() == 0) {
      StringBuilder why = new StringBuilder();
      for (Step step : steps) {
        why.append("; ")
            .append(step.name())
            .append(" (")
            .append(step.reason())
            .append(") took ")
            .append(step.events());
      }
      throw new InputException(
          "no event is left"
              + why
              + ". Check --session-column and --item-column, or lower --min-session-length and"
              + " --min-item-support");
    }
  }

  List<Step> steps() {
    return steps;
  }

  Counts counts() {
    return counts;
  }
}
