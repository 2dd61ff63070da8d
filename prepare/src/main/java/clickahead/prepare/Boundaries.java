package clickahead.prepare;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Where the parts begin: a session belongs to the last part whose boundary is not after its first
 * event.
 *
 * @param valid first moment of the valid part, in microseconds since 1970 UTC or lines; the same as
 *     test where there is none
 * @param test first moment of the test part; after everything where there is none
 */
public record Boundaries(long valid, long test) {
  private static final long DAY = 86_400_000_000L;

  /** The boundary of a part that does not exist. */
  static final long NEVER = Long.MAX_VALUE;

  /**
   * Boundaries in time.
   *
   * @param last time of the last event in microseconds
   * @param zone zone of the midnights
   */
  static Boundaries ofDays(Split split, long last, ZoneId zone) {
    long test = split.testDays() == 0 ? NEVER : back(split, last, split.testDays(), zone);
    long valid =
        split.validDays() == 0
            ? test
            : back(split, last, split.testDays() + split.validDays(), zone);
    return new Boundaries(valid, test);
  }

  private static long back(Split split, long last, int days, ZoneId zone) {
    if (!split.calendarDays()) {
      // "less than n days before": a session exactly n days before the last event is not in it
      return last - days * DAY + 1;
    }
    Instant instant = Instant.EPOCH.plus(last, ChronoUnit.MICROS);
    LocalDate day = instant.atZone(zone).toLocalDate().minusDays(days - 1L);
    return ChronoUnit.MICROS.between(Instant.EPOCH, day.atStartOfDay(zone).toInstant());
  }

  /**
   * Boundaries in lines.
   *
   * @param lines number of all lines
   */
  static Boundaries ofLines(Split split, long lines) {
    long test = split.testLines() == 0 ? NEVER : lines - split.testLines();
    long valid = split.validLines() == 0 ? test : lines - split.testLines() - split.validLines();
    return new Boundaries(valid, test);
  }

  boolean hasValid() {
    return valid < test;
  }

  Map<String, Long> parameters() {
    return Map.of("valid_begins", valid, "test_begins", test);
  }
}
