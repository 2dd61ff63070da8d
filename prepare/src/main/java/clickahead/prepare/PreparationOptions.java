package clickahead.prepare;

import clickahead.data.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that decides how logs become a data set. Immutable; made by {@link #builder}.
 *
 * @param logs files or patterns such as {@code logs/*.csv.gz}
 * @param out the folder to make
 * @param overwrite may {@code out} be a data set that is replaced?
 * @param layout how the files are laid out
 * @param columns which columns mean what
 * @param filter what is removed
 * @param split how train, valid and test are divided
 * @param dwellThreshold repeat the training events by how long they lasted: once more for every so
 *     much time until the next event of their session (Bogina and Kuflik, 2017)
 * @param features what models may look at besides the items clicked
 * @param recipe how a public data set is prepared, in place of filter and split
 * @param atomic what is taken of atomic files; empty: everything
 * @param maxBad largest share of rows that may be unreadable, 0 to 1
 * @param memory how much memory DuckDB may take before it goes to disk, such as {@code 2GB}
 */
public record PreparationOptions(
    List<String> logs,
    Path out,
    boolean overwrite,
    Layout layout,
    Columns columns,
    Filter filter,
    Split split,
    Optional<Duration> dwellThreshold,
    Features features,
    Optional<Recipe> recipe,
    Optional<AtomicChoice> atomic,
    double maxBad,
    String memory) {
  private static final int MOST_DAYS = 100_000;

  /** Takes a copy of the logs. */
  public PreparationOptions {
    logs = List.copyOf(logs);
  }

  /**
   * Checks them against each other.
   *
   * @throws InputException if they contradict each other or are out of bounds
   */
  void check() throws InputException {
    require(!logs.isEmpty(), "no log given; name at least one file");
    require(out != null, "no folder given; say where the data set shall be with --out DIR");
    require(
        columns.user().isEmpty() || columns.session().isEmpty(),
        "both a session column and a user column given; sessions come from one of them");
    require(
        columns.user().isEmpty() || columns.gap().isPresent() || split.keepsHistories(),
        "a user column needs the pause that ends a session; add for example --gap 30m. Only with"
            + " --split leave-one-out or within:... may all that a user did be one session");
    require(
        columns.gap().isEmpty() || columns.gap().get().toMillis() > 0,
        "--gap is " + columns.gap().orElse(null) + ", it must be longer than 0");
    require(columns.time().size() <= 6, "more than six time columns given: " + columns.time());
    atLeast("--min-item-support", filter.minItemSupport(), 1);
    atLeast("--min-session-length", filter.minSessionLength(), 1);
    atLeast("--test-days", split.testDays(), 0);
    atLeast("--valid-days", split.validDays(), 0);
    atLeast("--test-lines", split.testLines(), 0);
    atLeast("--valid-lines", split.validLines(), 0);
    require(maxBad >= 0 && maxBad <= 1, "--max-bad is " + maxBad + ", it must be from 0 to 1");
    require(
        layout.format() != LogFormat.SESSION_LIST || columns.gap().isEmpty(),
        "session lists have no times, so --gap cannot divide them");
    require(
        dwellThreshold.isEmpty() || dwellThreshold.get().toMillis() > 0,
        "--repeat-by-dwell is " + dwellThreshold.orElse(null) + ", it must be longer than 0");
    require(
        dwellThreshold.isEmpty() || layout.format() != LogFormat.SESSION_LIST,
        "session lists have no times, so --repeat-by-dwell cannot measure how long events last");
    requireFittingSplit(layout, split);
    features.check();
    require(
        features.logColumns().isEmpty() || layout.format() != LogFormat.SESSION_LIST,
        "session lists have no columns, so there are none for --event-features and"
            + " --session-features");
    if (recipe.isPresent()) {
      require(
          filter.equals(PreparationOptionsBuilder.NO_FILTER)
              && split.equals(PreparationOptionsBuilder.NO_SPLIT)
              && columns.gap().isEmpty(),
          "recipe "
              + recipe.get().name()
              + " decides itself what is removed and how sessions are divided; leave --gap, filters"
              + " and split out, or change its own parameters with --set (it has: "
              + String.join(", ", recipe.get().parameters().keySet())
              + ")");
    }
  }

  private static void requireFittingSplit(Layout layout, Split split) throws InputException {
    boolean byDaysOrLines =
        split.testDays() + split.validDays() + split.testLines() + split.validLines() > 0
            || split.cutSessions()
            || split.calendarDays();
    require(
        split.division().isEmpty() || !byDaysOrLines,
        "--split divides by shares; leave the options of days and lines out, or --split");
    if (split.division().isPresent()) {
      return;
    }
    boolean byDays = split.testDays() + split.validDays() > 0;
    boolean byLines = split.testLines() + split.validLines() > 0;
    require(
        Math.max(split.testDays(), split.validDays()) <= MOST_DAYS,
        "--test-days and --valid-days must be at most " + MOST_DAYS);
    if (layout.format() == LogFormat.SESSION_LIST) {
      require(
          !byDays && !split.cutSessions(),
          "session lists have no times; split them with --test-lines and --valid-lines");
    } else {
      require(
          !byLines,
          "--test-lines and --valid-lines are for session lists; split a log by time with"
              + " --test-days and --valid-days, or add --session-list");
      require(
          byDays || !(split.cutSessions() || split.calendarDays()),
          "--cut-sessions and --calendar-days need --test-days or --valid-days");
    }
  }

  private static void atLeast(String option, long value, long least) throws InputException {
    require(value >= least, option + " is " + value + ", it must be at least " + least);
  }

  private static void require(boolean condition, String problem) throws InputException {
    if (!condition) {
      throw new InputException(problem);
    }
  }

  /** The defaults: columns found by name, one-click sessions removed, nothing split off. */
  public static PreparationOptionsBuilder builder() {
    return new PreparationOptionsBuilder();
  }

  /** All options under their names in snake case, for the record of a data set. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("logs", logs);
    map.put("format", lower(layout.format()));
    map.put("delimiter", layout.delimiter());
    map.put("quotes", layout.quotes());
    map.put("header", layout.header());
    map.put("column_names", layout.columnNames());
    map.put("file_order", lower(layout.fileOrder()));
    map.put("session_column", columns.session());
    map.put("user_column", columns.user());
    map.put("gap_seconds", columns.gap().map(gap -> gap.toMillis() / 1000.0).orElse(null));
    map.put("item_column", columns.item());
    map.put("time_columns", columns.time());
    map.put("order_column", columns.order());
    map.put("time_unit", lower(columns.timeUnit()));
    map.put("time_format", columns.timeFormat());
    map.put(
        "time_zone",
        columns.timeZone().equals(ZoneOffset.UTC) ? "UTC" : columns.timeZone().getId());
    map.put("item_columns", columns.itemColumns().orElse(null));
    map.put("dwell_threshold_seconds", dwellThreshold.map(t -> t.toMillis() / 1000.0).orElse(null));
    map.putAll(features.asMap());
    map.put("max_bad", maxBad);
    if (recipe.isPresent()) {
      map.put("recipe", recipeMap(recipe.get()));
      return map;
    }
    map.put("drop_repeats", filter.dropRepeats());
    map.put("min_item_support", filter.minItemSupport());
    map.put("min_session_length", filter.minSessionLength());
    map.put("test_days", split.testDays());
    map.put("valid_days", split.validDays());
    map.put("calendar_days", split.calendarDays());
    map.put("cut_sessions", split.cutSessions());
    map.put("test_lines", split.testLines());
    map.put("valid_lines", split.validLines());
    atomic.ifPresent(choice -> map.put("atomic", choice.asMap()));
    split.division().ifPresent(division -> map.put("split", divisionMap(division)));
    return map;
  }

  private static Map<String, Object> recipeMap(Recipe recipe) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", recipe.name());
    map.put("title", recipe.title());
    map.put("description", String.join("\n", recipe.description()));
    map.put("parameters", recipe.values());
    return map;
  }

  private static Map<String, Object> divisionMap(Division division) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("kind", division.kind().toString());
    map.put("train", division.train());
    map.put("valid", division.valid());
    map.put("seed", division.seed());
    return map;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
