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
  public void addTransposed(
      long from, long fromStride, int rows, int columns, long to, long toStride) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        long at = c * toStride + r;
        put(to, at, get(to, at) + get(from, r * fromStride + c));
      }
    }
  }

  @Override
  public void transpose(long from, long fromStride, int rows, int columns, long to, long toStride) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        put(to, c * toStride + r, get(from, r * fromStride + c));
      }
    }
  }

  @Override
  public void addColumn(long from, long stride, int count, long to) {
    for (int i = 0; i < count; i++) {
      put(to, i, get(to, i) + get(from, i * stride));
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

  @Override
  public int nextAbove(long scores, int from, int end, int p, long limit) {
    for (int i = from; i < end; i++) {
      if (get(scores, i) > get(limit, i % p)) {
        return i / PAD * PAD;
      }
    }
    return end;
  }

  private static void increase(long counts, long index, int by) {
    long at = counts + 4 * index;
    Memory.ALL.set(ValueLayout.JAVA_INT, at, Memory.ALL.get(ValueLayout.JAVA_INT, at) + by);
  }

  @Override
  public CellKernels cells() {
    return new ScalarCellKernels(this);
  }

  @Override
  public SequenceCellKernels sequenceCells() {
    return new ScalarSequenceCellKernels(this);
  }

  @Override
  public AttentionKernels attention() {
    return new ScalarAttentionKernels(this);
  }

  @Override
  public LossKernels losses() {
    return new ScalarLossKernels(this);
  }

  @Override
  public OptimizerKernels optimizers() {
    return new ScalarOptimizerKernels(this);
  }

  @Override
  public void activate(long values, int count, Activation activation) {
    for (int i = 0; i < count; i++) {
      put(values, i, activation.value(get(values, i)));
    }
  }

  @Override
  public void timesSlope(long gradient, long values, int count, Activation activation) {
    for (int i = 0; i < count; i++) {
      put(gradient, i, get(gradient, i) * activation.slopeFromValue(get(values, i)));
    }
  }
}
