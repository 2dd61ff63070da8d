package clickahead.math;

/** The oracle of {@link LossKernels}: plain loops in double precision. */
final class ScalarLossKernels implements LossKernels {
  private final ScalarKernels memory;

  ScalarLossKernels(ScalarKernels memory) {
    this.memory = memory;
  }

  private double get(long base, long index) {
    return memory.get(base, index);
  }

  private void put(long base, long index, double value) {
    memory.put(base, index, value);
  }

  @Override
  public void columnMax(long scores, int rows, int p, long max) {
    for (int b = 0; b < p; b++) {
      double m = -1e30;
      for (long u = 0; u < rows; u++) {
        m = Math.max(m, get(scores, u * p + b));
      }
      put(max, b, m);
    }
  }

  @Override
  public void expColumns(long scores, double[] weight, int rows, int p, long max, long sum) {
    for (int b = 0; b < p; b++) {
      double total = 0;
      for (int u = 0; u < rows; u++) {
        long i = (long) u * p + b;
        put(scores, i, weight[u] * StrictMath.exp(get(scores, i) - get(max, b)));
        total += get(scores, i);
      }
      put(sum, b, total);
    }
  }

  @Override
  public void joinSoftmax(long[] max, long[] sum, int own, int p, long out, long scratch) {
    for (int b = 0; b < p; b++) {
      double top = get(max[0], b);
      for (int w = 1; w < max.length; w++) {
        top = Math.max(top, get(max[w], b));
      }
      double total = 0;
      for (int w = 0; w < max.length; w++) {
        total += get(sum[w], b) * StrictMath.exp(get(max[w], b) - top);
      }
      put(out, b, StrictMath.exp(get(max[own], b) - top) / total);
    }
  }

  @Override
  public void bprMaxSums(
      long scores,
      double[] weight,
      int rows,
      int p,
      long ratio,
      long max,
      long sums,
      long scratch) {
    for (int b = 0; b < p; b++) {
      double z = 0;
      double a = 0;
      double slope = 0;
      double squares = 0;
      for (int u = 0; u < rows; u++) {
        double r = get(scores, (long) u * p + b);
        double e = StrictMath.exp(r - get(max, b));
        double q = weight[u] * e;
        double g = 1 / (1 + e * get(ratio, b));
        z += q;
        a += q * g;
        slope += q * g * (1 - g);
        squares += q * r * r;
      }
      put(sums, b, z);
      put(sums, p + b, a);
      put(sums, 2L * p + b, slope);
      put(sums, 3L * p + b, squares);
    }
  }

  @Override
  public void bprMaxGradient(
      long scores,
      double[] weight,
      int rows,
      int p,
      double elu,
      double bpreg,
      long ratio,
      long max,
      long joined,
      long scratch) {
    for (int u = 0; u < rows; u++) {
      for (int b = 0; b < p; b++) {
        long i = (long) u * p + b;
        double r = get(scores, i);
        double e = StrictMath.exp(r - get(max, b));
        double q = weight[u] * e * get(joined, b);
        double g = 1 / (1 + e * get(ratio, b));
        double likelihood = (g * g - get(joined, p + b)) * get(joined, 2L * p + b);
        double penalty = bpreg * (r * r - get(joined, 3L * p + b) + 2 * r);
        put(scores, i, q * (penalty - likelihood) * eluSlope(r, elu));
      }
    }
  }

  private static double eluSlope(double activated, double elu) {
    return elu > 0 && activated < 0 ? activated + elu : 1;
  }

  @Override
  public void elu(long scores, int count, double elu) {
    for (int i = 0; i < count; i++) {
      double x = get(scores, i);
      if (x < 0) {
        put(scores, i, elu * (StrictMath.exp(x) - 1));
      }
    }
  }
}
