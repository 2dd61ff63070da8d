package clickahead.baseline;

/** How a baseline scores items after the clicks of a session; with the scratch of one thread. */
interface Scoring {
  /**
   * Gives scores to items.
   *
   * @param session at least one click
   * @param scores cleared
   */
  void score(RunningSession session, ItemScores scores);
}
