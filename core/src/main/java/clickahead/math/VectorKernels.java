package clickahead.math;

import static clickahead.math.VectorMath.expNegative;
import static clickahead.math.VectorMath.fold;
import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.maskLanes;
import static clickahead.math.VectorMath.one;
import static clickahead.math.VectorMath.store;
import static clickahead.math.VectorMath.tanh;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels on the Vector API, single precision. One small method per loop: large ones silently stop
 * inlining, and then every vector is an object. For the same reason no method of this class may be
 * inlined into another, which a flag of the JVM sees to ({@code bin/jvm.flags}); without it results
 * are the same, but some steps allocate. exp is our own polynomial and lanes are folded in a fixed
 * order, so that interpreter and compiler agree to the last bit.
 */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = VectorMath.S;
  private static final VectorSpecies<Integer> I = VectorMath.I;
  private static final int L = VectorMath.L;
  private static final VectorOptimizerKernels OPTIMIZERS = new VectorOptimizerKernels();
  private static final VectorLossKernels LOSSES = new VectorLossKernels();
  private static final VectorCellKernels CELLS = new VectorCellKernels();
  private static final VectorSequenceCellKernels SEQUENCE_CELLS = new VectorSequenceCellKernels();
  private static final VectorAttentionKernels ATTENTION = new VectorAttentionKernels();
  private static final float EPSILON = 1e-6f;

  @Override
  public int elementBytes() {
    return 4;
  }

  @Override
  public String describe() {
    return "vector, " + S.vectorBitSize() + " bit";
  }

  @Override
  public double get(long base, long index) {
    return Memory.getFloat(base + 4 * index);
  }

  @Override
  public void put(long base, long index, double value) {
    Memory.putFloat(base + 4 * index, (float) value);
  }

  @Override
  public void gatherRows(
      long table, long rowStride, int[] rows, int from, int to, long out, int width) {
    for (int i = from; i < to; i++) {
      copyRow(table + 4 * (rows[i] * rowStride), out + 4L * i * width, width);
    }
  }

  static void copyRow(long from, long to, int width) {
    for (long k = 0; k < 4L * width; k += 4L * L) {
      store(to + k, load(from + k));
    }
  }

  @Override
  public void addTransposed(
      long from, long fromStride, int rows, int columns, long to, long toStride) {
    for (int c = 0; c < columns; c++) {
      addColumn(from + 4L * c, fromStride, rows, to + 4 * c * toStride);
    }
  }

  @Override
  public void transpose(long from, long fromStride, int rows, int columns, long to, long toStride) {
    for (int c = 0; c < columns; c++) {
      copyColumn(from + 4L * c, fromStride, rows, to + 4 * c * toStride);
    }
  }

  private static void copyColumn(long from, long stride, int count, long to) {
    for (int i = 0; i < count; i++) {
      Memory.putFloat(to + 4L * i, Memory.getFloat(from + 4 * i * stride));
    }
  }

  @Override
  public void addColumn(long from, long stride, int count, long to) {
    for (int i = 0; i < count; i++) {
      long at = to + 4L * i;
      Memory.putFloat(at, Memory.getFloat(at) + Memory.getFloat(from + 4 * i * stride));
    }
  }

  @Override
  public void add(long to, long from, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(to + k, load(to + k).add(load(from + k)));
    }
  }

  @Override
  public void multiply(long to, long factor, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(to + k, load(to + k).mul(load(factor + k)));
    }
  }

  @Override
  public void scaleColumns(long in, long scale, long out, int units, int p) {
    for (int u = 0; u < units; u++) {
      long row = 4L * u * p;
      scaleRow(in + row, scale, out + row, p);
    }
  }

  private static void scaleRow(long in, long scale, long out, int p) {
    for (long k = 0; k < 4L * p; k += 4L * L) {
      store(out + k, load(in + k).mul(load(scale + k)));
    }
  }

  @Override
  public void addScaledColumns(long in, long scale, long out, int units, int p) {
    for (int u = 0; u < units; u++) {
      long row = 4L * u * p;
      addScaledRow(in + row, scale, out + row, p);
    }
  }

  private static void addScaledRow(long in, long scale, long out, int p) {
    for (long k = 0; k < 4L * p; k += 4L * L) {
      store(out + k, load(in + k).fma(load(scale + k), load(out + k)));
    }
  }

  @Override
  public void dropoutMask(long out, int count, int first, int key, double rate) {
    int threshold = CounterRandom.threshold(rate);
    float keep = (float) (1 / (1 - rate));
    IntVector index = IntVector.broadcast(I, first).addIndex(1);
    for (int i = 0; i < count; i += L) {
      store(out + 4L * i, maskLanes(index, key, threshold, keep));
      index = index.add(L);
    }
  }

  @Override
  public void dotRows(long rows, long stride, int n, int width, long x, long out) {
    for (long i = 0; i < n; i++) {
      Memory.putFloat(out + 4 * i, dot(rows + 4 * i * stride, x, 4L * width));
    }
  }

  private static float dot(long a, long b, long bytes) {
    FloatVector even = FloatVector.zero(S);
    FloatVector odd = FloatVector.zero(S);
    long k = 0;
    for (; k + 8L * L <= bytes; k += 8L * L) {
      even = load(a + k).fma(load(b + k), even);
      odd = load(a + k + 4L * L).fma(load(b + k + 4L * L), odd);
    }
    if (k < bytes) {
      even = load(a + k).fma(load(b + k), even);
    }
    return fold(even.add(odd));
  }

  @Override
  public void countAbove(long scores, int rows, int p, long limit, long counts) {
    for (int b = 0; b < p; b += L) {
      countColumns(scores + 4L * b, rows, 4L * p, limit + 4L * b, counts + 4L * b);
    }
  }

  private static void countColumns(long column, int rows, long bytes, long limit, long counts) {
    FloatVector bar = load(limit);
    IntVector above = IntVector.zero(I);
    IntVector equal = IntVector.zero(I);
    IntVector below = IntVector.zero(I);
    for (int u = 0; u < rows; u++) {
      FloatVector s = load(column + u * bytes);
      above = above.add(1, s.compare(VectorOperators.GT, bar).cast(I));
      equal = equal.add(1, s.compare(VectorOperators.EQ, bar).cast(I));
      below = below.add(1, s.compare(VectorOperators.LT, bar).cast(I));
    }
    VectorMath.increase(counts, above);
    VectorMath.increase(counts + bytes, equal);
    VectorMath.increase(counts + 2 * bytes, below.add(above).add(equal).neg().add(rows));
  }

  @Override
  public int nextAbove(long scores, int from, int end, int p, long limit) {
    long found = findAbove(scores, 4L * from, 4L * end, limit, 4L * p);
    return (int) (found / 4 / PAD * PAD);
  }

  /** All places in bytes. */
  private static long findAbove(long scores, long from, long end, long limit, long row) {
    long column = from % row;
    for (long at = from; at < end; at += 4L * L) {
      if (load(scores + at).compare(VectorOperators.GT, load(limit + column)).anyTrue()) {
        return at;
      }
      column += 4L * L;
      column = column == row ? 0 : column;
    }
    return end;
  }

  @Override
  public CellKernels cells() {
    return CELLS;
  }

  @Override
  public SequenceCellKernels sequenceCells() {
    return SEQUENCE_CELLS;
  }

  @Override
  public AttentionKernels attention() {
    return ATTENTION;
  }

  @Override
  public LossKernels losses() {
    return LOSSES;
  }

  @Override
  public OptimizerKernels optimizers() {
    return OPTIMIZERS;
  }

  @Override
  public void activate(long values, int count, Activation activation) {
    long bytes = 4L * count;
    switch (activation.kind()) {
      case LINEAR -> {}
      case TANH -> tanhRow(values, bytes);
      case RELU, LEAKY -> leakyRow(values, (float) activation.first(), bytes);
      case ELU, SELU ->
          eluRow(
              values,
              (float) activation.positiveFactor(),
              (float) activation.negativeFactor(),
              bytes);
    }
  }

  private static void tanhRow(long row, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(row + k, tanh(load(row + k)));
    }
  }

  private static void leakyRow(long row, float slope, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector x = load(row + k);
      store(row + k, x.blend(x.mul(slope), x.lt(0f)));
    }
  }

  private static void eluRow(long row, float positive, float negative, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector x = load(row + k);
      FloatVector below = expNegative(x.abs()).mul(negative).sub(negative);
      store(row + k, x.mul(positive).blend(below, x.lt(0f)));
    }
  }

  @Override
  public void timesSlope(long gradient, long values, int count, Activation activation) {
    multiplySlopes(gradient, values, activation, 4L * count);
  }

  /** e *= slope of the activation whose values are in the row. */
  static void multiplySlopes(long e, long row, Activation activation, long bytes) {
    switch (activation.kind()) {
      case LINEAR -> {}
      case TANH -> timesTanhSlope(e, row, bytes);
      case RELU -> timesReluSlope(e, row, bytes);
      case LEAKY -> timesLeakySlope(e, row, (float) activation.first(), bytes);
      case ELU, SELU ->
          timesEluSlope(
              e,
              row,
              (float) activation.positiveFactor(),
              (float) activation.negativeFactor(),
              bytes);
    }
  }

  private static void timesTanhSlope(long e, long row, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector y = load(row + k);
      store(e + k, load(e + k).mul(one().sub(y.mul(y))));
    }
  }

  private static void timesReluSlope(long e, long row, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector y = load(row + k);
      store(e + k, FloatVector.zero(S).blend(load(e + k), y.compare(VectorOperators.GT, 0f)));
    }
  }

  private static void timesLeakySlope(long e, long row, float slope, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector v = load(e + k);
      store(e + k, v.blend(v.mul(slope), load(row + k).lt(0f)));
    }
  }

  private static void timesEluSlope(long e, long row, float positive, float negative, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector y = load(row + k);
      FloatVector slope = FloatVector.broadcast(S, positive).blend(y.add(negative), y.lt(0f));
      store(e + k, load(e + k).mul(slope));
    }
  }
}
