package clickahead.math;

/** The oracle of {@link OptimizerKernels}: plain loops in double precision. */
final class ScalarOptimizerKernels implements OptimizerKernels {
  private static final double EPSILON = 1e-6;

  private final ScalarKernels memory;

  ScalarOptimizerKernels(ScalarKernels memory) {
    this.memory = memory;
  }

  private double get(long base, long index) {
    return memory.get(base, index);
  }

  private void put(long base, long index, double value) {
    memory.put(base, index, value);
  }

  @Override
  public int elementBytes() {
    return memory.elementBytes();
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
    long bytes = memory.elementBytes();
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
  public void scaleByAdagrad(long accumulator, long gradient, long count) {
    for (long i = 0; i < count; i++) {
      double g = get(gradient, i);
      double acc = get(accumulator, i) + g * g;
      put(accumulator, i, acc);
      put(gradient, i, g / Math.sqrt(acc + EPSILON));
    }
  }

  @Override
  public void scaleByRmsprop(long accumulator, long gradient, long count, double decay) {
    for (long i = 0; i < count; i++) {
      double g = get(gradient, i);
      double acc = decay * get(accumulator, i) + (1 - decay) * g * g;
      put(accumulator, i, acc);
      put(gradient, i, g / Math.sqrt(acc + EPSILON));
    }
  }

  @Override
  public void scaleByAdadelta(
      long accumulator, long moves, long gradient, long count, double decay) {
    for (long i = 0; i < count; i++) {
      double g = get(gradient, i);
      double acc = decay * get(accumulator, i) + (1 - decay) * g * g;
      double d = g * Math.sqrt((get(moves, i) + EPSILON) / (acc + EPSILON));
      put(accumulator, i, acc);
      put(moves, i, decay * get(moves, i) + (1 - decay) * d * d);
      put(gradient, i, d);
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
    for (long i = 0; i < count; i++) {
      double g = get(gradient, i);
      double m = first * get(mean, i) + (1 - first) * g;
      double v = second * get(square, i) + (1 - second) * g * g;
      put(mean, i, m);
      put(square, i, v);
      put(gradient, i, m / firstCorrection / (Math.sqrt(v / secondCorrection) + epsilon));
    }
  }

  @Override
  public void mix(long to, long from, long count, double factor, double share) {
    for (long i = 0; i < count; i++) {
      put(to, i, factor * get(to, i) + share * get(from, i));
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
    for (long i = 0; i < count; i++) {
      double move = -rate * (get(gradient, i) + decay * get(value, i));
      double v = momentum * get(velocity, i) + move;
      put(velocity, i, v);
      put(value, i, get(value, i) + (nesterov ? momentum * v + move : v));
    }
  }

  @Override
  public double sumOfSquares(long gradient, long count) {
    double sum = 0;
    for (long i = 0; i < count; i++) {
      sum += get(gradient, i) * get(gradient, i);
    }
    return sum;
  }
}
