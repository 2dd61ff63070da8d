package clickahead.math;

/** The oracle of {@link SequenceCellKernels}: plain loops in double precision. */
final class ScalarSequenceCellKernels implements SequenceCellKernels {
  private final ScalarKernels memory;

  ScalarSequenceCellKernels(ScalarKernels memory) {
    this.memory = memory;
  }

  private double get(long base, long index) {
    return memory.get(base, index);
  }

  private void put(long base, long index, double value) {
    memory.put(base, index, value);
  }

  private void add(long base, long index, double value) {
    put(base, index, get(base, index) + value);
  }

  /** Index of element i of [rows, U] in a block of gates. */
  private static long gate(int i, int gate, int gates, int units) {
    return (long) (i / units) * gates * units + (long) gate * units + i % units;
  }

  private static double slope(double value, boolean hard) {
    return hard ? value > 0 && value < 1 ? 0.2 : 0 : value * (1 - value);
  }

  @Override
  public void resetAfter(long gi, long gh, long previous, long h, int rows, int units) {
    for (int i = 0; i < rows * units; i++) {
      long r = gate(i, 0, 3, units);
      long z = gate(i, 1, 3, units);
      long n = gate(i, 2, 3, units);
      put(gi, r, ScalarAttentionKernels.sigmoid(get(gi, r) + get(gh, r), false));
      put(gi, z, ScalarAttentionKernels.sigmoid(get(gi, z) + get(gh, z), false));
      put(gi, n, StrictMath.tanh(get(gi, n) + get(gi, r) * get(gh, n)));
      put(h, i, get(gi, n) + get(gi, z) * (get(previous, i) - get(gi, n)));
    }
  }

  @Override
  public void resetAfterBackward(
      long gi, long gh, long previous, long dh, long carry, int rows, int units) {
    for (int i = 0; i < rows * units; i++) {
      long atR = gate(i, 0, 3, units);
      long atZ = gate(i, 1, 3, units);
      long atN = gate(i, 2, 3, units);
      double r = get(gi, atR);
      double z = get(gi, atZ);
      double n = get(gi, atN);
      double d = get(dh, i);
      double dn = d * (1 - z) * (1 - n * n);
      double dr = dn * get(gh, atN) * r * (1 - r);
      double dz = d * (get(previous, i) - n) * z * (1 - z);
      add(carry, i, d * z);
      put(gi, atR, dr);
      put(gi, atZ, dz);
      put(gi, atN, dn);
      put(gh, atR, dr);
      put(gh, atZ, dz);
      put(gh, atN, dn * r);
    }
  }

  @Override
  public void resetBeforeGates(
      long gi, long gh, long previous, long product, int rows, int units, boolean hard) {
    for (int i = 0; i < rows * units; i++) {
      for (int gate = 0; gate < 2; gate++) {
        long at = gate(i, gate, 3, units);
        double x = get(gi, at) + get(gh, gate(i, gate, 2, units));
        put(gi, at, ScalarAttentionKernels.sigmoid(x, hard));
      }
      put(product, i, get(gi, gate(i, 0, 3, units)) * get(previous, i));
    }
  }

  @Override
  public void resetBeforeState(long gi, long gn, long previous, long h, int rows, int units) {
    for (int i = 0; i < rows * units; i++) {
      long n = gate(i, 2, 3, units);
      put(gi, n, StrictMath.tanh(get(gi, n) + get(gn, i)));
      double z = get(gi, gate(i, 1, 3, units));
      put(h, i, get(previous, i) + z * (get(gi, n) - get(previous, i)));
    }
  }

  @Override
  public void resetBeforeBackward(
      long gi, long previous, long dh, long carry, int rows, int units, boolean hard) {
    for (int i = 0; i < rows * units; i++) {
      long atZ = gate(i, 1, 3, units);
      long atN = gate(i, 2, 3, units);
      double z = get(gi, atZ);
      double n = get(gi, atN);
      double d = get(dh, i);
      add(carry, i, d * (1 - z));
      put(gi, atZ, d * (n - get(previous, i)) * slope(z, hard));
      put(gi, atN, d * z * (1 - n * n));
    }
  }

  @Override
  public void resetGradient(
      long gi, long product, long previous, long carry, int rows, int units, boolean hard) {
    for (int i = 0; i < rows * units; i++) {
      long atR = gate(i, 0, 3, units);
      double r = get(gi, atR);
      add(carry, i, get(product, i) * r);
      put(gi, atR, get(product, i) * get(previous, i) * slope(r, hard));
    }
  }
}
