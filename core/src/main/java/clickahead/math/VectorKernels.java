package clickahead.math;

import static clickahead.math.VectorMath.eluSlope;
import static clickahead.math.VectorMath.expNegative;
import static clickahead.math.VectorMath.fold;
import static clickahead.math.VectorMath.larger;
import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.maskLanes;
import static clickahead.math.VectorMath.one;
import static clickahead.math.VectorMath.sigmoid;
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

  @Override
  public void gruForward(long gi, long gh, long previous, long h, int count) {
    gates(gi, gh, 2 * count);
    long z = gi + 4L * count;
    long n = gi + 8L * count;
    candidate(gi, gh + 8L * count, n, count);
    carry(z, n, previous, h, count);
  }

  private static void gates(long gi, long gh, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(gi + k, sigmoid(load(gi + k).add(load(gh + k))));
    }
  }

  private static void candidate(long r, long ghn, long n, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(n + k, tanh(load(r + k).fma(load(ghn + k), load(n + k))));
    }
  }

  private static void carry(long z, long n, long previous, long h, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector c = load(n + k);
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
  public void joinSoftmax(long[] max, long[] sum, int own, int p, long out, long scratch) {
    long bytes = 4L * p;
    copyRow(max[0], out, p);
    for (int w = 1; w < max.length; w++) {
      maxOfRow(max[w], bytes, out);
    }
    for (int b = 0; b < p; b += L) {
      store(scratch + 4L * b, FloatVector.zero(S));
    }
    for (int w = 0; w < max.length; w++) {
      addRescaled(sum[w], max[w], out, scratch, bytes);
    }
    divideRescaled(max[own], out, scratch, bytes);
  }

  /** total += sum * exp(max - top). */
  private static void addRescaled(long sum, long max, long top, long total, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector factor = expNegative(load(top + k).sub(load(max + k)));
      store(total + k, load(sum + k).fma(factor, load(total + k)));
    }
  }

  /** top = exp(max - top) / total. */
  private static void divideRescaled(long max, long top, long total, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector factor = expNegative(load(top + k).sub(load(max + k)));
      store(top + k, factor.div(load(total + k)));
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
    for (int b = 0; b < 4 * p; b += L) {
      store(sums + 4L * b, FloatVector.zero(S));
    }
    for (int u = 0; u < rows; u++) {
      bprMaxRow(scores + 4L * u * p, (float) weight[u], 4L * p, ratio, max, sums, scratch);
    }
  }

  /** Row by row in four short loops, with exp and likelihood in scratch rows. */
  private static void bprMaxRow(
      long row, float weight, long bytes, long ratio, long max, long sums, long e) {
    long g = e + bytes;
    expBelow(row, max, e, bytes);
    likelihood(e, ratio, g, bytes);
    addLikelihoods(e, g, weight, sums, bytes);
    addSquares(e, row, weight, sums + 3 * bytes, bytes);
  }

  private static void expBelow(long row, long max, long e, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(e + k, expNegative(load(max + k).sub(load(row + k))));
    }
  }

  private static void likelihood(long e, long ratio, long g, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(g + k, one().div(load(e + k).fma(load(ratio + k), one())));
    }
  }

  private static void addLikelihoods(long e, long g, float weight, long sums, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector q = load(e + k).mul(weight);
      FloatVector qg = q.mul(load(g + k));
      long at = sums + k;
      store(at, load(at).add(q));
      store(at + bytes, load(at + bytes).add(qg));
      store(at + 2 * bytes, load(at + 2 * bytes).add(qg.sub(qg.mul(load(g + k)))));
    }
  }

  private static void addSquares(long e, long row, float weight, long sum, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector r = load(row + k);
      store(sum + k, load(e + k).mul(weight).mul(r).fma(r, load(sum + k)));
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
      long row = scores + 4L * u * p;
      bprMaxGradientRow(
          row, (float) weight[u], 4L * p, (float) bpreg, ratio, max, joined, elu, scratch);
    }
  }

  /** As {@link #bprMaxRow}: short loops over scratch rows. */
  private static void bprMaxGradientRow(
      long row,
      float weight,
      long bytes,
      float bpreg,
      long ratio,
      long max,
      long joined,
      double elu,
      long e) {
    long g = e + bytes;
    expBelow(row, max, e, bytes);
    likelihood(e, ratio, g, bytes);
    likelihoodGradient(g, joined + bytes, bytes);
    if (elu > 0) {
      timesSlope(e, row, (float) elu, bytes);
    }
    bprGradient(row, e, g, weight, bpreg, joined, bytes);
  }

  /** g = (g² - A) / A. */
  private static void likelihoodGradient(long g, long mean, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector v = load(g + k);
      store(g + k, v.mul(v).sub(load(mean + k)).mul(load(mean + bytes + k)));
    }
  }

  private static void timesSlope(long e, long row, float elu, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(e + k, load(e + k).mul(eluSlope(load(row + k), elu)));
    }
  }

  private static void bprGradient(
      long row, long e, long g, float weight, float bpreg, long joined, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector r = load(row + k);
      FloatVector penalty = r.add(2f).fma(r, load(joined + 3 * bytes + k).neg()).mul(bpreg);
      FloatVector q = load(e + k).mul(weight).mul(load(joined + k));
      store(row + k, q.mul(penalty.sub(load(g + k))));
    }
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
}
