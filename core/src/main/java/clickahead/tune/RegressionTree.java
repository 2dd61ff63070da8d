package clickahead.tune;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A regression tree over the places [0, 1) of D parameters (CART, Breiman et al. 1984): each split
 * is where the squared distances to the means on either side are least. It is kept as its leaves,
 * boxes that fill the unit cube.
 */
final class RegressionTree {
  /** A box of the cube, and the mean of the points in it. */
  private record Leaf(double[] low, double[] high, double value) {
    /** The volume of all dimensions but one. */
    double volumeBut(int dimension) {
      double volume = 1;
      for (int d = 0; d < low.length; d++) {
        volume *= d == dimension ? 1 : high[d] - low[d];
      }
      return volume;
    }

    boolean holds(double[] place) {
      for (int d = 0; d < low.length; d++) {
        if (place[d] < low[d] || place[d] >= high[d]) {
          return false;
        }
      }
      return true;
    }
  }

  /** Where to part points, and what is left of the squared distances. */
  private record Split(int dimension, double at, double left) {}

  private final List<Leaf> leaves = new ArrayList<>();
  private final double[][] places;
  private final double[] values;
  private final int fewest;

  /**
   * Grows a tree.
   *
   * @param places of the points [n, D]
   * @param values of the points [n]
   * @param points to take, by their numbers; some may stand there several times
   * @param fewest points in a leaf
   */
  RegressionTree(double[][] places, double[] values, int[] points, int fewest) {
    this.places = places;
    this.values = values;
    this.fewest = fewest;
    double[] high = new double[places[0].length];
    Arrays.fill(high, 1);
    grow(points, new double[high.length], high);
  }

  private void grow(int[] points, double[] low, double[] high) {
    Split best = null;
    for (int d = 0; d < low.length; d++) {
      Split split = split(points, d);
      if (split != null && (best == null || split.left < best.left)) {
        best = split;
      }
    }
    if (best == null) {
      leaves.add(
          new Leaf(
              low, high, Arrays.stream(points).mapToDouble(p -> values[p]).average().orElse(0)));
      return;
    }
    Split at = best;
    double[] middleHigh = high.clone();
    double[] middleLow = low.clone();
    middleHigh[at.dimension] = at.at;
    middleLow[at.dimension] = at.at;
    grow(where(points, at, true), low, middleHigh);
    grow(where(points, at, false), middleLow, high);
  }

  private int[] where(int[] points, Split split, boolean below) {
    return Arrays.stream(points)
        .filter(p -> places[p][split.dimension] < split.at == below)
        .toArray();
  }

  /** The best split along a dimension; null if none leaves enough points, or helps. */
  private Split split(int[] points, int d) {
    int[] sorted =
        Arrays.stream(points)
            .boxed()
            .sorted((a, b) -> Double.compare(places[a][d], places[b][d]))
            .mapToInt(Integer::intValue)
            .toArray();
    int n = sorted.length;
    double sum = Arrays.stream(sorted).mapToDouble(p -> values[p]).sum();
    double squares = Arrays.stream(sorted).mapToDouble(p -> values[p] * values[p]).sum();
    double least = squares - sum * sum / n - 1e-12 * Math.max(1, squares);
    Split best = null;
    double below = 0;
    for (int i = 1; i < n; i++) {
      below += values[sorted[i - 1]];
      double from = places[sorted[i - 1]][d];
      double to = places[sorted[i]][d];
      if (i >= fewest && n - i >= fewest && from < to) {
        double left = squares - below * below / i - (sum - below) * (sum - below) / (n - i);
        if (left < least) {
          least = left;
          best = new Split(d, (from + to) / 2, left);
        }
      }
    }
    return best;
  }

  /** What the tree says of a place. */
  double value(double[] place) {
    return leaves.stream().filter(leaf -> leaf.holds(place)).findFirst().orElseThrow().value;
  }

  /** The mean over all other dimensions where one of them is at a place. */
  double marginal(int dimension, double place) {
    return leaves.stream()
        .filter(leaf -> leaf.low[dimension] <= place && place < leaf.high[dimension])
        .mapToDouble(leaf -> leaf.volumeBut(dimension) * leaf.value)
        .sum();
  }
}
