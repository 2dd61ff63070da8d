package clickahead.math;

import static clickahead.math.VectorMath.eluSlope;
import static clickahead.math.VectorMath.expNegative;
import static clickahead.math.VectorMath.larger;
import static clickahead.math.VectorMath.load;
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
}
