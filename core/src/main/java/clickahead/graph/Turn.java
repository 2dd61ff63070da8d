package clickahead.graph;

/**
 * What one pass over a mini-batch trains of a network that has several side by side: which of them
 * add to the scores, and which move. What is all of theirs together is shared.
 *
 * @param adding the first so many add to the scores; the others are zero
 * @param moving the one that moves; {@link #ALL} for all
 * @param shared does move what they share?
 */
public record Turn(int adding, int moving, boolean shared) {
  /** All networks move. */
  public static final int ALL = -1;

  /** All networks add to the scores and move together. */
  public static final Turn TOGETHER = new Turn(Integer.MAX_VALUE, ALL, true);

  /** Who owns what the networks share. */
  public static final int SHARED = -1;

  /** All networks add to the scores; one moves, and what they share. */
  public static Turn of(int network) {
    return new Turn(Integer.MAX_VALUE, network, true);
  }

  /**
   * The networks up to one add to the scores, which moves: it learns what those before it leave.
   *
   * @param shared does move what they share?
   */
  public static Turn behind(int network, boolean shared) {
    return new Turn(network + 1, network, shared);
  }

  /** Whether a network adds to the scores. */
  public boolean adds(int owner) {
    return owner == SHARED || owner < adding;
  }

  /** Does a network move, or what is {@link #SHARED}? */
  public boolean moves(int owner) {
    return owner == SHARED ? shared : moving == ALL || moving == owner;
  }
}
