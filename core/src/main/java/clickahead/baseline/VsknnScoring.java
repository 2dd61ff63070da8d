package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Snapshot;

/** One thread's answers of VSKNN. */
final class VsknnScoring implements Scoring {
  private static final double DAY = 24 * 60 * 60 * 1000.0;
  private static final double DAILY = 7.0 / 8;

  private final NeighbourIndex index;
  private final VsknnParameters parameters;
  private final RecentSessions neighbours;
  private double[] weights = new double[16];

  VsknnScoring(NeighbourIndex index, VsknnParameters parameters) {
    this.index = index;
    this.parameters = parameters;
    this.neighbours = new RecentSessions(index);
  }

  @Override
  public void score(RunningSession session, ItemScores scores) {
    session.look(parameters.lastNClicks());
    Snapshot now = index.snapshot();
    double logSessions = Math.log(now.sessions());
    double norm = weigh(session, logSessions);
    neighbours.find(now, session, weights, parameters.sampleSize());
    Snapshot snapshot = neighbours.snapshot();
    compare(snapshot, session, norm);
    neighbours.keepNearest(parameters.k());
    for (int i = 0; i < neighbours.size(); i++) {
      int from = snapshot.starts()[neighbours.session(i)];
      int to = snapshot.starts()[neighbours.session(i) + 1];
      double decay = parameters.weightingScore().of(session.step(neighbours.match(i)));
      scores.addToEach(snapshot.items(), from, to, decay * neighbours.similarity(i));
    }
    if (parameters.idfWeighting() > 0) {
      Rarity.weigh(scores, index, logSessions, parameters.idfWeighting());
    }
    ownItems(session, scores);
    if (parameters.normalize()) {
      scores.normalize();
    }
  }

  /** Weights of the running session's items; returns their norm. */
  private double weigh(RunningSession session, double logSessions) {
    int n = session.distinctItems();
    if (weights.length < n) {
      weights = new double[n + n / 2];
    }
    double squares = 0;
    for (int i = 0; i < n; i++) {
      weights[i] =
          parameters.idfWeightingSession()
              ? Rarity.of(index, session.distinct(i), logSessions)
              : parameters.weighting().ofPosition(session.position(i), session.events());
      squares += weights[i] * weights[i];
    }
    return Math.sqrt(squares);
  }

  private void compare(Snapshot snapshot, RunningSession session, double norm) {
    int distinct = session.distinctItems();
    long now = now(snapshot, session);
    for (int i = 0; i < neighbours.size(); i++) {
      int neighbour = neighbours.session(i);
      double similarity =
          parameters
              .similarity()
              .of(neighbours.similarity(i), distinct, norm, snapshot.distinct(neighbour));
      if (parameters.weightingTime()) {
        similarity *= Math.pow(DAILY, Math.rint((now - snapshot.times()[neighbour]) / DAY));
      }
      neighbours.similarity(i, similarity);
    }
  }

  private static long now(Snapshot snapshot, RunningSession session) {
    if (session.now() != RunningSession.NO_TIME) {
      return session.now();
    }
    return snapshot.sessions() == 0 ? 0 : snapshot.times()[snapshot.sessions() - 1];
  }

  private void ownItems(RunningSession session, ItemScores scores) {
    if (!parameters.remind()) {
      for (int i = 0; i < session.distinctItems(); i++) {
        scores.set(session.distinct(i), 0);
      }
    } else if (parameters.pushReminders()) {
      for (int i = 0; i < session.distinctItems(); i++) {
        int item = session.distinct(i);
        scores.set(item, scores.of(item) * (session.clicksOn(item) + 1));
      }
    }
  }
}
