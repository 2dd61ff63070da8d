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
