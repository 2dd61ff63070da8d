package clickahead.graph.sequence;

import clickahead.graph.MiniBatch;

/** What is known of a batch's events besides their items. */
final class EventDescriptions {
  /** Which row each event has of each of its features, {@link MiniBatch#NONE} for none [F, E]. */
  final int[][] rows;

  /** What each row is multiplied with [F, E]. */
  final double[][] amounts;

  /** Where each event lies in the log [E]; of no meaning where there are no features. */
  final long[] places;

  private EventFeatures features = EventFeatures.NONE;

  /**
   * Room for descriptions.
   *
   * @param features F
   * @param events E
   */
  EventDescriptions(int features, int events) {
    rows = new int[features][events];
    amounts = new double[features][events];
    places = new long[features == 0 ? 0 : events];
  }

  /**
   * Describes an event.
   *
   * @param place where it lies in the log
   * @param previous where the event before it in its sequence lies
   * @param known as many features as there is room for, or none: then the event has no values of
   *     them; the same for all events of a batch
   */
  void set(int event, long place, long previous, EventFeatures known) {
    features = known;
    if (rows.length > 0) {
      places[event] = place;
    }
    for (int f = 0; f < rows.length; f++) {
      boolean has = f < known.count();
      rows[f][event] = has ? known.row(f, place, previous) : MiniBatch.NONE;
      amounts[f][event] = has ? known.amount(f, place, previous) : 0;
    }
  }

  /** What the events were described by, for lists and vectors, which stay where they are. */
  EventFeatures features() {
    return features;
  }
}
