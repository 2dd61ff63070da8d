package clickahead.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Kernels on the Vector API, single precision. One small method per loop: large ones silently stop
 * inlining, and then every vector is an object. exp is our own polynomial and lanes are folded in a
 * fixed order, so that interpreter and compiler agree to the last bit.
 */
public final class VectorKernels implements Kernels {
  private static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  private static final VectorSpecies<Integer> I = S.withLanes(int.class);
  private static final int L = S.length();
  private static final MemorySegment M = Memory.ALL;
  private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;
  private static final float EPSILON = 1e-6f;

  /** Bit pattern of 87, the largest y for which exp(-y) is a normal number. */
  private static final int LARGEST_EXPONENT = 0x42AE0000;

  /** 1.5 * 2^23: added and subtracted, it rounds to an integer and leaves it in the lowest bits. */
  private static final float ROUND = 12582912f;

  private static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(S, M, address, LE);
  }

  private static void store(long address, FloatVector v) {
    v.intoMemorySegment(M, address, LE);
  }

  /**
   * exp(-y) for y at least 0, at most 2 ulp off; below exp(-87) it stays there. The coefficients
   * are those of the Cephes library's expf. The clamp compares bit patterns, since a float minimum
   * would pay for the rules about NaN.
   */
  private static FloatVector expNegative(FloatVector y) {
    FloatVector x = y.reinterpretAsInts().min(LARGEST_EXPONENT).reinterpretAsFloats();
    FloatVector t = x.fma(FloatVector.broadcast(S, -1.442695f), FloatVector.broadcast(S, ROUND));
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(FloatVector.broadcast(S, -0.6931472f), x.neg());
    FloatVector p =
        r.fma(FloatVector.broadcast(S, 0.00019875691f), FloatVector.broadcast(S, 0.0013981999f));
    p = p.fma(r, FloatVector.broadcast(S, 0.008333452f));
    p = p.fma(r, FloatVector.broadcast(S, 0.041665796f));
    p = p.fma(r, FloatVector.broadcast(S, 0.16666666f));
    p = p.fma(r, FloatVector.broadcast(S, 0.5f));
    p = p.fma(r.mul(r), r.add(1f));
    IntVector exponent = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  /** σ(x) by 1 / (1 + exp(-|x|)), mirrored for negative x. */
  private static FloatVector sigmoid(FloatVector x) {
    FloatVector e = expNegative(x.abs());
    FloatVector s = FloatVector.broadcast(S, 1f).div(e.add(1f));
    return s.blend(e.mul(s), x.lt(0f));
  }

  private static FloatVector tanh(FloatVector x) {
    return sigmoid(x.add(x)).mul(2f).sub(1f);
  }

  /** Larger of two, by compare and blend: the library's maximum pays for NaN and signed zeros. */
  private static FloatVector larger(FloatVector a, FloatVector b) {
    return a.blend(b, a.lt(b));
  }

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

  private static void copyRow(long from, long to, int width) {
    for (long k = 0; k < 4L * width; k += 4L * L) {
      store(to + k, load(from + k));
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

  private static FloatVector maskLanes(IntVector index, int key, int threshold, float keep) {
    IntVector x = index.mul(0x9E3779B9).lanewise(VectorOperators.XOR, key);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16)).mul(0x7FEB352D);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15)).mul(0x846CA68B);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16));
    VectorMask<Float> dropped =
        x.lanewise(VectorOperators.LSHR, 8).compare(VectorOperators.LT, threshold).cast(S);
    return FloatVector.broadcast(S, keep).blend(0f, dropped);
  }

  @Override
  public void gruForward(long gi, long gh, long previous, long h, int count) {
    gates(gi, gh, 2 * count);
    candidate(gi, gh + 8L * count, previous, h, count);
  }

  private static void gates(long gi, long gh, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(gi + k, sigmoid(load(gi + k).add(load(gh + k))));
    }
  }

  private static void candidate(long gi, long ghn, long previous, long h, int count) {
    long z = gi + 4L * count;
    long n = gi + 8L * count;
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector c = tanh(load(gi + k).fma(load(ghn + k), load(n + k)));
      store(n + k, c);
      store(h + k, load(previous + k).sub(c).fma(load(z + k), c));
    }
  }

  @Override
  public void gruBackward(long gi, long gh, long previous, long dh, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      cellBackward(gi + k, gh + k, previous + k, dh + k, 4L * count);
    }
  }

  private static void cellBackward(long gi, long gh, long previous, long dh, long block) {
    FloatVector r = load(gi);
    FloatVector z = load(gi + block);
    FloatVector n = load(gi + 2 * block);
    FloatVector d = load(dh);
    FloatVector dTimesZ = d.mul(z);
    FloatVector dn = d.sub(dTimesZ).mul(n.mul(n).neg().add(1f));
    FloatVector dnr = dn.mul(r);
    FloatVector dr = dnr.mul(load(gh + 2 * block)).mul(r.neg().add(1f));
    FloatVector dz = dTimesZ.mul(load(previous).sub(n)).mul(z.neg().add(1f));
    store(gi, dr);
    store(gi + block, dz);
    store(gi + 2 * block, dn);
    store(gh, dr);
    store(gh + block, dz);
    store(gh + 2 * block, dnr);
  }

  @Override
  public void columnMax(long scores, int rows, int p, long max) {
    for (int b = 0; b < p; b += L) {
      store(max + 4L * b, FloatVector.broadcast(S, -1e30f));
    }
    int u = 0;
    for (; u + 4 <= rows; u += 4) {
      maxOfFourRows(scores + 4L * u * p, 4L * p, max);
    }
    for (; u < rows; u++) {
      maxOfRow(scores + 4L * u * p, 4L * p, max);
    }
  }

  private static void maxOfFourRows(long row, long bytes, long max) {
    for (long k = 0; k < bytes; k += 4L * L) {
      long at = row + k;
      FloatVector a = larger(load(at), load(at + bytes));
      FloatVector b = larger(load(at + 2 * bytes), load(at + 3 * bytes));
      store(max + k, larger(load(max + k), larger(a, b)));
    }
  }

  private static void maxOfRow(long row, long bytes, long max) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(max + k, larger(load(max + k), load(row + k)));
    }
  }

  @Override
  public void expColumns(long scores, double[] weight, int rows, int p, long max, long sum) {
    for (int b = 0; b < p; b += L) {
      store(sum + 4L * b, FloatVector.zero(S));
    }
    for (int u = 0; u < rows; u++) {
      expRow(scores + 4L * u * p, (float) weight[u], 4L * p, max, sum);
    }
  }

  private static void expRow(long row, float weight, long bytes, long max, long sum) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector e = expNegative(load(max + k).sub(load(row + k))).mul(weight);
      store(row + k, e);
      store(sum + k, load(sum + k).add(e));
    }
  }

  @Override
  public void joinSoftmax(long[] max, long[] sum, int own, int p, long out) {
    for (long k = 0; k < 4L * p; k += 4L * L) {
      FloatVector top = load(max[0] + k);
      for (int w = 1; w < max.length; w++) {
        top = larger(top, load(max[w] + k));
      }
      FloatVector total = FloatVector.zero(S);
      for (int w = 0; w < max.length; w++) {
        total = load(sum[w] + k).fma(expNegative(top.sub(load(max[w] + k))), total);
      }
      store(out + k, expNegative(top.sub(load(max[own] + k))).div(total));
    }
  }

  @Override
  public void bprMaxSums(
      long scores, double[] weight, int rows, int p, long ratio, long max, long sums) {
    for (int b = 0; b < 4 * p; b += L) {
      store(sums + 4L * b, FloatVector.zero(S));
    }
    for (int u = 0; u < rows; u++) {
      bprMaxRow(scores + 4L * u * p, (float) weight[u], 4L * p, ratio, max, sums);
    }
  }

  private static void bprMaxRow(
      long row, float weight, long bytes, long ratio, long max, long sums) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector r = load(row + k);
      FloatVector e = expNegative(load(max + k).sub(r));
      FloatVector q = e.mul(weight);
      FloatVector g = FloatVector.broadcast(S, 1f).div(e.fma(load(ratio + k), one()));
      FloatVector qg = q.mul(g);
      long at = sums + k;
      store(at, load(at).add(q));
      store(at + bytes, load(at + bytes).add(qg));
      store(at + 2 * bytes, load(at + 2 * bytes).add(qg.sub(qg.mul(g))));
      store(at + 3 * bytes, q.mul(r).fma(r, load(at + 3 * bytes)));
    }
  }

  private static FloatVector one() {
    return FloatVector.broadcast(S, 1f);
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
      long joined) {
    for (int u = 0; u < rows; u++) {
      long row = scores + 4L * u * p;
      bprMaxGradientRow(row, (float) weight[u], 4L * p, (float) bpreg, ratio, max, joined, elu);
    }
  }

  private static void bprMaxGradientRow(
      long row,
      float weight,
      long bytes,
      float bpreg,
      long ratio,
      long max,
      long joined,
      double elu) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector r = load(row + k);
      FloatVector e = expNegative(load(max + k).sub(r));
      FloatVector g = one().div(e.fma(load(ratio + k), one()));
      FloatVector likelihood =
          g.mul(g).sub(load(joined + bytes + k)).mul(load(joined + 2 * bytes + k));
      FloatVector penalty = r.add(2f).fma(r, load(joined + 3 * bytes + k).neg()).mul(bpreg);
      FloatVector gradient = e.mul(weight).mul(load(joined + k)).mul(penalty.sub(likelihood));
      store(row + k, elu > 0 ? gradient.mul(eluSlope(r, (float) elu)) : gradient);
    }
  }

  private static FloatVector eluSlope(FloatVector activated, float elu) {
    return one().blend(activated.add(elu), activated.lt(0f));
  }

  @Override
  public void elu(long scores, int count, double elu) {
    float a = (float) elu;
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector x = load(scores + k);
      FloatVector negative = expNegative(x.abs()).mul(a).sub(a);
      store(scores + k, x.blend(negative, x.lt(0f)));
    }
  }

  @Override
  public void adagrad(long value, long accumulator, long gradient, long count, double rate) {
    float step = (float) rate;
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector g = load(gradient + k);
      FloatVector acc = g.fma(g, load(accumulator + k));
      store(accumulator + k, acc);
      store(value + k, load(value + k).sub(g.mul(step).div(acc.add(EPSILON).sqrt())));
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
    float step = (float) rate;
    float keep = (float) momentum;
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector g = load(gradient + k);
      FloatVector acc = g.fma(g, load(accumulator + k));
      FloatVector v = load(velocity + k).mul(keep).sub(g.mul(step).div(acc.add(EPSILON).sqrt()));
      store(accumulator + k, acc);
      store(velocity + k, v);
      store(value + k, load(value + k).add(v));
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
    long bytes = 4L * width;
    for (int i = 0; i < n; i++) {
      long value = table + 4 * (rows[i] * rowStride);
      long acc = value + bytes;
      if (momentum == 0) {
        adagrad(value, acc, gradient + i * bytes, width, rate);
      } else {
        adagradMomentum(value, acc, acc + bytes, gradient + i * bytes, width, rate, momentum);
      }
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

  /** Sum of the lanes in a fixed order. The lane numbers must be constants, or each is a call. */
  private static float fold(FloatVector v) {
    float sum = (v.lane(0) + v.lane(1)) + (v.lane(2) + v.lane(3));
    if (L >= 8) {
      sum += (v.lane(4) + v.lane(5)) + (v.lane(6) + v.lane(7));
    }
    if (L >= 16) {
      sum += (v.lane(8) + v.lane(9)) + (v.lane(10) + v.lane(11));
      sum += (v.lane(12) + v.lane(13)) + (v.lane(14) + v.lane(15));
    }
    return sum;
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
    increase(counts, above);
    increase(counts + bytes, equal);
    increase(counts + 2 * bytes, below.add(above).add(equal).neg().add(rows));
  }

  private static void increase(long address, IntVector by) {
    IntVector.fromMemorySegment(I, M, address, LE).add(by).intoMemorySegment(M, address, LE);
  }

  static {
    assert ValueLayout.JAVA_FLOAT.order() == LE : "kernels assume little-endian memory";
  }
}
