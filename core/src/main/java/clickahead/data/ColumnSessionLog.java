package clickahead.data;

import clickahead.io.FormatException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * A log as columns: times [E] and starts [S+1] of 8 bytes, items [E] and ranks [S] of 4 bytes.
 *
 * @param times milliseconds since 1970 UTC, or positions
 * @param starts index of each session's first event, then E
 * @param items item indices
 * @param ranks ranks of the sessions by their first rows in the original file; null if not known
 * @param ids the sessions' ids [S]; null for a log without
 * @param histories how many first events of each session are history [S]; null where none are
 * @param columns what is known of events and sessions besides
 */
record ColumnSessionLog(
    MemorySegment times,
    MemorySegment starts,
    MemorySegment items,
    MemorySegment ranks,
    StringColumn ids,
    MemorySegment histories,
    LogColumns columns)
    implements SessionLog {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  /** Columns of a file, whose lengths must fit each other. */
  static SessionLog checked(
      Path file,
      MemorySegment times,
      MemorySegment starts,
      MemorySegment items,
      MemorySegment ranks,
      StringColumn ids,
      MemorySegment histories,
      LogColumns columns)
      throws FormatException {
    long events = items.byteSize() / 4;
    if (times.byteSize() / 8 != events) {
      throw new FormatException(
          file,
          "damaged: " + times.byteSize() / 8 + " times for " + events + " items. Prepare it again");
    }
    long end = starts.byteSize() == 0 ? -1 : starts.get(LONG, starts.byteSize() - 8);
    if (end != events) {
      throw new FormatException(
          file,
          "damaged: its sessions end at event "
              + end
              + ", it has "
              + events
              + " events. Prepare it again");
    }
    long sessions = starts.byteSize() / 8 - 1;
    requireOnePerSession(file, "ranks", ranks == null ? sessions : ranks.byteSize() / 4, sessions);
    requireOnePerSession(file, "session ids", ids == null ? sessions : ids.size(), sessions);
    requireOnePerSession(
        file, "histories", histories == null ? sessions : histories.byteSize() / 4, sessions);
    return new ColumnSessionLog(times, starts, items, ranks, ids, histories, columns);
  }

  private static void requireOnePerSession(Path file, String what, long found, long sessions)
      throws FormatException {
    if (found != sessions) {
      throw new FormatException(
          file,
          "damaged: " + found + " " + what + " for " + sessions + " sessions. Prepare it again");
    }
  }

  static SessionLog of(int[]... sessions) {
    int events = 0;
    for (int[] session : sessions) {
      events += session.length;
    }
    MemorySegment times = MemorySegment.ofArray(new long[events]);
    MemorySegment starts = MemorySegment.ofArray(new long[sessions.length + 1]);
    MemorySegment items = MemorySegment.ofArray(new int[events]);
    int event = 0;
    for (int s = 0; s < sessions.length; s++) {
      for (int item : sessions[s]) {
        items.setAtIndex(INT, event, item);
        times.setAtIndex(LONG, event, event);
        event++;
      }
      starts.setAtIndex(LONG, s + 1L, event);
    }
    return new ColumnSessionLog(times, starts, items, null, null, null, LogColumns.NONE);
  }

  @Override
  public SessionLog with(LogColumns others) {
    return new ColumnSessionLog(times, starts, items, ranks, ids, histories, others);
  }

  @Override
  public int sessions() {
    return Math.toIntExact(starts.byteSize() / 8 - 1);
  }

  @Override
  public long events() {
    return items.byteSize() / 4;
  }

  @Override
  public long start(int session) {
    return starts.getAtIndex(LONG, session);
  }

  @Override
  public int rank(int session) {
    return ranks == null ? session : ranks.getAtIndex(INT, session);
  }

  @Override
  public int history(int session) {
    return histories == null ? 0 : histories.getAtIndex(INT, session);
  }

  @Override
  public int item(long event) {
    return items.getAtIndex(INT, event);
  }

  @Override
  public long time(long event) {
    return times.getAtIndex(LONG, event);
  }

  @Override
  public String id(int session) {
    return ids == null ? SessionLog.super.id(session) : ids.get(session);
  }
}
