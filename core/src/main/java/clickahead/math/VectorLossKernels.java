package clickahead.math;

import static clickahead.math.VectorMath.expNegative;
import static clickahead.math.VectorMath.larger;
import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.log1p;
import static clickahead.math.VectorMath.one;
import static clickahead.math.VectorMath.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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
      Activation activation,
      double bpreg,
      long ratio,
      long max,
      long joined,
      long scratch) {
    for (int u = 0; u < rows; u++) {
      long row = scores + 4L * u * p;
      bprMaxGradientRow(
          row, (float) weight[u], 4L * p, (float) bpreg, ratio, max, joined, activation, scratch);
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
      Activation activation,
      long e) {
    long g = e + bytes;
    expBelow(row, max, e, bytes);
    likelihood(e, ratio, g, bytes);
    likelihoodGradient(g, joined + bytes, bytes);
    timesSlope(e, row, activation, bytes);
    bprGradient(row, e, g, weight, bpreg, joined, bytes);
  }

  /** g = (g² - A) / A. */
  private static void likelihoodGradient(long g, long mean, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector v = load(g + k);
      store(g + k, v.mul(v).sub(load(mean + k)).mul(load(mean + bytes + k)));
    }
  }

  /** e *= slope of the activation whose values are in the row. */
  private static void timesSlope(long e, long row, Activation activation, long bytes) {
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
  public void activate(long scores, int count, Activation activation) {
    long bytes = 4L * count;
    switch (activation.kind()) {
      case LINEAR -> {}
      case TANH -> tanhRow(scores, bytes);
      case RELU, LEAKY -> leakyRow(scores, (float) activation.first(), bytes);
      case ELU, SELU ->
          eluRow(
              scores,
              (float) activation.positiveFactor(),
              (float) activation.negativeFactor(),
              bytes);
    }
  }

  private static void tanhRow(long row, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(row + k, VectorMath.tanh(load(row + k)));
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
  public void weightedSums(long scores, double[] weight, int rows, int p, long sum) {
    clear(sum, 4L * p);
    for (int u = 0; u < rows; u++) {
      addWeighted(scores + 4L * u * p, (float) weight[u], sum, 4L * p);
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
    for (int u = 0; u < rows; u++) {
      bprRow(scores + 4L * u * p, (float) weight[u], 4L * p, activation, target, sums, scratch);
    }
  }

  private static void bprRow(
      long row, float weight, long bytes, Activation activation, long target, long sums, long e) {
    long g = e + bytes;
    expOfGap(row, target, e, bytes);
    addSoftplus(row, target, e, weight, sums, bytes);
    weightedSigmoid(row, target, e, weight, g, bytes);
    addWeighted(g, 1f, sums + bytes, bytes);
    timesSlope(g, row, activation, bytes);
    VectorKernels.copyRow(g, row, (int) (bytes / 4));
  }

  /** e = exp(-|r - t|). */
  private static void expOfGap(long row, long target, long e, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(e + k, expNegative(load(row + k).sub(load(target + k)).abs()));
    }
  }

  /** sum += weight * (max(r - t, 0) + log(1 + e)). */
  private static void addSoftplus(
      long row, long target, long e, float weight, long sum, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector x = load(row + k).sub(load(target + k));
      FloatVector loss = x.blend(0f, x.lt(0f)).add(log1p(load(e + k)));
      store(sum + k, loss.fma(FloatVector.broadcast(S, weight), load(sum + k)));
    }
  }

  /** g = weight * σ(r - t). */
  private static void weightedSigmoid(
      long row, long target, long e, float weight, long g, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector small = load(e + k);
      FloatVector s = FloatVector.broadcast(S, weight).div(small.add(1f));
      store(g + k, s.blend(s.mul(small), load(row + k).lt(load(target + k))));
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
    for (int u = 0; u < rows; u++) {
      top1Row(scores + 4L * u * p, (float) weight[u], 4L * p, activation, target, sums, scratch);
    }
  }

  private static void top1Row(
      long row,
      float weight,
      long bytes,
      Activation activation,
      long target,
      long sums,
      long value) {
    top1Terms(row, target, value, bytes);
    addWeighted(value, weight, sums, bytes);
    addWeighted(value + bytes, weight, sums + bytes, bytes);
    addRows(value + bytes, value + 2 * bytes, value + bytes, weight, bytes);
    timesSlope(value + bytes, row, activation, bytes);
    VectorKernels.copyRow(value + bytes, row, (int) (bytes / 4));
  }

  /** out = weight * (a + b). */
  private static void addRows(long a, long b, long out, float weight, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(out + k, load(a + k).add(load(b + k)).mul(weight));
    }
  }

  /**
   * Three rows behind each other: v = σ(r - t) + σ(r²), σ'(r - t) and 2 r σ'(r²). The exponentials
   * pass through two of them.
   */
  private static void top1Terms(long row, long target, long value, long bytes) {
    long gap = value + bytes;
    long square = value + 2 * bytes;
    expOfGap(row, target, gap, bytes);
    expOfSquare(row, square, bytes);
    top1Values(row, target, value, bytes);
    top1Slopes(row, gap, bytes);
  }

  /** e = exp(-r²). */
  private static void expOfSquare(long row, long e, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector r = load(row + k);
      store(e + k, expNegative(r.mul(r)));
    }
  }

  /** One division for both sigmoids: of the product of their denominators. */
  private static void top1Values(long row, long target, long value, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector gap = load(value + bytes + k);
      FloatVector a = gap.add(1f);
      FloatVector b = load(value + 2 * bytes + k).add(1f);
      FloatVector numerator = one().blend(gap, load(row + k).lt(load(target + k)));
      store(value + k, numerator.fma(b, a).div(a.mul(b)));
    }
  }

  /** The exponentials of two rows become the slopes; again one division for both. */
  private static void top1Slopes(long row, long gap, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector e = load(gap + k);
      FloatVector f = load(gap + bytes + k);
      FloatVector a = e.add(1f);
      FloatVector b = f.add(1f);
      FloatVector inverse = one().div(a.mul(b));
      FloatVector ia = inverse.mul(b);
      FloatVector ib = inverse.mul(a);
      FloatVector r = load(row + k);
      store(gap + k, e.mul(ia).mul(ia));
      store(gap + bytes + k, f.mul(ib).mul(ib).mul(r.add(r)));
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
    for (int u = 0; u < rows; u++) {
      top1MaxRow(scores + 4L * u * p, (float) weight[u], 4L * p, target, max, sums, scratch);
    }
  }

  private static void top1MaxRow(
      long row, float weight, long bytes, long target, long max, long sums, long e) {
    long value = e + bytes;
    expBelow(row, max, e, bytes);
    expOfGap(row, target, value + bytes, bytes);
    expOfSquare(row, value + 2 * bytes, bytes);
    top1Values(row, target, value, bytes);
    gapSlope(value + bytes, bytes);
    addTop1Terms(e, value, weight, sums, bytes);
  }

  /** e = e / (1 + e)². */
  private static void gapSlope(long e, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector v = load(e + k);
      FloatVector a = v.add(1f);
      store(e + k, v.div(a.mul(a)));
    }
  }

  private static void addTop1Terms(long e, long value, float weight, long sums, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector q = load(e + k).mul(weight);
      long at = sums + k;
      store(at, load(at).add(q));
      store(at + bytes, q.fma(load(value + k), load(at + bytes)));
      store(at + 2 * bytes, q.fma(load(value + bytes + k), load(at + 2 * bytes)));
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
      long row = scores + 4L * u * p;
      top1MaxGradientRow(row, (float) weight[u], 4L * p, activation, target, max, joined, scratch);
    }
  }

  private static void top1MaxGradientRow(
      long row,
      float weight,
      long bytes,
      Activation activation,
      long target,
      long max,
      long joined,
      long e) {
    expBelow(row, max, e, bytes);
    top1Terms(row, target, e + bytes, bytes);
    timesSlope(e, row, activation, bytes);
    top1MaxGradients(row, e, weight, joined, bytes);
  }

  private static void top1MaxGradients(long row, long e, float weight, long joined, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector q = load(e + k).mul(weight).mul(load(joined + k));
      FloatVector value = load(e + bytes + k).sub(load(joined + bytes + k));
      FloatVector slopes = load(e + 2 * bytes + k).add(load(e + 3 * bytes + k));
      store(row + k, q.mul(value.add(slopes)));
    }
  }
}
