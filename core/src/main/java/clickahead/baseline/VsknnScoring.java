package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Snapshot;

/** One thread's answers of VSKNN. */
final class VsknnScoring implements Scoring {
  private static final double DAY = 24 * 60 * 60 * 1000.0;
  private static final double DAILY = 7.0 / 8;
  private static final int REMINDED = 3;
  private static final int PLACE = 17;
  private static final double BEFORE = 1e-4;

  private final NeighbourIndex index;
  private final VsknnParameters parameters;
  private final RecentSessions neighbours;
  private final double[] best = new double[PLACE];
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
    int sample = parameters.sampleSize();
    neighbours.find(now, session, weights, parameters.sampling().newest(sample));
    neighbours.keepSample(sample, session.mix(parameters.seed()));
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
    long longest = parameters.dwellingTime() ? session.longestDwell() : 0;
    for (int i = 0; i < n; i++) {
      weights[i] =
          parameters.idfWeightingSession()
              ? Rarity.of(index, session.distinct(i), logSessions)
              : parameters.weighting().ofPosition(session.position(i), session.events())
                  * (longest > 0 ? dwellWeight(session, i, longest) : 1);
      squares += weights[i] * weights[i];
    }
    return Math.sqrt(squares);
  }

  private static double dwellWeight(RunningSession session, int place, long longest) {
    boolean last = session.step(place) == 1;
    return last ? 1 : (double) session.dwell(place) / longest;
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
    if (parameters.remind() && parameters.addReminders()) {
      addReminders(session, scores);
    }
  }

  /** Lets the first items of the session stand just before the place that they are to have. */
  private void addReminders(RunningSession session, ItemScores scores) {
    double least = scores.largest(best);
    int reminded = 0;
    for (int i = 0; i < session.size() && reminded < REMINDED; i++) {
      int item = session.item(i);
      double score = scores.of(item);
      if (score > 0 && session.isFirstOn(i)) {
        reminded++;
        // Sums of the same shares in another order are one score.
        if ((float) score < (float) least) {
          scores.set(item, least + BEFORE);
        }
      }
    }
  }
}
