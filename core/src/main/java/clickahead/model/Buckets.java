package clickahead.model;

import java.util.Arrays;

/**
 * Buckets of numbers, with about as many of the numbers that they were made of in each; equal
 * numbers share one.
 *
 * @param edges the least number of every bucket but the first, ascending
 */
record Buckets(double[] edges) {

  /**
   * Buckets of numbers.
   *
   * @param numbers finite ones, in any order; they stay as they are
   * @param count how many buckets at most, at least 2
   */
  static Buckets of(double[] numbers, int count) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    double[] edges = new double[count - 1];
    int n = 0;
    for (int i = 1; i < count && sorted.length > 0; i++) {
      double edge = sorted[(int) ((long) i * sorted.length / count)];
      if (edge > sorted[0] && (n == 0 || edge > edges[n - 1])) {
        edges[n++] = edge;
      }
    }
    return new Buckets(Arrays.copyOf(edges, n));
  }

  /** How many there are. */
  int size() {
    return edges.length + 1;
  }

  /** The bucket of a number, from 0. */
  int of(double number) {
    int found = Arrays.binarySearch(edges, number);
    return found >= 0 ? found + 1 : -found - 1;
  }
}
