package clickahead.prepare;

import clickahead.data.InputException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * Collects {@link PreparationOptions}; every option has a default but the logs and the folder.
 * Optional ones (gap, item columns) may be given as null: not set.
 */
public final class PreparationOptionsBuilder {
  /** What is removed where nothing is said. */
  static final Filter NO_FILTER = new Filter(false, 1, 2);

  /** No split. */
  static final Split NO_SPLIT = new Split(0, 0, false, false, 0, 0, Optional.empty());

  private List<String> logs = List.of();
  private Path out;
  private boolean overwrite;
  private LogFormat format = LogFormat.AUTO;
  private String delimiter = "";
  private boolean quotes = true;
  private boolean header = true;
  private List<String> columnNames = List.of();
  private FileOrder fileOrder = FileOrder.NAME;
  private String sessionColumn = "";
  private String userColumn = "";
  private Duration gap;
  private String itemColumn = "";
  private List<String> timeColumns = List.of();
  private String orderColumn = "";
  private TimeUnit timeUnit = TimeUnit.AUTO;
  private String timeFormat = "";
  private ZoneId timeZone = ZoneOffset.UTC;
  private List<String> itemColumns;
  private boolean dropRepeats;
  private int minItemSupport = 1;
  private int minSessionLength = 2;
  private int testDays = 0;
  private int validDays = 0;
  private boolean calendarDays;
  private boolean cutSessions;
  private long testLines = 0;
  private long validLines = 0;
  private Division division;
  private Duration dwellThreshold;
  private Features features = Features.NONE;
  private Recipe recipe;
  private AtomicChoice atomic;
  private double maxBad = 0.01;
  private String memory = "2GB";

  PreparationOptionsBuilder() {}

  /** Files, or patterns such as {@code logs/*.csv.gz}. */
  public PreparationOptionsBuilder logs(List<String> logs) {
    this.logs = logs;
    return this;
  }

  /** The folder to make. */
  public PreparationOptionsBuilder out(Path out) {
    this.out = out;
    return this;
  }

  /** May the folder be a data set that is replaced? */
  public PreparationOptionsBuilder overwrite(boolean overwrite) {
    this.overwrite = overwrite;
    return this;
  }

  /** See {@link Layout#format}. */
  public PreparationOptionsBuilder format(LogFormat format) {
    this.format = format;
    return this;
  }

  /** See {@link Layout#delimiter}. */
  public PreparationOptionsBuilder delimiter(String delimiter) {
    this.delimiter = delimiter;
    return this;
  }

  /** See {@link Layout#quotes}. */
  public PreparationOptionsBuilder quotes(boolean quotes) {
    this.quotes = quotes;
    return this;
  }

  /** See {@link Layout#header}. */
  public PreparationOptionsBuilder header(boolean header) {
    this.header = header;
    return this;
  }

  /** See {@link Layout#columnNames}. */
  public PreparationOptionsBuilder columnNames(List<String> columnNames) {
    this.columnNames = columnNames;
    return this;
  }

  /** See {@link Layout#fileOrder}. */
  public PreparationOptionsBuilder fileOrder(FileOrder fileOrder) {
    this.fileOrder = fileOrder;
    return this;
  }

  /** See {@link Columns#session}. */
  public PreparationOptionsBuilder sessionColumn(String sessionColumn) {
    this.sessionColumn = sessionColumn;
    return this;
  }

  /** See {@link Columns#user}. */
  public PreparationOptionsBuilder userColumn(String userColumn) {
    this.userColumn = userColumn;
    return this;
  }

  /** See {@link Columns#gap}. */
  public PreparationOptionsBuilder gap(Duration gap) {
    this.gap = gap;
    return this;
  }

  /** See {@link Columns#item}. */
  public PreparationOptionsBuilder itemColumn(String itemColumn) {
    this.itemColumn = itemColumn;
    return this;
  }

  /** See {@link Columns#time}. */
  public PreparationOptionsBuilder timeColumns(List<String> timeColumns) {
    this.timeColumns = timeColumns;
    return this;
  }

  /** See {@link Columns#order}. */
  public PreparationOptionsBuilder orderColumn(String orderColumn) {
    this.orderColumn = orderColumn;
    return this;
  }

  /** See {@link Columns#timeUnit}. */
  public PreparationOptionsBuilder timeUnit(TimeUnit timeUnit) {
    this.timeUnit = timeUnit;
    return this;
  }

