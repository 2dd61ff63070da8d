package clickahead.prepare;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Which columns of the log mean what. An empty name is found from the column names, as far as they
 * leave no doubt.
 *
 * @param session session id
 * @param user user id; where it is given, sessions are built from user and gap
 * @param gap a longer pause than this begins a new session; needed with a user column, allowed with
 *     a session column, whose sessions it then splits
 * @param item item id
 * @param time one column of times, or two (date and time of day), or three to six (year, month,
 *     day, hour, minute, second)
 * @param order orders the events of equal time, such as a click number where the time is a date;
 *     empty: the order of the file
 * @param timeUnit what a number in the time column counts
 * @param timeFormat pattern of the times as in strptime, such as {@code %d.%m.%Y %H:%M}; empty: a
 *     number or ISO 8601
 * @param timeZone zone of times without offset, and of the midnights of calendar days
 * @param itemColumns item columns to keep in the catalogue; not present: all others that are
 *     constant for nearly every item
 */
public record Columns(
    String session,
    String user,
    Optional<Duration> gap,
    String item,
    List<String> time,
    String order,
    TimeUnit timeUnit,
    String timeFormat,
    ZoneId timeZone,
    Optional<List<String>> itemColumns) {

  /** In {@link #itemColumns}: keep every column that has no other meaning. */
  public static final String ALL = "*";

  /** Takes copies of the lists. */
  public Columns {
    time = List.copyOf(time);
    itemColumns = itemColumns.map(List::copyOf);
  }
}
