package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Layout;
import clickahead.baseline.NeighbourIndex.Snapshot;
import clickahead.data.SessionLog;
import java.util.Arrays;

/**
 * VMIS-kNN (Kersbergen, Sprangers and Schelter, "Serenade", SIGMOD 2022): the items of the past
 * sessions that are most like the last few clicks, among the newest that share one of them; a
 * shared item counts more the later it was clicked, an item of a neighbour the rarer it is.
 */
public final class VmisKnn extends NeighbourModel {
  private final VmisKnnParameters parameters;

  private VmisKnn(NeighbourIndex index, VmisKnnParameters parameters) {
    super("vmis-knn", index);
    this.parameters = parameters;
  }

  /**
   * Indexes training sessions.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static VmisKnn train(SessionLog train, int items, VmisKnnParameters parameters) {
    int longest = parameters.maxTrainingSessionItems();
    if (longest == 0) {
      longest = usualLength(train, items);
    }
    return new VmisKnn(
        NeighbourIndex.of(train, items, new Layout(parameters.m(), longest, false)), parameters);
  }

  /**
   * The 99.5th percentile of the number of distinct items of a session, rounded; 1 at least.
   *
   * @param items number of items, N
   */
  public static int usualLength(SessionLog train, int items) {
    SessionItems distinct = new SessionItems(items);
    int[] sizes = new int[train.sessions()];
    for (int s = 0; s < sizes.length; s++) {
      int[] session = new int[train.length(s)];
      for (int i = 0; i < session.length; i++) {
        session[i] = train.item(train.start(s) + i);
      }
      sizes[s] = distinct.of(session);
    }
    Arrays.sort(sizes);
    if (sizes.length == 0) {
      return 1;
    }
    double place = 0.995 * (sizes.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sizes.length - 1);
    double size = sizes[below] + (place - below) * (sizes[above] - sizes[below]);
    return Math.max(1, (int) Math.round(size));
  }

  @Override
  Scoring newScoring() {
    return new Scorer(index(), parameters);
  }

  private static final class Scorer implements Scoring {
    private final NeighbourIndex index;
    private final VmisKnnParameters parameters;
    private final RecentSessions neighbours;
    private final double[] weights;

    Scorer(NeighbourIndex index, VmisKnnParameters parameters) {
      this.index = index;
      this.parameters = parameters;
      this.neighbours = new RecentSessions(index);
      this.weights = new double[parameters.maxItemsInSession()];
    }

    @Override
    public void score(RunningSession session, ItemScores scores) {
      session.look(parameters.maxItemsInSession());
      int n = session.distinctItems();
      for (int i = 0; i < n; i++) {
        // Whole numbers, so that equally similar sessions are.
        weights[i] = session.position(i);
      }
      neighbours.find(index.snapshot(), session, weights, parameters.m());
      Snapshot snapshot = neighbours.snapshot();
      neighbours.keepNearest(parameters.k());
      for (int i = 0; i < neighbours.size(); i++) {
        int neighbour = neighbours.session(i);
        double decay = Decay.LINEAR.of(session.step(neighbours.match(i)));
        scores.addToEach(
            snapshot.items(),
            snapshot.starts()[neighbour],
            snapshot.starts()[neighbour + 1],
            decay * neighbours.similarity(i) / n);
      }
      if (parameters.idfWeighting() > 0) {
        weighByRarity(scores, Math.log(snapshot.pairs()));
      }
      if (parameters.dropLastItem()) {
        scores.set(session.last(), 0);
      }
    }

    /** ln(pairs / sessions of the item), where that is above 0. */
    private void weighByRarity(ItemScores scores, double logPairs) {
      for (int i = 0; i < scores.size(); i++) {
        int item = scores.item(i);
        double idf = parameters.idfWeighting() * (logPairs - index.logCount(item));
        if (idf > 0) {
          scores.set(item, scores.of(item) * idf);
        }
      }
    }
  }
}
