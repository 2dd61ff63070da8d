package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How the text of the time columns becomes a number of microseconds since 1970 UTC. Microseconds,
 * because the order of events may hang on them; the data set keeps milliseconds.
 *
 * @param unit what a number counts, or null where the times are dates
 * @param format pattern of strptime; empty: ISO 8601
 * @param zone zone of dates without offset, quoted
 */
record TimeReading(TimeUnit unit, String format, String zone) {
  private static final int SAMPLE_ROWS = 1000;

  /** Decides by the first rows of a log. */
  static TimeReading find(Database database, LogFile file, ColumnRoles roles, Columns columns)
      throws SQLException, IOException {
    String zone = Sql.zone(columns.timeZone());
    if (!columns.timeFormat().isEmpty()) {
      return new TimeReading(null, columns.timeFormat(), zone);
    }
    if (roles.time().size() > 1) {
      return new TimeReading(null, "", zone);
    }
    if (columns.timeUnit() != TimeUnit.AUTO) {
      return new TimeReading(columns.timeUnit(), "", zone);
    }
    double[] numbers = {0, 0, 0};
    database.sample(
        "SELECT count(x), count(n), median(abs(n)) FILTER (n BETWEEN -1e20 AND 1e20) FROM (SELECT x, TRY_CAST(x AS DOUBLE) AS n FROM (SELECT "
            + joined(file, roles.time())
            + " AS x FROM "
            + file.relation()
            + " LIMIT "
            + SAMPLE_ROWS
            + "))",
        row -> {
          for (int i = 0; i < numbers.length; i++) {
            numbers[i] = row.getDouble(i + 1);
          }
        });
    boolean numeric = numbers[1] * 2 > numbers[0];
    return new TimeReading(numeric ? TimeUnit.ofMagnitude(numbers[2]) : null, "", zone);
  }

  /** The SQL that reads a time; NULL where it is none. */
  String expression(LogFile file, List<String> columns) {
    return expression(joined(file, columns));
  }

  /** The SQL that reads a time that stands in a text; NULL where it is none. */
  String expression(String text) {
    if (unit == TimeUnit.NANOSECONDS) {
      return "TRY_CAST(" + text + " AS BIGINT) // 1000";
    }
    if (unit != null) {
      return "TRY_CAST(round(TRY_CAST(" + text + " AS DOUBLE) * " + unit.micros() + ") AS BIGINT)";
    }
    if (!format.isEmpty()) {
      String local = "try_strptime(" + text + ", " + Sql.text(format) + ")";
      return "epoch_us(timezone(" + zone + ", " + local + "))";
    }
    return "epoch_us(TRY_CAST(" + text + " AS TIMESTAMPTZ))";
  }

  private static String joined(LogFile file, List<String> columns) {
    List<String> texts = columns.stream().map(file::text).toList();
    if (texts.size() <= 2) {
      return String.join(" || ' ' || ", texts);
    }
    String date = String.join(" || '-' || ", texts.subList(0, 3));
    // an ISO time of day needs its minutes
    String time =
        texts.size() == 4
            ? texts.get(3) + " || ':00'"
            : texts.subList(3, texts.size()).stream().collect(Collectors.joining(" || ':' || "));
    return texts.size() == 3 ? date : date + " || ' ' || " + time;
  }

  /**
   * Checks that all times of the log are of one unit.
   *
   * @param place the first file
   * @param least smallest positive time, in microseconds as read
   * @param most largest time
   */
  void checkUnit(Path place, Columns columns, double least, double most) throws InputException {
    if (unit == null || columns.timeUnit() != TimeUnit.AUTO || unit.micros() == 0 || least <= 0) {
      return;
    }
    TimeUnit smallest = TimeUnit.ofMagnitude(least / unit.micros());
    TimeUnit largest = TimeUnit.ofMagnitude(most / unit.micros());
    if (smallest != largest) {
      throw new InputException(
          place
              + ": the times are of different size: "
              + plain(least / unit.micros())
              + " looks like "
              + smallest.name().toLowerCase(Locale.ROOT)
              + ", "
              + plain(most / unit.micros())
              + " like "
              + largest.name().toLowerCase(Locale.ROOT)
              + ". Say what they are with --time-unit");
    }
  }

  private static String plain(double value) {
    return new java.math.BigDecimal(value).setScale(0, java.math.RoundingMode.HALF_UP).toString();
  }
}
