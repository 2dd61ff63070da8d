package clickahead.data;

import java.util.Arrays;
import java.util.List;

/** Several logs one behind the other. */
final class ConcatenatedSessionLog implements SessionLog {
  private final SessionLog[] logs;
  private final int[] firstSession;
  private final long[] firstEvent;
  private final LogColumns columns;

  ConcatenatedSessionLog(List<SessionLog> logs) {
    this.logs = logs.toArray(SessionLog[]::new);
    firstSession = new int[this.logs.length + 1];
    firstEvent = new long[this.logs.length + 1];
    for (int i = 0; i < this.logs.length; i++) {
      firstSession[i + 1] = firstSession[i] + this.logs[i].sessions();
      firstEvent[i + 1] = firstEvent[i] + this.logs[i].events();
    }
    columns =
        LogColumns.concat(
            logs.stream().map(SessionLog::columns).toList(),
            firstEvent,
            Arrays.stream(firstSession).asLongStream().toArray());
  }

  @Override
  public int sessions() {
    return firstSession[logs.length];
  }

  @Override
  public long events() {
    return firstEvent[logs.length];
  }

  @Override
  public long start(int session) {
    if (session == sessions()) {
      return events();
    }
    int part = 0;
    while (session >= firstSession[part + 1]) {
      part++;
    }
    return firstEvent[part] + logs[part].start(session - firstSession[part]);
  }

  @Override
  public int rank(int session) {
    int part = 0;
    while (session >= firstSession[part + 1]) {
      part++;
    }
    return logs[part].rank(session - firstSession[part]);
  }

  @Override
  public int item(long event) {
    int part = partOf(event);
    return logs[part].item(event - firstEvent[part]);
  }

  @Override
  public long time(long event) {
    int part = partOf(event);
    return logs[part].time(event - firstEvent[part]);
  }

  @Override
  public String id(int session) {
    int part = 0;
    while (session >= firstSession[part + 1]) {
      part++;
    }
    return logs[part].id(session - firstSession[part]);
  }

  @Override
  public int history(int session) {
    int part = 0;
    while (session >= firstSession[part + 1]) {
      part++;
    }
    return logs[part].history(session - firstSession[part]);
  }

  @Override
  public LogColumns columns() {
    return columns;
  }

  private int partOf(long event) {
    int part = 0;
    while (event >= firstEvent[part + 1]) {
      part++;
    }
    return part;
  }
}
