package clickahead.math;

/** The oracle of {@link CellKernels}: plain loops in double precision. */
final class ScalarCellKernels implements CellKernels {
  private final ScalarKernels memory;

  ScalarCellKernels(ScalarKernels memory) {
    this.memory = memory;
  }

  private double get(long base, long index) {
    return memory.get(base, index);
  }

  private void put(long base, long index, double value) {
    memory.put(base, index, value);
  }

  @Override
  public void sigmoidOfSum(long gates, long state, int count) {
    for (int i = 0; i < count; i++) {
      put(gates, i, sigmoid(get(gates, i) + get(state, i)));
    }
  }

  @Override
  public void addProduct(long to, long a, long b, int count) {
    for (int i = 0; i < count; i++) {
      put(to, i, get(to, i) + get(a, i) * get(b, i));
    }
  }

  @Override
  public void activate(long values, int count, Activation activation) {
    for (int i = 0; i < count; i++) {
      put(values, i, activation.value(get(values, i)));
    }
  }

  @Override
  public void slopes(long values, long out, int count, Activation activation) {
    for (int i = 0; i < count; i++) {
      put(out, i, activation.slopeFromValue(get(values, i)));
    }
  }

  @Override
  public void blend(long z, long a, long b, long out, int count) {
    for (int i = 0; i < count; i++) {
      put(out, i, get(a, i) + get(z, i) * (get(b, i) - get(a, i)));
    }
  }

  @Override
  public void gruBackward(long gi, long gh, long previous, long dh, long slope, int count) {
    for (int i = 0; i < count; i++) {
      int iz = count + i;
      int in = 2 * count + i;
      double r = get(gi, i);
      double z = get(gi, iz);
      double dn = get(dh, i) * (1 - z) * get(slope, i);
      double dr = dn * get(gh, in) * r * (1 - r);
      double dz = get(dh, i) * (get(previous, i) - get(gi, in)) * z * (1 - z);
      put(gi, i, dr);
      put(gi, iz, dz);
      put(gi, in, dn);
      put(gh, i, dr);
      put(gh, iz, dz);
      put(gh, in, dn * r);
    }
  }

  @Override
  public void resetBeforeBackward(long gi, long previous, long dh, long slope, int count) {
    for (int i = 0; i < count; i++) {
      int iz = count + i;
      int in = 2 * count + i;
      double z = get(gi, iz);
      double dz = get(dh, i) * (get(gi, in) - get(previous, i)) * z * (1 - z);
      put(gi, in, get(dh, i) * z * get(slope, i));
      put(gi, iz, dz);
    }
  }

  @Override
  public void resetGradient(long r, long product, long previous, int count) {
    for (int i = 0; i < count; i++) {
      double gate = get(r, i);
      put(r, i, get(product, i) * get(previous, i) * gate * (1 - gate));
    }
  }

  static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  @Override
  public void gruForward(long gi, long gh, long previous, long h, int count) {
    for (int i = 0; i < count; i++) {
      int iz = count + i;
      int in = 2 * count + i;
      double r = sigmoid(get(gi, i) + get(gh, i));
      double z = sigmoid(get(gi, iz) + get(gh, iz));
      double n = StrictMath.tanh(get(gi, in) + r * get(gh, in));
      put(gi, i, r);
      put(gi, iz, z);
      put(gi, in, n);
      put(h, i, (1 - z) * n + z * get(previous, i));
    }
  }

  @Override
  public void gruBackward(long gi, long gh, long previous, long dh, int count) {
    for (int i = 0; i < count; i++) {
      int iz = count + i;
      int in = 2 * count + i;
      double r = get(gi, i);
      double z = get(gi, iz);
      double n = get(gi, in);
      double d = get(dh, i);
      double dn = d * (1 - z) * (1 - n * n);
      double dr = dn * get(gh, in) * r * (1 - r);
      double dz = d * (get(previous, i) - n) * z * (1 - z);
      put(gi, i, dr);
      put(gi, iz, dz);
      put(gi, in, dn);
      put(gh, i, dr);
      put(gh, iz, dz);
      put(gh, in, dn * r);
    }
  }
}
