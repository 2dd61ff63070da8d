package clickahead.cli.tune;

import clickahead.data.InputException;
import java.time.Duration;
import java.time.format.DateTimeParseException;

/**
 * How long new trials may begin.
 *
 * @param begin when it was set, {@link System#nanoTime}
 * @param length null for no limit
 */
record TimeLimit(long begin, Duration length) {

  /** Begins now; null is no limit. */
  static TimeLimit parse(String time) throws InputException {
    if (time == null) {
      return new TimeLimit(System.nanoTime(), null);
    }
    try {
      Duration length = Duration.parse("PT" + time);
      if (length.isPositive()) {
        return new TimeLimit(System.nanoTime(), length);
      }
    } catch (DateTimeParseException e) {
      // Said below, as for no time at all.
    }
    throw new InputException("--time is '" + time + "', expected such as 2h, 90m or 1h30m");
  }

  boolean isOver() {
    return length != null && System.nanoTime() - begin >= length.toNanos();
  }
}
