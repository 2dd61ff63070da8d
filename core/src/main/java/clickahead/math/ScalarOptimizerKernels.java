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
}
