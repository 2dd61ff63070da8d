package clickahead.graph.sequence;

import clickahead.graph.MiniBatch;

/**
 * What a network is told of events besides their items: of each feature one of its rows, and how
 * much of it; or a list of rows; or a vector. Usable from any thread.
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
   * Which row of a feature's table an event has; {@link MiniBatch#NONE} where it has none. Of a
   * feature with {@link #lists} the number of the event's list, and of one with vectors any number
   * that is not negative.
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

  /** The lists of rows of a feature whose events may have several; null of any other. */
  default FeatureColumn lists(int feature) {
    return null;
  }

  /**
   * Copies the vector that an event has of a feature with vectors.
   *
   * @param place where the event lies in the log; it has one
   * @param to gets it, as long as all vectors of the feature are
   */
  default void vector(int feature, long place, float[] to) {
    throw new IllegalStateException("the feature " + feature + " has no vectors");
  }
}
