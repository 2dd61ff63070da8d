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
      Activation activation,
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
        put(scores, i, q * (penalty - likelihood) * activation.slopeFromValue(r));
      }
    }
  }

  @Override
  public void weightedSums(long scores, double[] weight, int rows, int p, long sum) {
    for (int b = 0; b < p; b++) {
      double total = 0;
      for (int u = 0; u < rows; u++) {
        total += weight[u] * get(scores, (long) u * p + b);
      }
      put(sum, b, total);
    }
  }

  @Override
  public void subtractLabels(
      long scores, double[] weight, int rows, int p, long factor, long share) {
    for (int u = 0; u < rows; u++) {
      for (int b = 0; b < p; b++) {
        long i = (long) u * p + b;
        put(scores, i, get(scores, i) * get(factor, b) - get(share, b) * weight[u]);
      }
    }
  }

  @Override
  public void columnDots(long a, long scores, int rows, int p, long sum) {
    for (int b = 0; b < p; b++) {
      double total = 0;
      for (int u = 0; u < rows; u++) {
        long i = (long) u * p + b;
        total += get(a, i) * get(scores, i);
      }
      put(sum, b, total);
    }
  }

  @Override
  public void subtractScaled(long a, long scores, int rows, int p, long factor) {
    for (int u = 0; u < rows; u++) {
      for (int b = 0; b < p; b++) {
        long i = (long) u * p + b;
        put(scores, i, get(scores, i) - get(factor, b) * get(a, i));
      }
    }
  }

  @Override
  public void shiftRows(long scores, double[] shift, int rows, int p) {
    for (int u = 0; u < rows; u++) {
      for (int b = 0; b < p; b++) {
        long i = (long) u * p + b;
        put(scores, i, get(scores, i) - shift[u]);
      }
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** Derivative of σ at x, exact for large |x| too. */
  private static double sigmoidSlope(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return e / ((1 + e) * (1 + e));
  }

  @Override
  public void bpr(
      long scores,
      double[] weight,
      int rows,
      int p,
      Activation activation,
      long target,
      long sums,
      long scratch) {
    for (int b = 0; b < p; b++) {
      double loss = 0;
      double slopes = 0;
      for (int u = 0; u < rows; u++) {
        long i = (long) u * p + b;
        double r = get(scores, i);
        double x = r - get(target, b);
        double g = weight[u] * sigmoid(x);
        loss += weight[u] * (Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
        slopes += g;
        put(scores, i, g * activation.slopeFromValue(r));
      }
      put(sums, b, loss);
      put(sums, p + b, slopes);
    }
  }

  @Override
  public void top1(
      long scores,
      double[] weight,
      int rows,
      int p,
      Activation activation,
      long target,
      long sums,
      long scratch) {
    for (int b = 0; b < p; b++) {
      double loss = 0;
      double slopes = 0;
      for (int u = 0; u < rows; u++) {
        long i = (long) u * p + b;
        double r = get(scores, i);
        double x = r - get(target, b);
        double slope = sigmoidSlope(x);
        loss += weight[u] * (sigmoid(x) + sigmoid(r * r));
        slopes += weight[u] * slope;
        double gradient = weight[u] * (slope + 2 * r * sigmoidSlope(r * r));
        put(scores, i, gradient * activation.slopeFromValue(r));
      }
      put(sums, b, loss);
      put(sums, p + b, slopes);
    }
  }

  @Override
  public void top1MaxSums(
      long scores,
      double[] weight,
      int rows,
      int p,
      long target,
      long max,
      long sums,
      long scratch) {
    for (int b = 0; b < p; b++) {
      double z = 0;
      double loss = 0;
      double slopes = 0;
      for (int u = 0; u < rows; u++) {
        double r = get(scores, (long) u * p + b);
        double x = r - get(target, b);
        double q = weight[u] * StrictMath.exp(r - get(max, b));
        z += q;
        loss += q * (sigmoid(x) + sigmoid(r * r));
        slopes += q * sigmoidSlope(x);
      }
      put(sums, b, z);
      put(sums, p + b, loss);
      put(sums, 2L * p + b, slopes);
    }
  }

  @Override
  public void top1MaxGradient(
      long scores,
      double[] weight,
      int rows,
      int p,
      Activation activation,
      long target,
      long max,
      long joined,
      long scratch) {
    for (int u = 0; u < rows; u++) {
      for (int b = 0; b < p; b++) {
        long i = (long) u * p + b;
        double r = get(scores, i);
        double x = r - get(target, b);
        double s = weight[u] * StrictMath.exp(r - get(max, b)) * get(joined, b);
        double v = sigmoid(x) + sigmoid(r * r);
        double slope = sigmoidSlope(x) + 2 * r * sigmoidSlope(r * r);
        double gradient = s * (v - get(joined, p + b) + slope);
        put(scores, i, gradient * activation.slopeFromValue(r));
      }
    }
  }
}
