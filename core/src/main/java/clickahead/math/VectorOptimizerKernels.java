package clickahead.math;

import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.store;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link OptimizerKernels} on the Vector API, under the rules of {@link VectorKernels}. */
final class VectorOptimizerKernels implements OptimizerKernels {
  private static final VectorSpecies<Float> S = VectorMath.S;
  private static final int L = VectorMath.L;
  private static final float EPSILON = 1e-6f;

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
}
