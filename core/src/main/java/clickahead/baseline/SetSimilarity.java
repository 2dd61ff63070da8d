package clickahead.baseline;

/** How alike two sets of items are. */
public enum SetSimilarity {
  /** Shared by all. */
  JACCARD {
    @Override
    double of(double shared, int a, int b) {
      return shared / (a + b - shared);
    }
  },
  /** The same for sets. */
  TANIMOTO {
    @Override
    double of(double shared, int a, int b) {
      return JACCARD.of(shared, a, b);
    }
  },
  /** Twice the shared by twice the shared and both sizes. */
  BINARY {
    @Override
    double of(double shared, int a, int b) {
      return 2 * shared / (2 * shared + a + b);
    }
  },
  /** Shared by the root of the product of the sizes. */
  COSINE {
    @Override
    double of(double shared, int a, int b) {
      return shared / Math.sqrt((double) a * b);
    }
  };

  /**
   * The similarity.
   *
   * @param shared number of items in both
   * @param a size of one
   * @param b size of the other
   */
  abstract double of(double shared, int a, int b);
}
