package clickahead.graph;

/** What is known of a batch's events besides their items. */
final class EventDescriptions {
  /** Which row each event has of each of its features, {@link MiniBatch#NONE} for none [F, E]. */
  final int[][] rows;

  /** What each row is multiplied with [F, E]. */
  final double[][] amounts;

  /**
   * Room for descriptions.
   *
   * @param features F
   * @param events E
   */
  EventDescriptions(int features, int events) {
    rows = new int[features][events];
    amounts = new double[features][events];
  }

  /**
   * Describes an event.
   *
   * @param place where it lies in the log
   * @param previous where the event before it in its sequence lies
   * @param features as many as there is room for, or none: then the event has no values of them
   */
  void set(int event, long place, long previous, EventFeatures features) {
    for (int f = 0; f < rows.length; f++) {
      boolean known = f < features.count();
      rows[f][event] = known ? features.row(f, place, previous) : MiniBatch.NONE;
      amounts[f][event] = known ? features.amount(f, place, previous) : 0;
    }
  }
}
