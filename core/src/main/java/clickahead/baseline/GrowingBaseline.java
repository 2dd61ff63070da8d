package clickahead.baseline;

import clickahead.data.SessionLog;

/** A baseline that takes new sessions while it answers, without any training. */
public interface GrowingBaseline extends Baseline {

  /**
   * Adds a finished session. Any thread may call this at any time.
   *
   * @param clicks item indices, oldest first
   * @param time of its last click, in milliseconds since 1970 UTC
   * @throws IllegalArgumentException if an item is not one of the N; then nothing is added
   */
  void add(int[] clicks, long time);

  /** The sessions that were added so far. */
  SessionLog added();
}
