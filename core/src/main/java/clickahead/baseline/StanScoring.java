package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Snapshot;

/** One thread's answers of STAN and VSTAN. */
final class StanScoring implements Scoring {
  private static final double DAY = 24 * 60 * 60 * 1000.0;

  private final NeighbourIndex index;
  private final StanParameters parameters;
  private final double rarity;
  private final RecentSessions neighbours;
  private final ExponentialDecay byPosition;
  private final ExponentialDecay byDistance;
  private final ExponentialDecay byStep;
  private double[] weights = new double[16];

  /**
   * Scratch for one thread.
   *
   * @param lambdaIpw 0 for STAN
   * @param lambdaIdf 0 for STAN
   */
  StanScoring(NeighbourIndex index, StanParameters parameters, double lambdaIpw, double lambdaIdf) {
    this.index = index;
    this.parameters = parameters;
    this.rarity = lambdaIdf;
    this.neighbours = new RecentSessions(index);
    this.byPosition = new ExponentialDecay(parameters.lambdaSpw());
    this.byDistance = new ExponentialDecay(parameters.lambdaInh());
    this.byStep = new ExponentialDecay(lambdaIpw);
  }

  @Override
  public void score(RunningSession session, ItemScores scores) {
    session.look(0);
    double norm = weigh(session);
    neighbours.find(index.snapshot(), session, weights, parameters.sampleSize());
    Snapshot snapshot = neighbours.snapshot();
    compare(snapshot, norm);
    neighbours.keepNearest(parameters.k());
    for (int i = 0; i < neighbours.size(); i++) {
      double step = byStep.of(session.step(neighbours.match(i)) - 1);
      vote(snapshot, session, scores, neighbours.session(i), step * neighbours.similarity(i));
    }
    if (rarity > 0) {
      Rarity.weigh(scores, index, Math.log(snapshot.sessions()), rarity);
    }
    if (!parameters.remind()) {
      for (int i = 0; i < session.distinctItems(); i++) {
        scores.set(session.distinct(i), 0);
      }
    }
  }

  private double weigh(RunningSession session) {
    int n = session.distinctItems();
    if (weights.length < n) {
      weights = new double[n + n / 2];
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      weights[i] = byPosition.of(session.events() - session.position(i));
      squares += weights[i] * weights[i];
    }
    return Math.sqrt(squares);
  }

  /**
   * The weight of time is relative to the newest of the sessions, whatever the time now: the
   * ranking is the same, and an old log's weights do not vanish.
   */
  private void compare(Snapshot snapshot, double norm) {
    double lambda = parameters.lambdaSnh() * DAY;
    long newest = neighbours.size() == 0 ? 0 : snapshot.times()[neighbours.session(0)];
    for (int i = 0; i < neighbours.size(); i++) {
      int neighbour = neighbours.session(i);
      double cosine = neighbours.similarity(i) / (norm * Math.sqrt(snapshot.distinct(neighbour)));
      double age = Math.max(0, newest - snapshot.times()[neighbour]);
      neighbours.similarity(i, lambda > 0 ? cosine * Math.exp(-age / lambda) : cosine);
    }
  }

  /** A neighbour's items by their distance from its last item that the running session has. */
  private void vote(
      Snapshot snapshot, RunningSession session, ItemScores scores, int neighbour, double weight) {
    int from = snapshot.starts()[neighbour];
    int to = snapshot.starts()[neighbour + 1];
    int[] items = snapshot.items();
    int[] positions = snapshot.positions();
    int shared = to - 1;
    while (!session.contains(items[shared])) {
      shared--;
    }
    for (int i = from; i < to; i++) {
      int distance = Math.abs(positions[i] - positions[shared]);
      scores.add(items[i], weight * byDistance.of(distance));
    }
  }
}
