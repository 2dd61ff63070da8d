package clickahead.math;

import static clickahead.math.VectorMath.expNegative;
import static clickahead.math.VectorMath.larger;
import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.log1p;
import static clickahead.math.VectorMath.one;
import static clickahead.math.VectorMath.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link LossKernels} on the Vector API, under the rules of {@link VectorKernels}. */
final class VectorLossKernels implements LossKernels {
  private static final VectorSpecies<Float> S = VectorMath.S;
  private static final int L = VectorMath.L;

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
    VectorKernels.copyRow(max[0], out, p);
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
    int step = rowsAtOnce(p);
    for (int u = 0; u < rows; u += step) {
      int n = Math.min(step, rows - u);
      bprMaxRows(scores + 4L * u * p, weight, u, n, 4L * p, ratio, max, sums, scratch);
    }
  }

  /** Several rows at a time in short loops, with exp and likelihood in scratch rows. */
  private static void bprMaxRows(
      long row,
      double[] weight,
      int u,
      int n,
      long bytes,
      long ratio,
      long max,
      long sums,
      long e) {
    long g = e + tile(bytes);
    expBelow(row, max, e, n, bytes);
    likelihood(e, ratio, g, n, bytes);
    addLikelihoods(e, g, weight, u, sums, n, bytes);
    addSquares(e, row, weight, u, sums + 3 * bytes, n, bytes);
  }

  private static void expBelow(long row, long max, long e, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      for (long k = 0; k < bytes; k += 4L * L) {
        store(e + at + k, expNegative(load(max + k).sub(load(row + at + k))));
      }
    }
  }

  private static void likelihood(long e, long ratio, long g, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      for (long k = 0; k < bytes; k += 4L * L) {
        store(g + at + k, one().div(load(e + at + k).fma(load(ratio + k), one())));
      }
    }
  }

  private static void addLikelihoods(
      long e, long g, double[] weight, int u, long sums, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      float w = (float) weight[u + i];
      for (long k = 0; k < bytes; k += 4L * L) {
        FloatVector q = load(e + at + k).mul(w);
        FloatVector qg = q.mul(load(g + at + k));
        long sum = sums + k;
        store(sum, load(sum).add(q));
        store(sum + bytes, load(sum + bytes).add(qg));
        store(sum + 2 * bytes, load(sum + 2 * bytes).add(qg.sub(qg.mul(load(g + at + k)))));
      }
    }
  }

  private static void addSquares(
      long e, long row, double[] weight, int u, long sum, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      float w = (float) weight[u + i];
      for (long k = 0; k < bytes; k += 4L * L) {
        FloatVector r = load(row + at + k);
        store(sum + k, load(e + at + k).mul(w).mul(r).fma(r, load(sum + k)));
      }
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
    int step = rowsAtOnce(p);
    for (int u = 0; u < rows; u += step) {
      int n = Math.min(step, rows - u);
      bprMaxGradientRows(
          scores + 4L * u * p,
          weight,
          u,
          n,
          4L * p,
          (float) bpreg,
          ratio,
          max,
          joined,
          activation,
          scratch);
    }
  }

  /** As {@link #bprMaxRows}: short loops over scratch rows. */
  private static void bprMaxGradientRows(
      long row,
      double[] weight,
      int u,
      int n,
      long bytes,
      float bpreg,
      long ratio,
      long max,
      long joined,
      Activation activation,
      long e) {
    long g = e + tile(bytes);
    expBelow(row, max, e, n, bytes);
    likelihood(e, ratio, g, n, bytes);
    likelihoodGradient(g, joined + bytes, n, bytes);
    VectorKernels.multiplySlopes(e, row, activation, n * bytes);
    bprGradient(row, e, g, weight, u, bpreg, joined, n, bytes);
  }

  /** g = (g² - A) / A. */
  private static void likelihoodGradient(long g, long mean, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      for (long k = 0; k < bytes; k += 4L * L) {
        FloatVector v = load(g + at + k);
        store(g + at + k, v.mul(v).sub(load(mean + k)).mul(load(mean + bytes + k)));
      }
    }
  }

  private static void bprGradient(
      long row,
      long e,
      long g,
      double[] weight,
      int u,
      float bpreg,
      long joined,
      int n,
      long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      float w = (float) weight[u + i];
      for (long k = 0; k < bytes; k += 4L * L) {
        FloatVector r = load(row + at + k);
        FloatVector penalty = r.add(2f).fma(r, load(joined + 3 * bytes + k).neg()).mul(bpreg);
        FloatVector q = load(e + at + k).mul(w).mul(load(joined + k));
        store(row + at + k, q.mul(penalty.sub(load(g + at + k))));
      }
    }
  }

  @Override
  public void weightedSums(long scores, double[] weight, int rows, int p, long sum) {
    clear(sum, 4L * p);
    addWeightedRows(scores, weight, 0, sum, rows, 4L * p);
  }

  /** So many rows that a short loop is worth its call, and scratch stays in the first cache. */
  private static int rowsAtOnce(int p) {
    return Math.max(1, LossKernels.scratchRow(p) / p);
  }

  /** Bytes between two rows of scratch, each with room for several rows of scores. */
  private static long tile(long bytes) {
    return 4L * LossKernels.scratchRow((int) (bytes / 4));
  }

  /** sum += each of n rows. */
  private static void addSlopes(long row, long sum, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      addWeighted(row + i * bytes, 1f, sum, bytes);
    }
  }

  private static void clear(long row, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(row + k, FloatVector.zero(S));
    }
  }

  /** sum += weight * row. */
  private static void addWeighted(long row, float weight, long sum, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(sum + k, load(row + k).fma(FloatVector.broadcast(S, weight), load(sum + k)));
    }
  }

  /** sum += weight * row for n rows. */
  private static void addWeightedRows(
      long row, double[] weight, int u, long sum, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      addWeighted(row + i * bytes, (float) weight[u + i], sum, bytes);
    }
  }

  @Override
  public void subtractLabels(
      long scores, double[] weight, int rows, int p, long factor, long share) {
    for (int u = 0; u < rows; u++) {
      subtractLabel(scores + 4L * u * p, (float) weight[u], factor, share, 4L * p);
    }
  }

  private static void subtractLabel(long row, float weight, long factor, long share, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector label = load(share + k).mul(weight);
      store(row + k, load(row + k).fma(load(factor + k), label.neg()));
    }
  }

  @Override
  public void columnDots(long a, long scores, int rows, int p, long sum) {
    clear(sum, 4L * p);
    for (int u = 0; u < rows; u++) {
      addProduct(a + 4L * u * p, scores + 4L * u * p, sum, 4L * p);
    }
  }

  private static void addProduct(long a, long row, long sum, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(sum + k, load(a + k).fma(load(row + k), load(sum + k)));
    }
  }

  @Override
  public void subtractScaled(long a, long scores, int rows, int p, long factor) {
    for (int u = 0; u < rows; u++) {
      subtractProduct(a + 4L * u * p, scores + 4L * u * p, factor, 4L * p);
    }
  }

  private static void subtractProduct(long a, long row, long factor, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(row + k, load(a + k).fma(load(factor + k).neg(), load(row + k)));
    }
  }

  @Override
  public void shiftRows(long scores, double[] shift, int rows, int p) {
    for (int u = 0; u < rows; u++) {
      shiftRow(scores + 4L * u * p, (float) shift[u], 4L * p);
    }
  }

  private static void shiftRow(long row, float shift, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(row + k, load(row + k).sub(shift));
    }
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
    clear(sums, 8L * p);
    int step = rowsAtOnce(p);
    for (int u = 0; u < rows; u += step) {
      int n = Math.min(step, rows - u);
      bprRows(scores + 4L * u * p, weight, u, n, 4L * p, activation, target, sums, scratch);
    }
  }

  private static void bprRows(
      long row,
      double[] weight,
      int u,
      int n,
      long bytes,
      Activation activation,
      long target,
      long sums,
      long e) {
    long g = e + tile(bytes);
    expOfGap(row, target, e, n, bytes);
    addSoftplus(row, target, e, weight, u, sums, n, bytes);
    weightedSigmoid(row, target, e, weight, u, g, n, bytes);
    addSlopes(g, sums + bytes, n, bytes);
    VectorKernels.multiplySlopes(g, row, activation, n * bytes);
    VectorKernels.copyRow(g, row, (int) (n * bytes / 4));
  }

  /** e = exp(-|r - t|). */
  private static void expOfGap(long row, long target, long e, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      for (long k = 0; k < bytes; k += 4L * L) {
        store(e + at + k, expNegative(load(row + at + k).sub(load(target + k)).abs()));
      }
    }
  }

  /** sum += weight * (max(r - t, 0) + log(1 + e)). */
  private static void addSoftplus(
      long row, long target, long e, double[] weight, int u, long sum, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      float w = (float) weight[u + i];
      for (long k = 0; k < bytes; k += 4L * L) {
        FloatVector x = load(row + at + k).sub(load(target + k));
        FloatVector loss = x.blend(0f, x.lt(0f)).add(log1p(load(e + at + k)));
        store(sum + k, loss.fma(FloatVector.broadcast(S, w), load(sum + k)));
      }
    }
  }

  /** g = weight * σ(r - t). */
  private static void weightedSigmoid(
      long row, long target, long e, double[] weight, int u, long g, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      float w = (float) weight[u + i];
      for (long k = 0; k < bytes; k += 4L * L) {
        FloatVector small = load(e + at + k);
        FloatVector s = FloatVector.broadcast(S, w).div(small.add(1f));
        store(g + at + k, s.blend(s.mul(small), load(row + at + k).lt(load(target + k))));
      }
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
    clear(sums, 8L * p);
    int step = rowsAtOnce(p);
    for (int u = 0; u < rows; u += step) {
      int n = Math.min(step, rows - u);
      top1Rows(scores + 4L * u * p, weight, u, n, 4L * p, activation, target, sums, scratch);
    }
  }

  private static void top1Rows(
      long row,
      double[] weight,
      int u,
      int n,
      long bytes,
      Activation activation,
      long target,
      long sums,
      long value) {
    long tile = tile(bytes);
    long slope = value + tile;
    top1Terms(row, target, value, n, bytes);
    addWeightedRows(value, weight, u, sums, n, bytes);
    addWeightedRows(slope, weight, u, sums + bytes, n, bytes);
    addRows(slope, slope + tile, slope, weight, u, n, bytes);
    VectorKernels.multiplySlopes(slope, row, activation, n * bytes);
    VectorKernels.copyRow(slope, row, (int) (n * bytes / 4));
  }

  /** out = weight * (a + b). */
  private static void addRows(long a, long b, long out, double[] weight, int u, int n, long bytes) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      float w = (float) weight[u + i];
      for (long k = 0; k < bytes; k += 4L * L) {
        store(out + at + k, load(a + at + k).add(load(b + at + k)).mul(w));
      }
    }
  }

  /**
   * Three rows behind each other: v = σ(r - t) + σ(r²), σ'(r - t) and 2 r σ'(r²). The exponentials
   * pass through two of them.
   */
  private static void top1Terms(long row, long target, long value, int n, long bytes) {
    long tile = tile(bytes);
    long gap = value + tile;
    expOfGap(row, target, gap, n, bytes);
    expOfSquare(row, gap + tile, n * bytes);
    top1Values(row, target, value, n, bytes, tile);
    top1Slopes(row, gap, n * bytes, tile);
  }

  /** e = exp(-r²). */
  private static void expOfSquare(long row, long e, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector r = load(row + k);
      store(e + k, expNegative(r.mul(r)));
    }
  }

  /** One division for both sigmoids: of the product of their denominators. */
  private static void top1Values(long row, long target, long value, int n, long bytes, long tile) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      for (long k = 0; k < bytes; k += 4L * L) {
        FloatVector gap = load(value + tile + at + k);
        FloatVector a = gap.add(1f);
        FloatVector b = load(value + 2 * tile + at + k).add(1f);
        FloatVector numerator = one().blend(gap, load(row + at + k).lt(load(target + k)));
        store(value + at + k, numerator.fma(b, a).div(a.mul(b)));
      }
    }
  }

  /** The exponentials of two rows become the slopes; again one division for both. */
  private static void top1Slopes(long row, long gap, long bytes, long tile) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector e = load(gap + k);
      FloatVector f = load(gap + tile + k);
      FloatVector a = e.add(1f);
      FloatVector b = f.add(1f);
      FloatVector inverse = one().div(a.mul(b));
      FloatVector ia = inverse.mul(b);
      FloatVector ib = inverse.mul(a);
      FloatVector r = load(row + k);
      store(gap + k, e.mul(ia).mul(ia));
      store(gap + tile + k, f.mul(ib).mul(ib).mul(r.add(r)));
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
    clear(sums, 12L * p);
    int step = rowsAtOnce(p);
    for (int u = 0; u < rows; u += step) {
      int n = Math.min(step, rows - u);
      top1MaxRows(scores + 4L * u * p, weight, u, n, 4L * p, target, max, sums, scratch);
    }
  }

  private static void top1MaxRows(
      long row,
      double[] weight,
      int u,
      int n,
      long bytes,
      long target,
      long max,
      long sums,
      long e) {
    long tile = tile(bytes);
    long value = e + tile;
    expBelow(row, max, e, n, bytes);
    expOfGap(row, target, value + tile, n, bytes);
    expOfSquare(row, value + 2 * tile, n * bytes);
    top1Values(row, target, value, n, bytes, tile);
    gapSlope(value + tile, n * bytes);
    addTop1Terms(e, value, weight, u, sums, n, bytes, tile);
  }

  /** e = e / (1 + e)². */
  private static void gapSlope(long e, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector v = load(e + k);
      FloatVector a = v.add(1f);
      store(e + k, v.div(a.mul(a)));
    }
  }

  private static void addTop1Terms(
      long e, long value, double[] weight, int u, long sums, int n, long bytes, long tile) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      float w = (float) weight[u + i];
      for (long k = 0; k < bytes; k += 4L * L) {
        FloatVector q = load(e + at + k).mul(w);
        long sum = sums + k;
        store(sum, load(sum).add(q));
        store(sum + bytes, q.fma(load(value + at + k), load(sum + bytes)));
        store(sum + 2 * bytes, q.fma(load(value + tile + at + k), load(sum + 2 * bytes)));
      }
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
    int step = rowsAtOnce(p);
    for (int u = 0; u < rows; u += step) {
      int n = Math.min(step, rows - u);
      top1MaxGradientRows(
          scores + 4L * u * p, weight, u, n, 4L * p, activation, target, max, joined, scratch);
    }
  }

  private static void top1MaxGradientRows(
      long row,
      double[] weight,
      int u,
      int n,
      long bytes,
      Activation activation,
      long target,
      long max,
      long joined,
      long e) {
    long tile = tile(bytes);
    expBelow(row, max, e, n, bytes);
    top1Terms(row, target, e + tile, n, bytes);
    VectorKernels.multiplySlopes(e, row, activation, n * bytes);
    top1MaxGradients(row, e, weight, u, joined, n, bytes, tile);
  }

  private static void top1MaxGradients(
      long row, long e, double[] weight, int u, long joined, int n, long bytes, long tile) {
    for (int i = 0; i < n; i++) {
      long at = i * bytes;
      float w = (float) weight[u + i];
      for (long k = 0; k < bytes; k += 4L * L) {
        FloatVector q = load(e + at + k).mul(w).mul(load(joined + k));
        FloatVector value = load(e + tile + at + k).sub(load(joined + bytes + k));
        FloatVector slopes = load(e + 2 * tile + at + k).add(load(e + 3 * tile + at + k));
        store(row + at + k, q.mul(value.add(slopes)));
      }
    }
  }
}
