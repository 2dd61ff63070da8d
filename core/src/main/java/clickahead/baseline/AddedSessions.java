package clickahead.baseline;

import clickahead.data.SessionLog;
import java.util.Arrays;

/** Sessions that were added to a model, for whoever saves it. Any thread may add. */
final class AddedSessions {
  private int[] items = new int[16];
  private long[] starts = new long[16];
  private long[] times = new long[16];
  private int sessions;

  /**
   * Adds one.
   *
   * @param time of its last click, in milliseconds since 1970 UTC
   */
  synchronized void add(int[] clicks, long time) {
    if (clicks.length == 0) {
      return;
    }
    int end = (int) starts[sessions];
    if (end + clicks.length > items.length) {
      int[] grown = new int[Math.max(Math.addExact(end, clicks.length), end + end / 2)];
      System.arraycopy(items, 0, grown, 0, end);
      items = grown;
    }
    if (sessions + 1 == starts.length) {
      starts = Arrays.copyOf(starts, 2 * starts.length);
      times = Arrays.copyOf(times, starts.length);
    }
    System.arraycopy(clicks, 0, items, end, clicks.length);
    times[sessions++] = time;
    starts[sessions] = end + clicks.length;
  }

  /** Those that there are at this moment. */
  synchronized SessionLog log() {
    return new Log(
        sessions,
        Arrays.copyOf(items, (int) starts[sessions]),
        Arrays.copyOf(starts, sessions + 1),
        Arrays.copyOf(times, sessions));
  }

  /**
   * Sessions of which the time of the last click is known.
   *
   * @param times of the sessions [S]
   */
  private record Log(int sessions, int[] items, long[] starts, long[] times) implements SessionLog {
    @Override
    public long events() {
      return items.length;
    }

    @Override
    public long start(int session) {
      return starts[session];
    }

    @Override
    public int item(long event) {
      return items[(int) event];
    }

    @Override
    public long time(long event) {
      int found = Arrays.binarySearch(starts, event);
      return times[found >= 0 ? found : -found - 2];
    }
  }
}
