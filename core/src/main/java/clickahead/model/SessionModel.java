package clickahead.model;

/**
 * A model that follows running sessions, for serving. Immutable, and shared by all threads; each
 * call works in a scratch of its own. Whatever a model remembers of a session lies in the session:
 * a state of some numbers, and the items clicked so far.
 */
public interface SessionModel {

  /** Numbers that a session's state has; 0 for models that look at the clicked items alone. */
  int stateSize();

  /**
   * Room for calls.
   *
   * @param capacity most items to score at a time
   */
  Scratch scratch(int capacity);

  /** One call at a time. */
  interface Scratch {

    /** How many items can be scored in one call. */
    int capacity();

    /**
     * The visitor clicked an item.
     *
     * @param state [stateSize] replaced by the state after the click
     * @param clicked the session's items, the new one included
     * @param clicks how many they are, at least 1; the new one is the last
     */
    void click(float[] state, int[] clicked, int clicks);

    /**
     * Sets the session whose items are scored next.
     *
     * @param state [stateSize]
     * @param clicked the session's items
     * @param clicks how many they are, at least 1
     */
    void begin(float[] state, int[] clicked, int clicks);

    /**
     * Scores items first to first + n - 1 for the session that was set.
     *
     * @param n at most the capacity
     */
    void score(int first, int n);

    /** The score of the i-th item of the last range; a higher one is better. */
    float score(int i);
  }
}
