package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Layout;
import clickahead.data.RecentEvents;
import clickahead.data.SessionLog;

/**
 * Vector multiplication session-kNN (Ludewig and Jannach, UMUAI 2018): like session-kNN, but later
 * clicks of the running session count more, both in the similarity and in what a neighbour's items
 * get.
 */
public final class Vsknn extends NeighbourModel {
  private final VsknnParameters parameters;

  private Vsknn(NeighbourIndex index, VsknnParameters parameters) {
    super("vsknn", index);
    this.parameters = parameters;
  }

  /**
   * Indexes training sessions.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static Vsknn train(SessionLog train, int items, VsknnParameters parameters) {
    SessionLog recent = RecentEvents.of(train, parameters.lastNDays());
    return new Vsknn(
        NeighbourIndex.of(
            recent,
            items,
            new Layout(parameters.sampling().newest(parameters.sampleSize()), 0, true)),
        parameters);
  }

  @Override
  Scoring newScoring() {
    return new VsknnScoring(index(), parameters);
  }
}
