package clickahead.graph.sequence;

/**
 * One feature of the items, or of the events: which of V values each has, and how much of it.
 *
 * @param size V
 * @param starts where each item's values begin, and at the end where they end [N + 1], or more
 * @param values the items' values, one behind the other, each 0 to V - 1, or more
 * @param weights how much of each value; null for one of each
 * @param pooling what becomes of several values
 */
public record FeatureColumn(
    int size, int[] starts, int[] values, double[] weights, Pooling pooling) {
  /** Refuses what no bag can do. */
  public FeatureColumn {
    if (weights != null && pooling == Pooling.MAX) {
      throw new IllegalArgumentException("numbers have no largest row");
    }
  }

  /** What an item's i-th value of all is multiplied with before the sum. */
  double factor(int item, int i) {
    double weight = weights == null ? 1 : weights[i];
    int count = starts[item + 1] - starts[item];
    return pooling == Pooling.MEAN && weights == null ? weight / count : weight;
  }
}
