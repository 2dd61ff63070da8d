package clickahead.model;

import java.util.Locale;

/**
 * How a GRU4Rec with item features is built: RecBole's form, and the architectures of Hidasi,
 * Quadrana, Karatzoglou and Tikk, "Parallel Recurrent Neural Network Architectures for Feature-rich
 * Session-based Recommendations" (RecSys 2016).
 */
public enum FeatureArchitecture {
  /** Two GRUs, their states through one layer to the size of the items' embedding, which scores. */
  RECBOLE(true, true),
  /** A GRU over the items, which scores: the model without features. */
  ITEM_ONLY(true, false),
  /** The same network over the features alone. */
  FEATURE_ONLY(false, true),
  /** One GRU over items and features side by side. */
  CONCATENATED(true, true),
  /** A GRU for each, with output weights of its own; the scores are added. */
  PARALLEL(true, true),
  /** A GRU for each; the states are added, and scored by output weights that they share. */
  PARALLEL_SHARED(true, true),
  /** {@link #PARALLEL}, the features' states multiplied with the items' before they score. */
  PARALLEL_INTERACTION(true, true);

  private final boolean items;
  private final boolean features;

  FeatureArchitecture(boolean items, boolean features) {
    this.items = items;
    this.features = features;
  }

  /** Are the items fed? */
  public boolean feedsItems() {
    return items;
  }

  /** Are the features fed? */
  public boolean feedsFeatures() {
    return features;
  }

  /**
   * How many GRUs stand side by side.
   *
   * @param features GRUs over the features, where they have GRUs of their own
   */
  int networks(int features) {
    return switch (this) {
      case ITEM_ONLY, CONCATENATED -> 1;
      case FEATURE_ONLY -> features;
      default -> 1 + features;
    };
  }

  /** How many states stand side by side when they are scored. */
  int scoredStates(int networks) {
    return this == PARALLEL_SHARED ? 1 : networks;
  }

  /** The name that is set. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
