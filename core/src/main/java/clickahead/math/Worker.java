package clickahead.math;

/**
 * One member of a {@link WorkerTeam}: what a piece of code that all workers run needs to know to do
 * its own share of the work.
 */
public final class Worker {
  private final WorkerTeam team;
  private final int index;
  private int arrivals;

  Worker(WorkerTeam team, int index) {
    this.team = team;
    this.index = index;
  }

  /** This worker's number, 0 to {@link #count} - 1. */
  public int index() {
    return index;
  }

  /** Number of workers in the team, W. */
  public int count() {
    return team.size();
  }

  /** First of n units that this worker owns; it owns those up to {@code shareEnd(n)}. */
  public int shareStart(int n) {
    return (int) ((long) n * index / team.size());
  }

  /** One behind the last of n units that this worker owns. */
  public int shareEnd(int n) {
    return (int) ((long) n * (index + 1) / team.size());
  }

  /**
   * Waits until all workers are here. What a worker wrote before, all others see afterwards.
   *
   * @throws WorkerTeam.Broken if another worker failed, and would never come
   */
  public void barrier() {
    team.await(index, ++arrivals);
  }
}