  /** See {@link Columns#timeFormat}. */
  public PreparationOptionsBuilder timeFormat(String timeFormat) {
    this.timeFormat = timeFormat;
    return this;
  }

  /** See {@link Columns#timeZone}. */
  public PreparationOptionsBuilder timeZone(ZoneId timeZone) {
    this.timeZone = timeZone;
    return this;
  }

  /** See {@link Columns#itemColumns}. */
  public PreparationOptionsBuilder itemColumns(List<String> itemColumns) {
    this.itemColumns = itemColumns;
    return this;
  }

  /** See {@link Filter#dropRepeats}. */
  public PreparationOptionsBuilder dropRepeats(boolean dropRepeats) {
    this.dropRepeats = dropRepeats;
    return this;
  }

  /** See {@link Filter#minItemSupport}. */
  public PreparationOptionsBuilder minItemSupport(int minItemSupport) {
    this.minItemSupport = minItemSupport;
    return this;
  }

  /** See {@link Filter#minSessionLength}. */
  public PreparationOptionsBuilder minSessionLength(int minSessionLength) {
    this.minSessionLength = minSessionLength;
    return this;
  }

  /** See {@link Split#testDays}. */
  public PreparationOptionsBuilder testDays(int testDays) {
    this.testDays = testDays;
    return this;
  }

  /** See {@link Split#validDays}. */
  public PreparationOptionsBuilder validDays(int validDays) {
    this.validDays = validDays;
    return this;
  }

  /** See {@link Split#calendarDays}. */
  public PreparationOptionsBuilder calendarDays(boolean calendarDays) {
    this.calendarDays = calendarDays;
    return this;
  }

  /** See {@link Split#cutSessions}. */
  public PreparationOptionsBuilder cutSessions(boolean cutSessions) {
    this.cutSessions = cutSessions;
    return this;
  }

  /** See {@link Split#testLines}. */
  public PreparationOptionsBuilder testLines(long testLines) {
    this.testLines = testLines;
    return this;
  }

  /** See {@link Split#validLines}. */
  public PreparationOptionsBuilder validLines(long validLines) {
    this.validLines = validLines;
    return this;
  }

  /** See {@link Split#division}; null: by days or lines. */
  public PreparationOptionsBuilder division(Division division) {
    this.division = division;
    return this;
  }

  /** See {@link PreparationOptions#dwellThreshold}; null: no repetition. */
  public PreparationOptionsBuilder dwellThreshold(Duration dwellThreshold) {
    this.dwellThreshold = dwellThreshold;
    return this;
  }

  /** See {@link PreparationOptions#features}. */
  public PreparationOptionsBuilder features(Features features) {
    this.features = features;
    return this;
  }

  /**
   * Prepares by a recipe, and sets what it says about its files; what is set later takes the place
   * of that.
   */
  public PreparationOptionsBuilder recipe(Recipe recipe) throws InputException {
    this.recipe = recipe;
    RecipeReading.apply(recipe, this);
    return this;
  }

  /** See {@link PreparationOptions#atomic}; null: everything. */
  public PreparationOptionsBuilder atomic(AtomicChoice atomic) {
    this.atomic = atomic;
    return this;
  }

  /** Largest share of rows that may be unreadable, 0 to 1. */
  public PreparationOptionsBuilder maxBad(double maxBad) {
    this.maxBad = maxBad;
    return this;
  }

  /** How much memory DuckDB may take before it goes to disk. */
  public PreparationOptionsBuilder memory(String memory) {
    this.memory = memory;
    return this;
  }

  /**
   * The options.
   *
   * @throws InputException if they contradict each other or are out of bounds
   */
  public PreparationOptions build() throws InputException {
    PreparationOptions options =
        new PreparationOptions(
            logs,
            out,
            overwrite,
            new Layout(format, delimiter, quotes, header, columnNames, fileOrder),
            new Columns(
                sessionColumn,
                userColumn,
                Optional.ofNullable(gap),
                itemColumn,
                timeColumns,
                orderColumn,
                timeUnit,
                timeFormat,
                timeZone,
                Optional.ofNullable(itemColumns).map(features::andTexts)),
            new Filter(dropRepeats, minItemSupport, minSessionLength),
            new Split(
                testDays,
                validDays,
                calendarDays,
                cutSessions,
                testLines,
                validLines,
                Optional.ofNullable(division)),
            Optional.ofNullable(dwellThreshold),
            features,
            Optional.ofNullable(recipe),
            Optional.ofNullable(atomic),
            maxBad,
            memory);
    options.check();
    return options;
  }
}
