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

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
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
  public void blend(long z, long a, long b, long out, int count) {
    for (int i = 0; i < count; i++) {
      put(out, i, get(a, i) + get(z, i) * (get(b, i) - get(a, i)));
    }
  }

  @Override
  public void resetAfterBackward(long gi, long gh, long previous, long dh, long sloped, int count) {
    for (int i = 0; i < count; i++) {
      int iz = count + i;
      int in = 2 * count + i;
      double r = get(gi, i);
      double z = get(gi, iz);
      double dn = get(sloped, i) * (1 - z);
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
  public void resetBeforeBackward(long gi, long previous, long dh, long sloped, int count) {
    for (int i = 0; i < count; i++) {
      int iz = count + i;
      int in = 2 * count + i;
      double z = get(gi, iz);
      double dz = get(dh, i) * (get(gi, in) - get(previous, i)) * z * (1 - z);
      put(gi, in, get(sloped, i) * z);
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
}
