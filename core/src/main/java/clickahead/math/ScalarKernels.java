package clickahead.math;

import java.lang.foreign.ValueLayout;

/**
 * The oracle: plain loops in double precision over elements of either width. It needs no Vector
 * API, and with 8-byte elements it runs whole trainings in double precision. {@code StrictMath}
 * because the compiler's own exp and tanh differ in the last bit from the interpreter's.
 */
public final class ScalarKernels implements Kernels {
  private static final double EPSILON = 1e-6;

  private final boolean wide;

  /**
   * Kernels for one element width.
   *
   * @param elementBytes 4 or 8
   */
  public ScalarKernels(int elementBytes) {
    if (elementBytes != 4 && elementBytes != 8) {
      throw new IllegalArgumentException("elements have 4 or 8 bytes, not " + elementBytes);
    }
    wide = elementBytes == 8;
  }

  @Override
  public int elementBytes() {
    return wide ? 8 : 4;
  }

  @Override
  public String describe() {
    return wide ? "scalar, double precision" : "scalar, single precision";
  }

  @Override
  public double get(long base, long index) {
    return wide ? Memory.getDouble(base + 8 * index) : Memory.getFloat(base + 4 * index);
  }

  @Override
  public void put(long base, long index, double value) {
    if (wide) {
      Memory.putDouble(base + 8 * index, value);
    } else {
      Memory.putFloat(base + 4 * index, (float) value);
    }
  }

  @Override
  public void gatherRows(
      long table, long rowStride, int[] rows, int from, int to, long out, int width) {
    for (int i = from; i < to; i++) {
      for (int k = 0; k < width; k++) {
        put(out, (long) i * width + k, get(table, rows[i] * rowStride + k));
      }
    }
  }

  @Override
  public void add(long to, long from, int count) {
    for (int i = 0; i < count; i++) {
      put(to, i, get(to, i) + get(from, i));
    }
  }

  @Override
  public void multiply(long to, long factor, int count) {
    for (int i = 0; i < count; i++) {
      put(to, i, get(to, i) * get(factor, i));
    }
  }

  @Override
  public void scaleColumns(long in, long scale, long out, int units, int p) {
    for (long u = 0; u < units; u++) {
      for (int b = 0; b < p; b++) {
        put(out, u * p + b, get(in, u * p + b) * get(scale, b));
      }
    }
  }

  @Override
  public void addScaledColumns(long in, long scale, long out, int units, int p) {
    for (long u = 0; u < units; u++) {
      for (int b = 0; b < p; b++) {
        put(out, u * p + b, get(out, u * p + b) + get(in, u * p + b) * get(scale, b));
      }
    }
  }

  @Override
  public void dropoutMask(long out, int count, int first, int key, double rate) {
    int threshold = CounterRandom.threshold(rate);
    double keep = 1 / (1 - rate);
    for (int i = 0; i < count; i++) {
      put(out, i, CounterRandom.hash(first + i, key) >>> 8 < threshold ? 0 : keep);
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Override
  public void gruForward(long gi, long gh, long previous, long h, int count) {
    for (int i = 0; i < count; i++) {
      int iz = count + i;
      int in = 2 * count + i;
      double r = sigmoid(get(gi, i) + get(gh, i));
      double z = sigmoid(get(gi, iz) + get(gh, iz));
      double n = StrictMath.tanh(get(gi, in) + r * get(gh, in));
      put(gi, i, r);
      put(gi, iz, z);
      put(gi, in, n);
      put(h, i, (1 - z) * n + z * get(previous, i));
    }
  }

  @Override
  public void gruBackward(long gi, long gh, long previous, long dh, int count) {
    for (int i = 0; i < count; i++) {
      int iz = count + i;
      int in = 2 * count + i;
      double r = get(gi, i);
      double z = get(gi, iz);
      double n = get(gi, in);
      double d = get(dh, i);
      double dn = d * (1 - z) * (1 - n * n);
      double dr = dn * get(gh, in) * r * (1 - r);
      double dz = d * (get(previous, i) - n) * z * (1 - z);
      put(gi, i, dr);
      put(gi, iz, dz);
      put(gi, in, dn);
      put(gh, i, dr);
      put(gh, iz, dz);
      put(gh, in, dn * r);
    }
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

  @Override
  public void adagrad(long value, long accumulator, long gradient, long count, double rate) {
    for (long i = 0; i < count; i++) {
      double g = get(gradient, i);
      double acc = get(accumulator, i) + g * g;
      put(accumulator, i, acc);
      put(value, i, get(value, i) - rate * g / Math.sqrt(acc + EPSILON));
    }
  }

  @Override
  public void adagradMomentum(
      long value,
      long accumulator,
      long velocity,
      long gradient,
      long count,
      double rate,
      double momentum) {
    for (long i = 0; i < count; i++) {
      double g = get(gradient, i);
      double acc = get(accumulator, i) + g * g;
      double v = momentum * get(velocity, i) - rate * g / Math.sqrt(acc + EPSILON);
      put(accumulator, i, acc);
      put(velocity, i, v);
      put(value, i, get(value, i) + v);
    }
  }

  @Override
  public void adagradRows(
      long table,
      long rowStride,
      int[] rows,
      int n,
      long gradient,
      int width,
      double rate,
      double momentum) {
    long bytes = elementBytes();
    for (int i = 0; i < n; i++) {
      long value = table + rows[i] * rowStride * bytes;
      long accumulator = value + width * bytes;
      long g = gradient + i * (width * bytes);
      if (momentum == 0) {
        adagrad(value, accumulator, g, width, rate);
      } else {
        adagradMomentum(value, accumulator, accumulator + width * bytes, g, width, rate, momentum);
      }
    }
  }

  @Override
  public void dotRows(long rows, long stride, int n, int width, long x, long out) {
    for (long i = 0; i < n; i++) {
      double sum = 0;
      for (int k = 0; k < width; k++) {
        sum += get(rows, i * stride + k) * get(x, k);
      }
      put(out, i, sum);
    }
  }

  @Override
  public void countAbove(long scores, int rows, int p, long limit, long counts) {
    for (int b = 0; b < p; b++) {
      double bar = get(limit, b);
      int above = 0;
      int equal = 0;
      int unordered = 0;
      for (long u = 0; u < rows; u++) {
        double s = get(scores, u * p + b);
        above += s > bar ? 1 : 0;
        equal += s == bar ? 1 : 0;
        unordered += s > bar || s <= bar ? 0 : 1;
      }
      increase(counts, b, above);
      increase(counts, p + b, equal);
      increase(counts, 2L * p + b, unordered);
    }
  }

  private static void increase(long counts, long index, int by) {
    long at = counts + 4 * index;
    Memory.ALL.set(ValueLayout.JAVA_INT, at, Memory.ALL.get(ValueLayout.JAVA_INT, at) + by);
  }
}
