package clickahead.baseline;

import clickahead.baseline.NeighbourIndex.Layout;
import clickahead.data.SessionLog;

/**
 * VSTAN (Ludewig et al., UMUAI 2021): STAN with two ideas of VSKNN. Neighbours whose last shared
 * item was clicked long ago count less, and rare items count more.
 */
public final class Vstan extends NeighbourModel {
  private final VstanParameters parameters;

  private Vstan(NeighbourIndex index, VstanParameters parameters) {
    super("vstan", index);
    this.parameters = parameters;
  }

  /**
   * Indexes training sessions.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static Vstan train(SessionLog train, int items, VstanParameters parameters) {
    return new Vstan(
        NeighbourIndex.of(train, items, new Layout(parameters.sampleSize(), 0, true)), parameters);
  }

  @Override
  Scoring newScoring() {
    return new StanScoring(
        index(), parameters.stan(), parameters.lambdaIpw(), parameters.lambdaIdf());
  }
}
