package clickahead.data;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/** The beginnings of some sessions of another log, which it reads through. */
final class SessionPrefixes implements SessionLog {
  private final SessionLog log;
  private final int[] sessions;
  private final long[] starts;
  private final IntUnaryOperator historyOf;

  /**
   * A view.
   *
   * @param lengthOf how many events of a session are kept; none: the session is left out
   */
  SessionPrefixes(SessionLog log, IntUnaryOperator lengthOf) {
    this(log, lengthOf, s -> 0);
  }

  /**
   * A view of sessions whose first events are only history.
   *
   * @param historyOf how many of them
   */
  SessionPrefixes(SessionLog log, IntUnaryOperator lengthOf, IntUnaryOperator historyOf) {
    this.log = log;
    this.historyOf = historyOf;
    int[] kept = new int[log.sessions()];
    long[] at = new long[log.sessions() + 1];
    int n = 0;
    for (int s = 0; s < log.sessions(); s++) {
      int length = lengthOf.applyAsInt(s);
      if (length > 0) {
        kept[n++] = s;
        at[n] = at[n - 1] + length;
      }
    }
    sessions = Arrays.copyOf(kept, n);
    starts = Arrays.copyOf(at, n + 1);
  }

  @Override
  public int sessions() {
    return sessions.length;
  }

  @Override
  public long events() {
    return starts[sessions.length];
  }

  @Override
  public long start(int session) {
    return starts[session];
  }

  @Override
  public String id(int session) {
    return log.id(sessions[session]);
  }

  @Override
  public int history(int session) {
    return historyOf.applyAsInt(sessions[session]);
  }

  @Override
  public int item(long event) {
    return log.item(source(event));
  }

  @Override
  public long time(long event) {
    return log.time(source(event));
  }

  @Override
  public LogColumns columns() {
    return log.columns().at(this::source, session -> sessions[(int) session]);
  }

  private long source(long event) {
    int found = Arrays.binarySearch(starts, event);
    int session = found >= 0 ? found : -found - 2;
    return log.start(sessions[session]) + event - starts[session];
  }
}
