package clickahead.cli.prepare;

import clickahead.prepare.Columns;
import clickahead.prepare.PreparationOptionsBuilder;
import clickahead.prepare.TimeUnit;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code prepare} that say which columns mean what. */
final class PrepareColumns {
  @Option(
      names = "--session-column",
      paramLabel = "NAME",
      description = "Session id (default: found, such as SessionId).")
  private String session = "";

  @Option(
      names = "--user-column",
      paramLabel = "NAME",
      description = "User id, to build sessions from pauses; needs --gap.")
  private String user = "";

  @Option(
      names = "--gap",
      paramLabel = "TIME",
      converter = Pause.class,
      description = "A longer pause begins a new session: 45s, 30m, 1h. Also divides given ones.")
  Duration gap;

  @Option(
      names = "--item-column",
      paramLabel = "NAME",
      description = "Item id (default: found, such as ItemId).")
  private String item = "";

  @Option(
      names = {"--time-column", "--time-columns"},
      paramLabel = "NAME",
      split = ",",
      description =
          "Time (default: found, such as Time). Two columns are date and time of day, three and"
              + " more year,month,day,hour,minute,second.")
  private List<String> time = List.of();

  @Option(
      names = "--order-column",
      paramLabel = "NAME",
      description = "Number that orders events of equal time (default: the order of the file).")
  private String order = "";

  @Option(
      names = "--time-unit",
      paramLabel = "UNIT",
      converter = Unit.class,
      description = "What a number counts since 1970: s, ms, us, ns (default: by magnitude).")
  private TimeUnit timeUnit = TimeUnit.AUTO;

  @Option(
      names = "--time-format",
      paramLabel = "PATTERN",
      description = "Pattern such as '%%d.%%m.%%Y %%H:%%M' (default: number or ISO 8601).")
  private String timeFormat = "";

  @Option(
      names = "--time-zone",
      paramLabel = "ZONE",
      description =
          "Of times without offset and of calendar days, as Europe/Warsaw (default: UTC).")
  private ZoneId timeZone = ZoneOffset.UTC;

  @Option(
      names = "--item-columns",
      paramLabel = "NAME",
      split = ",",
      description =
          "Columns to keep for each item; or all, or none (default: those that are constant for"
              + " nearly every item).")
  private List<String> itemColumns;

  /** Sets the options that were given; the others stay what they are, which a recipe may say. */
  void apply(PreparationOptionsBuilder options) {
    options.userColumn(user).timeZone(timeZone);
    given(session, options::sessionColumn);
    given(item, options::itemColumn);
    given(order, options::orderColumn);
    given(timeFormat, options::timeFormat);
    if (gap != null) {
      options.gap(gap);
    }
    if (!time.isEmpty()) {
      options.timeColumns(time);
    }
    if (timeUnit != TimeUnit.AUTO) {
      options.timeUnit(timeUnit);
    }
    if (itemColumns != null) {
      options.itemColumns(
          itemColumns.equals(List.of("none"))
              ? List.of()
              : itemColumns.equals(List.of("all")) ? List.of(Columns.ALL) : itemColumns);
    }
  }

  private static void given(String value, Consumer<String> option) {
    if (!value.isEmpty()) {
      option.accept(value);
    }
  }

  /** Reads a number with a unit of time. */
  static final class Pause implements ITypeConverter<Duration> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Map<String, Long> SECONDS =
        Map.of("s", 1L, "m", 60L, "h", 3_600L, "d", 86_400L);

    @Override
    public Duration convert(String value) {
      Matcher form = FORM.matcher(value);
      if (!form.matches()) {
        throw new TypeConversionException(
            "'" + value + "' is no length of time; write a number and s, m, h or d, such as 30m");
      }
      return Duration.ofSeconds(Long.parseLong(form.group(1)) * SECONDS.get(form.group(2)));
    }
  }

  /** Reads a unit of time by its symbol. */
  static final class Unit implements ITypeConverter<TimeUnit> {
    private static final Map<String, TimeUnit> SYMBOLS =
        Map.of(
            "auto", TimeUnit.AUTO,
            "s", TimeUnit.SECONDS,
            "ms", TimeUnit.MILLISECONDS,
            "us", TimeUnit.MICROSECONDS,
            "ns", TimeUnit.NANOSECONDS);

    @Override
    public TimeUnit convert(String value) {
      TimeUnit unit = SYMBOLS.get(value);
      if (unit == null) {
        throw new TypeConversionException("'" + value + "' is no unit; expected s, ms, us or ns");
      }
      return unit;
    }
  }
}
