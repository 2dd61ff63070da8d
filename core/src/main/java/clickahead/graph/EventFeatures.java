package clickahead.graph;

/**
 * What a network is told of events besides their items: of each feature one of its rows, and how
 * much of it. Usable from any thread.
 */
public interface EventFeatures {
  /** Where there is no event before. */
  long NO_PLACE = Long.MIN_VALUE;

  /** No features. */
  EventFeatures NONE =
      new EventFeatures() {
        @Override
        public int count() {
          return 0;
        }

        @Override
        public int row(int feature, long place, long previous) {
          throw new IndexOutOfBoundsException("there is no feature " + feature);
        }

        @Override
        public double amount(int feature, long place, long previous) {
          throw new IndexOutOfBoundsException("there is no feature " + feature);
        }
      };

  /** Number of features, F. */
  int count();

  /**
   * Which row of a feature's table an event has; {@link MiniBatch#NONE} where it has none.
   *
   * @param place where the event lies in the log
   * @param previous where the event before it in its sequence lies, {@link #NO_PLACE} for the first
   */
  int row(int feature, long place, long previous);

  /**
   * What that row is multiplied with.
   *
   * @param place where the event lies in the log
   * @param previous where the event before it in its sequence lies, {@link #NO_PLACE} for the first
   */
  double amount(int feature, long place, long previous);
}
