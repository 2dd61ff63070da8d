package clickahead.data;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** The newest part of a log, by calendar days in UTC. */
public final class RecentEvents {
  private static final long DAY = 24 * 60 * 60 * 1000L;

  private RecentEvents() {}

  /**
   * The events of the last day of a log and of so many days before it; a session that begins
   * earlier is cut, and may be left without any event.
   *
   * @param days 0 for all events
   */
  public static SessionLog of(SessionLog log, int days) {
    if (days == 0 || log.events() == 0) {
      return log;
    }
    long newest = Long.MIN_VALUE;
    for (long e = 0; e < log.events(); e++) {
      newest = Math.max(newest, log.time(e));
    }
    long from = (Math.floorDiv(newest, DAY) - days) * DAY;
    int[] items = new int[Math.toIntExact(log.events())];
    long[] times = new long[items.length];
    long[] starts = new long[log.sessions() + 1];
    int[] sources = new int[log.columns().isEmpty() ? 0 : items.length];
    int kept = 0;
    for (int s = 0; s < log.sessions(); s++) {
      for (long e = log.start(s); e < log.start(s + 1); e++) {
        if (log.time(e) >= from) {
          if (sources.length > 0) {
            sources[kept] = (int) e;
          }
          items[kept] = log.item(e);
          times[kept++] = log.time(e);
        }
      }
      starts[s + 1] = kept;
    }
    return new ColumnSessionLog(
        MemorySegment.ofArray(Arrays.copyOf(times, kept)),
        MemorySegment.ofArray(starts),
        MemorySegment.ofArray(Arrays.copyOf(items, kept)),
        null,
        null,
        null,
        log.columns().at(event -> sources[(int) event], session -> session));
  }
}
