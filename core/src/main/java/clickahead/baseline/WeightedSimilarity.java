package clickahead.baseline;

/** How alike two sessions are, by the weights of the items that they share. */
public enum WeightedSimilarity {
  /** By the number of distinct items of the running session. */
  VEC {
    @Override
    double of(double shared, int distinct, double norm, int size) {
      return shared / distinct;
    }
  },
  /** By the norms of both. */
  COSINE {
    @Override
    double of(double shared, int distinct, double norm, int size) {
      return shared / (norm * Math.sqrt(size));
    }
  };

  /**
   * The similarity.
   *
   * @param shared sum of the weights of the shared items
   * @param distinct number of the running session's distinct items
   * @param norm root of the sum of the squares of all its weights
   * @param size number of distinct items of the past session
   */
  abstract double of(double shared, int distinct, double norm, int size);
}
