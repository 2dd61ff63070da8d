package clickahead.baseline;

import clickahead.data.SessionLog;
import java.util.List;

/** A log in memory with times. */
record TimedLog(List<int[]> items, List<long[]> times, int[] starts) implements SessionLog {

  static TimedLog of(List<int[]> items, List<long[]> times) {
    int[] starts = new int[items.size() + 1];
    for (int s = 0; s < items.size(); s++) {
      starts[s + 1] = starts[s] + items.get(s).length;
    }
    return new TimedLog(items, times, starts);
  }

  @Override
  public int sessions() {
    return items.size();
  }

  @Override
  public long events() {
    return starts[items.size()];
  }

  @Override
  public long start(int session) {
    return starts[session];
  }

  @Override
  public int item(long event) {
    int s = session(event);
    return items.get(s)[(int) event - starts[s]];
  }

  @Override
  public long time(long event) {
    int s = session(event);
    return times.get(s)[(int) event - starts[s]];
  }

  private int session(long event) {
    int found = java.util.Arrays.binarySearch(starts, (int) event);
    int s = found >= 0 ? found : -found - 2;
    while (starts[s + 1] <= event) {
      s++;
    }
    return s;
  }
}
