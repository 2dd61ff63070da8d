package clickahead.baseline;

import clickahead.data.SessionLog;

/**
 * A baseline that recommends the items of past sessions which are like the running one. It takes
 * new sessions while it answers: every answer is made of the sessions that were known when it
 * began.
 */
public abstract class NeighbourModel extends SparseBaseline implements GrowingBaseline {
  private final NeighbourIndex index;
  private final AddedSessions added = new AddedSessions();

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
   * {@inheritDoc}
   *
   * <p>It counts as the newest.
   */
  @Override
  public final synchronized void add(int[] clicks, long time) {
    index.add(clicks, time);
    added.add(clicks, time);
  }

  @Override
  public final SessionLog added() {
    return added.log();
  }
}
