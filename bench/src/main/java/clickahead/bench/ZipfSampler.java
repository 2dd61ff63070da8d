package clickahead.bench;

import java.util.random.RandomGenerator;

/**
 * Draws ranks 0 to n - 1 with probability proportional to (rank + 1)^-exponent: inverse CDF, with a
 * guide table so that a draw costs the same for any n.
 */
final class ZipfSampler {
  private final double[] cumulative;
  private final int[] guide;

  ZipfSampler(int n, double exponent) {
    cumulative = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      // StrictMath gives the same log on every machine
      sum += StrictMath.pow(i + 1.0, -exponent);
      cumulative[i] = sum;
    }
    guide = new int[n];
    int rank = 0;
    for (int i = 0; i < n; i++) {
      while (cumulative[rank] < sum * i / n) {
        rank++;
      }
      guide[i] = rank;
    }
  }

  int next(RandomGenerator random) {
    int n = cumulative.length;
    double at = random.nextDouble();
    double wanted = at * cumulative[n - 1];
    int rank = guide[(int) (at * n)];
    while (rank < n - 1 && cumulative[rank] <= wanted) {
      rank++;
    }
    return rank;
  }
}
