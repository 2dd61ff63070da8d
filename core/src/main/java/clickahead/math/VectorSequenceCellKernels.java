package clickahead.math;

import static clickahead.math.VectorMath.hardSigmoid;
import static clickahead.math.VectorMath.hardSlope;
import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.one;
import static clickahead.math.VectorMath.sigmoid;
import static clickahead.math.VectorMath.store;
import static clickahead.math.VectorMath.tanh;

import jdk.incubator.vector.FloatVector;

/** {@link SequenceCellKernels} on the Vector API, under the rules of {@link VectorKernels}. */
final class VectorSequenceCellKernels implements SequenceCellKernels {
  private static final int L = VectorMath.L;

  @Override
  public void resetAfter(long gi, long gh, long previous, long h, int rows, int units) {
    long row = 4L * units;
    for (long i = 0; i < rows; i++) {
      long gates = gi + 3 * i * row;
      long state = gh + 3 * i * row;
      long n = gates + 2 * row;
      sigmoids(gates, state, 2 * row);
      resetCandidates(gates, state + 2 * row, n, row);
      blend(gates + row, n, previous + i * row, h + i * row, row);
    }
  }

  /** n = tanh(n + r∘s). */
  private static void resetCandidates(long r, long s, long n, long row) {
    for (long k = 0; k < row; k += 4L * L) {
      store(n + k, tanh(load(r + k).fma(load(s + k), load(n + k))));
    }
  }

  /** out = a + z∘(b - a). */
  private static void blend(long z, long a, long b, long out, long row) {
    for (long k = 0; k < row; k += 4L * L) {
      FloatVector base = load(a + k);
      store(out + k, load(b + k).sub(base).fma(load(z + k), base));
    }
  }

  @Override
  public void resetAfterBackward(
      long gi, long gh, long previous, long dh, long carry, int rows, int units) {
    long row = 4L * units;
    for (long i = 0; i < rows; i++) {
      long at = i * row;
      long gates = 3 * at;
      resetAfterRowBackward(gi + gates, gh + gates, previous + at, dh + at, carry + at, row);
    }
  }

  private static void resetAfterRowBackward(
      long gi, long gh, long previous, long dh, long carry, long row) {
    for (long k = 0; k < row; k += 4L * L) {
      FloatVector r = load(gi + k);
      FloatVector z = load(gi + row + k);
      FloatVector n = load(gi + 2 * row + k);
      FloatVector d = load(dh + k);
      FloatVector keep = one().sub(z);
      FloatVector dn = d.mul(keep).mul(one().sub(n.mul(n)));
      FloatVector dnr = dn.mul(r);
      FloatVector dr = dnr.mul(load(gh + 2 * row + k)).mul(one().sub(r));
      FloatVector dz = d.mul(z).mul(load(previous + k).sub(n)).mul(keep);
      store(carry + k, d.fma(z, load(carry + k)));
      store(gi + k, dr);
      store(gi + row + k, dz);
      store(gi + 2 * row + k, dn);
      store(gh + k, dr);
      store(gh + row + k, dz);
      store(gh + 2 * row + k, dnr);
    }
  }

  @Override
  public void resetBeforeGates(
      long gi, long gh, long previous, long product, int rows, int units, boolean hard) {
    long row = 4L * units;
    for (long i = 0; i < rows; i++) {
      long gates = gi + 3 * i * row;
      long state = gh + 2 * i * row;
      if (hard) {
        hardSigmoids(gates, state, 2 * row);
      } else {
        sigmoids(gates, state, 2 * row);
      }
      products(gates, previous + i * row, product + i * row, row);
    }
  }

  private static void sigmoids(long gates, long state, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(gates + k, sigmoid(load(gates + k).add(load(state + k))));
    }
  }

  private static void hardSigmoids(long gates, long state, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(gates + k, hardSigmoid(load(gates + k).add(load(state + k))));
    }
  }

  private static void products(long a, long b, long out, long bytes) {
    for (long k = 0; k < bytes; k += 4L * L) {
      store(out + k, load(a + k).mul(load(b + k)));
    }
  }

  @Override
  public void resetBeforeState(long gi, long gn, long previous, long h, int rows, int units) {
    long row = 4L * units;
    for (long i = 0; i < rows; i++) {
      long at = i * row;
      long gates = gi + 3 * at;
      candidates(gates + 2 * row, gn + at, row);
      blend(gates + row, previous + at, gates + 2 * row, h + at, row);
    }
  }

  /** n = tanh(n + s). */
  private static void candidates(long n, long s, long row) {
    for (long k = 0; k < row; k += 4L * L) {
      store(n + k, tanh(load(n + k).add(load(s + k))));
    }
  }

  @Override
  public void resetBeforeBackward(
      long gi, long previous, long dh, long carry, int rows, int units, boolean hard) {
    long row = 4L * units;
    for (long i = 0; i < rows; i++) {
      long at = i * row;
      resetBeforeRowBackward(gi + 3 * at, previous + at, dh + at, carry + at, row, hard);
    }
  }

  private static void resetBeforeRowBackward(
      long gi, long previous, long dh, long carry, long row, boolean hard) {
    for (long k = 0; k < row; k += 4L * L) {
      FloatVector z = load(gi + row + k);
      FloatVector n = load(gi + 2 * row + k);
      FloatVector d = load(dh + k);
      FloatVector keep = one().sub(z);
      FloatVector slope = hard ? hardSlope(z) : z.mul(keep);
      store(carry + k, d.fma(keep, load(carry + k)));
      store(gi + row + k, d.mul(n.sub(load(previous + k))).mul(slope));
      store(gi + 2 * row + k, d.mul(z).mul(one().sub(n.mul(n))));
    }
  }

  @Override
  public void resetGradient(
      long gi, long product, long previous, long carry, int rows, int units, boolean hard) {
    long row = 4L * units;
    for (long i = 0; i < rows; i++) {
      long at = i * row;
      resetGradientRow(gi + 3 * at, product + at, previous + at, carry + at, row, hard);
    }
  }

  private static void resetGradientRow(
      long gi, long product, long previous, long carry, long row, boolean hard) {
    for (long k = 0; k < row; k += 4L * L) {
      FloatVector r = load(gi + k);
      FloatVector d = load(product + k);
      FloatVector slope = hard ? hardSlope(r) : r.sub(r.mul(r));
      store(carry + k, d.fma(r, load(carry + k)));
      store(gi + k, d.mul(load(previous + k)).mul(slope));
    }
  }
}
