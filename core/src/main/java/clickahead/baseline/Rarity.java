package clickahead.baseline;

/**
 * How rare an item is: ln(sessions / clicks on it), 0 for an item with more clicks than there are
 * sessions. session-rec's goes on below 0 there and may turn scores negative.
 */
final class Rarity {
  private Rarity() {}

  /**
   * The rarity of an item.
   *
   * @param logSessions logarithm of the number of sessions
   */
  static double of(NeighbourIndex index, int item, double logSessions) {
    double count = index.logCount(item);
    return count < logSessions && count >= 0 ? logSessions - count : 0;
  }

  /** Multiplies each score by 1 + weight * rarity. */
  static void weigh(ItemScores scores, NeighbourIndex index, double logSessions, double weight) {
    for (int i = 0; i < scores.size(); i++) {
      int item = scores.item(i);
      scores.set(item, scores.of(item) * (1 + weight * of(index, item, logSessions)));
    }
  }
}
