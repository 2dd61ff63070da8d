package clickahead.baseline;

/**
 * A baseline that recommends the items of past sessions which are like the running one. It takes
 * new sessions while it answers: every answer is made of the sessions that were known when it
 * began.
 */
public abstract class NeighbourModel extends SparseBaseline {
  private final NeighbourIndex index;

  NeighbourModel(String name, NeighbourIndex index) {
    super(name, index.items());
    this.index = index;
  }

  final NeighbourIndex index() {
    return index;
  }

  /** Number of past sessions. */
  public final int sessions() {
    return index.snapshot().sessions();
  }

  /**
   * Adds a finished session, without any training. It counts as the newest. Any thread may call
   * this at any time.
   *
   * @param clicks item indices, oldest first
   * @param time of its last click, in milliseconds since 1970 UTC
   * @throws IllegalArgumentException if an item is not one of the N; then nothing is added
   */
  public final void add(int[] clicks, long time) {
    index.add(clicks, time);
  }
}
