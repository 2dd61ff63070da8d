package clickahead.model;

import clickahead.graph.ItemTable;
import java.util.Optional;

/**
 * A model that follows running sessions, for serving. Immutable, and shared by all threads; each
 * call works in a scratch of its own. Whatever a model remembers of a session lies in the session:
 * a state of some numbers, and the clicks so far.
 */
public interface SessionModel {

  /**
   * Numbers that a session's state has after so many clicks, never fewer than after less; 0 for
   * models that look at the clicks alone.
   */
  int stateSize(int clicks);

  /** Does the model weigh the clicks by attention, so that {@link Scratch#attended} tells how? */
  default boolean attends() {
    return false;
  }

  /** What the model looks at besides the items clicked; nothing for most. */
  default FeatureEncoders features() {
    return FeatureEncoders.NONE;
  }

  /**
   * The items' rows whose products with a session's {@link Scratch#vector} are the scores; empty of
   * models that score in other ways.
   */
  default Optional<ItemTable> rows() {
    return Optional.empty();
  }

  /**
   * Room for calls.
   *
   * @param capacity most items to score at a time
   */
  Scratch scratch(int capacity);

  /** One call at a time. */
  interface Scratch {

    /** Every item has a score. */
    int ALL = -1;

    /** How many items can be scored in one call. */
    int capacity();

    /**
     * The visitor clicked an item.
     *
     * @param state [stateSize] replaced by the state after the click; zeros before the first one
     * @param clicks the session's, the new one included, which is the last
     */
    void click(float[] state, Clicks clicks);

    /**
     * Sets the session whose items are scored next.
     *
     * @param state [stateSize]
     * @param clicks the session's, at least one
     */
    void begin(float[] state, Clicks clicks);

    /**
     * Scores the few items that have a score, for the session that was set.
     *
     * @return how many there are; {@link #ALL} where every item has one
     */
    default int scoreFew() {
      return ALL;
    }

    /** One of the few, in no order. */
    default int few(int place) {
      throw new IndexOutOfBoundsException("all items have a score");
    }

    /** The score of one of the few; -Infinity if it has none after all. */
    default float fewScore(int place) {
      throw new IndexOutOfBoundsException("all items have a score");
    }

    /**
     * Scores items first to first + n - 1 for the session that was set.
     *
     * @param n at most the capacity
     */
    void score(int first, int n);

    /** The score of the i-th item of the last range; a higher one is better. */
    float score(int i);

    /**
     * Writes the vector of the session that was set; only where there are {@link #rows}.
     *
     * @param to address of as many elements as a row has; behind the units stands a one if the
     *     items' biases count, else zero
     */
    default void vector(long to) {
      throw new UnsupportedOperationException("the model scores without vectors");
    }

    /** How many of the last clicks attention looks at, for the session that was set. */
    default int attended() {
      return 0;
    }

    /** The weight that attention gives to one of them, 0 being the oldest. */
    default double attention(int click) {
      throw new IndexOutOfBoundsException("no attention");
    }
  }
}
