package clickahead.train;

import clickahead.data.SessionLog;
import java.util.SplittableRandom;

/** Random sessions, small enough for a training in a test. */
public final class TinyLog {
  private TinyLog() {}

  /** Sessions of 2 to 9 events; low items are clicked more often than high ones. */
  public static SessionLog of(int sessions, int items, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[][] log = new int[sessions][];
    for (int s = 0; s < sessions; s++) {
      log[s] = new int[2 + random.nextInt(8)];
      for (int i = 0; i < log[s].length; i++) {
        log[s][i] = random.nextInt(1 + random.nextInt(items));
      }
    }
    return SessionLog.of(log);
  }
}
