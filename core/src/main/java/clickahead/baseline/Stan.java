package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Layout;
import clickahead.data.SessionLog;

/**
 * STAN, sequence and time aware neighbourhood (Garg et al., SIGIR 2019): later clicks count more,
 * newer sessions count more, and in a neighbour the items near the last shared one count more.
 */
public final class Stan extends NeighbourModel {
  private final StanParameters parameters;

  private Stan(NeighbourIndex index, StanParameters parameters) {
    super("stan", index);
    this.parameters = parameters;
  }

  /**
   * Indexes training sessions.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static Stan train(SessionLog train, int items, StanParameters parameters) {
    return new Stan(
        NeighbourIndex.of(train, items, new Layout(parameters.sampleSize(), 0, true)), parameters);
  }

  @Override
  Scoring newScoring() {
    return new StanScoring(index(), parameters, 0, 0);
  }
}
