package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Layout;
import clickahead.baseline.NeighbourIndex.Snapshot;
import clickahead.data.SessionLog;
import java.util.Arrays;

/**
 * Session-kNN (Jannach and Ludewig, RecSys 2017): the items of the past sessions whose sets of
 * items are most like the running session's, each neighbour counting by its similarity.
 */
public final class Sknn extends NeighbourModel {
  private final SknnParameters parameters;

  private Sknn(NeighbourIndex index, SknnParameters parameters) {
    super("sknn", index);
    this.parameters = parameters;
  }

  /**
   * Indexes training sessions.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static Sknn train(SessionLog train, int items, SknnParameters parameters) {
    return new Sknn(
        NeighbourIndex.of(
            train,
            items,
            new Layout(parameters.sampling().newest(parameters.sampleSize()), 0, true)),
        parameters);
  }

  @Override
  Scoring newScoring() {
    return new Scorer(index(), parameters);
  }

  private static final class Scorer implements Scoring {
    private static final int REMINDED = 3;

    private final NeighbourIndex index;
    private final SknnParameters parameters;
    private final RecentSessions neighbours;
    private final ItemScores owners;
    private double[] ones = new double[0];

    Scorer(NeighbourIndex index, SknnParameters parameters) {
      this.index = index;
      this.parameters = parameters;
      this.neighbours = new RecentSessions(index);
      this.owners = new ItemScores(parameters.popBoost() > 0 ? index.items() : 0);
    }

    @Override
    public void score(RunningSession session, ItemScores scores) {
      session.look(0);
      int n = session.distinctItems();
      if (ones.length < n) {
        ones = new double[n + n / 2];
        Arrays.fill(ones, 1);
      }
      int sample = parameters.sampleSize();
      neighbours.find(index.snapshot(), session, ones, parameters.sampling().newest(sample));
      neighbours.keepSample(sample, session.mix(parameters.seed()));
      Snapshot snapshot = neighbours.snapshot();
      for (int i = 0; i < neighbours.size(); i++) {
        int size = snapshot.distinct(neighbours.session(i));
        neighbours.similarity(i, parameters.similarity().of(neighbours.similarity(i), n, size));
      }
      neighbours.keepNearest(parameters.k());
      for (int i = 0; i < neighbours.size(); i++) {
        int from = snapshot.starts()[neighbours.session(i)];
        int to = snapshot.starts()[neighbours.session(i) + 1];
        scores.addToEach(snapshot.items(), from, to, neighbours.similarity(i));
      }
      if (parameters.popBoost() > 0) {
        boost(snapshot, scores);
      }
      if (parameters.remind()) {
        remind(session, scores);
      }
      if (parameters.normalize()) {
        scores.normalize();
      }
    }

    private void boost(Snapshot snapshot, ItemScores scores) {
      owners.clear();
      for (int i = 0; i < neighbours.size(); i++) {
        int from = snapshot.starts()[neighbours.session(i)];
        owners.addToEach(snapshot.items(), from, snapshot.starts()[neighbours.session(i) + 1], 1);
      }
      owners.normalize();
      for (int i = 0; i < owners.size(); i++) {
        int item = owners.item(i);
        scores.add(item, parameters.popBoost() * owners.of(item));
      }
    }

    /** The later a click the larger the step up; an item clicked twice steps up twice. */
    private static void remind(RunningSession session, ItemScores scores) {
      int first = Math.max(0, session.size() - REMINDED);
      for (int i = first; i < session.size(); i++) {
        int item = session.item(i);
        double score = scores.of(item);
        double raised = (score + 5) * 5 + (i - first + 1) / 100.0;
        scores.add(item, raised - score);
      }
    }
  }
}
