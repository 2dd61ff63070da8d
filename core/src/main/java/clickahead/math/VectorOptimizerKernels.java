package clickahead.math;

import static clickahead.math.VectorMath.fold;
import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link OptimizerKernels} on the Vector API, under the rules of {@link VectorKernels}. */
final class VectorOptimizerKernels implements OptimizerKernels {
  private static final VectorSpecies<Float> S = VectorMath.S;
  private static final int L = VectorMath.L;
  private static final float EPSILON = 1e-6f;

  /** So many squares are summed in single precision. */
  private static final long SQUARES = 1024;

  @Override
  public int elementBytes() {
    return Float.BYTES;
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
  public void scaleByAdagrad(long accumulator, long gradient, long count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector g = load(gradient + k);
      FloatVector acc = g.fma(g, load(accumulator + k));
      store(accumulator + k, acc);
      store(gradient + k, g.div(acc.add(EPSILON).sqrt()));
    }
  }

  @Override
  public void scaleByRmsprop(long accumulator, long gradient, long count, double decay) {
    float keep = (float) decay;
    float share = (float) (1 - decay);
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector g = load(gradient + k);
      FloatVector acc = load(accumulator + k).mul(keep).add(g.mul(g).mul(share));
      store(accumulator + k, acc);
      store(gradient + k, g.div(acc.add(EPSILON).sqrt()));
    }
  }

  @Override
  public void scaleByAdadelta(
      long accumulator, long moves, long gradient, long count, double decay) {
    float keep = (float) decay;
    float share = (float) (1 - decay);
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector g = load(gradient + k);
      FloatVector acc = load(accumulator + k).mul(keep).add(g.mul(g).mul(share));
      FloatVector old = load(moves + k);
      FloatVector d = g.mul(old.add(EPSILON).div(acc.add(EPSILON)).sqrt());
      store(accumulator + k, acc);
      store(moves + k, old.mul(keep).add(d.mul(d).mul(share)));
      store(gradient + k, d);
    }
  }

  @Override
  public void scaleByAdam(
      long mean,
      long square,
      long gradient,
      long count,
      double first,
      double second,
      double firstCorrection,
      double secondCorrection,
      double epsilon) {
    float keepMean = (float) first;
    float shareMean = (float) (1 - first);
    float keepSquare = (float) second;
    float shareSquare = (float) (1 - second);
    float scaleMean = (float) (1 / firstCorrection);
    float scaleSquare = (float) (1 / secondCorrection);
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector g = load(gradient + k);
      FloatVector m = load(mean + k).mul(keepMean).add(g.mul(shareMean));
      FloatVector v = load(square + k).mul(keepSquare).add(g.mul(g).mul(shareSquare));
      store(mean + k, m);
      store(square + k, v);
      store(gradient + k, m.mul(scaleMean).div(v.mul(scaleSquare).sqrt().add((float) epsilon)));
    }
  }

  @Override
  public void mix(long to, long from, long count, double factor, double share) {
    float f = (float) factor;
    float s = (float) share;
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(to + k, load(to + k).mul(f).add(load(from + k).mul(s)));
    }
  }

  @Override
  public void moveWithMomentum(
      long value,
      long velocity,
      long gradient,
      long count,
      double rate,
      double decay,
      double momentum,
      boolean nesterov) {
    float step = (float) -rate;
    float shrink = (float) (-rate * decay);
    float keep = (float) momentum;
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector x = load(value + k);
      FloatVector move = load(gradient + k).mul(step).add(x.mul(shrink));
      FloatVector v = load(velocity + k).mul(keep).add(move);
      store(velocity + k, v);
      store(value + k, x.add(nesterov ? v.mul(keep).add(move) : v));
    }
  }

  @Override
  public double sumOfSquares(long gradient, long count) {
    double sum = 0;
    for (long from = 0; from < count; from += SQUARES) {
      sum += squares(gradient + 4 * from, 4 * Math.min(SQUARES, count - from));
    }
    return sum;
  }

  private static float squares(long gradient, long bytes) {
    FloatVector sum = FloatVector.zero(S);
    for (long k = 0; k < bytes; k += 4L * L) {
      FloatVector g = load(gradient + k);
      sum = g.fma(g, sum);
    }
    return fold(sum);
  }
}
