package clickahead.math;

/** The oracle of {@link AttentionKernels}: plain loops in double precision. */
final class ScalarAttentionKernels implements AttentionKernels {
  private final ScalarKernels memory;

  ScalarAttentionKernels(ScalarKernels memory) {
    this.memory = memory;
  }

  static double sigmoid(double x, boolean hard) {
    return hard ? Math.clamp(0.2 * x + 0.5, 0, 1) : 1 / (1 + StrictMath.exp(-x));
  }

  private double get(long base, long index) {
    return memory.get(base, index);
  }

  private void add(long base, long index, double value) {
    memory.put(base, index, get(base, index) + value);
  }

  @Override
  public void additiveScores(
      long query,
      long keys,
      int[] rows,
      int from,
      int to,
      long v,
      int units,
      boolean hard,
      long out) {
    for (int j = from; j < to; j++) {
      double sum = 0;
      for (int u = 0; u < units; u++) {
        sum += get(v, u) * sigmoid(get(query, u) + get(keys, (long) rows[j] * units + u), hard);
      }
      memory.put(out, j - from, sum);
    }
  }

  @Override
  public void additiveBackward(
      long query,
      long keys,
      int[] rows,
      int from,
      int to,
      long v,
      int units,
      boolean hard,
      long gradient,
      long dKeys,
      long dQuery,
      long dV,
      long sigmas) {
    for (int j = from; j < to; j++) {
      double g = get(gradient, j - from);
      for (int u = 0; u < units; u++) {
        long at = (long) rows[j] * units + u;
        double s = sigmoid(get(query, u) + get(keys, at), hard);
        memory.put(sigmas, u, s);
        double slope = hard ? s > 0 && s < 1 ? 0.2 : 0 : s * (1 - s);
        double d = g * get(v, u) * slope;
        add(dKeys, at, d);
        add(dQuery, u, d);
        add(dV, u, g * s);
      }
    }
  }

  @Override
  public void addWeighted(
      long values, int[] rows, int from, int to, long weights, int units, long out) {
    for (int j = from; j < to; j++) {
      for (int u = 0; u < units; u++) {
        add(out, u, get(weights, j - from) * get(values, (long) rows[j] * units + u));
      }
    }
  }

  @Override
  public void dotPicked(long values, int[] rows, int from, int to, long x, int units, long out) {
    for (int j = from; j < to; j++) {
      double sum = 0;
      for (int u = 0; u < units; u++) {
        sum += get(values, (long) rows[j] * units + u) * get(x, u);
      }
      memory.put(out, j - from, sum);
    }
  }

  @Override
  public void addToPicked(
      long values, int[] rows, int from, int to, long weights, long x, int units) {
    for (int j = from; j < to; j++) {
      for (int u = 0; u < units; u++) {
        add(values, (long) rows[j] * units + u, get(weights, j - from) * get(x, u));
      }
    }
  }
}
