package clickahead.math;

import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.sigmoid;
import static clickahead.math.VectorMath.store;
import static clickahead.math.VectorMath.tanh;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link CellKernels} on the Vector API, under the rules of {@link VectorKernels}. */
final class VectorCellKernels implements CellKernels {
  private static final VectorSpecies<Float> S = VectorMath.S;
  private static final int L = VectorMath.L;

  @Override
  public void gruForward(long gi, long gh, long previous, long h, int count) {
    gates(gi, gh, 2 * count);
    long z = gi + 4L * count;
    long n = gi + 8L * count;
    candidate(gi, gh + 8L * count, n, count);
    carry(z, n, previous, h, count);
  }

  private static void gates(long gi, long gh, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(gi + k, sigmoid(load(gi + k).add(load(gh + k))));
    }
  }

  private static void candidate(long r, long ghn, long n, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(n + k, tanh(load(r + k).fma(load(ghn + k), load(n + k))));
    }
  }

  private static void carry(long z, long n, long previous, long h, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector c = load(n + k);
      store(h + k, load(previous + k).sub(c).fma(load(z + k), c));
    }
  }

  @Override
  public void gruBackward(long gi, long gh, long previous, long dh, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      cellBackward(gi + k, gh + k, previous + k, dh + k, 4L * count);
    }
  }

  private static void cellBackward(long gi, long gh, long previous, long dh, long block) {
    FloatVector r = load(gi);
    FloatVector z = load(gi + block);
    FloatVector n = load(gi + 2 * block);
    FloatVector d = load(dh);
    FloatVector dTimesZ = d.mul(z);
    FloatVector dn = d.sub(dTimesZ).mul(n.mul(n).neg().add(1f));
    FloatVector dnr = dn.mul(r);
    FloatVector dr = dnr.mul(load(gh + 2 * block)).mul(r.neg().add(1f));
    FloatVector dz = dTimesZ.mul(load(previous).sub(n)).mul(z.neg().add(1f));
    store(gi, dr);
    store(gi + block, dz);
    store(gi + 2 * block, dn);
    store(gh, dr);
    store(gh + block, dz);
    store(gh + 2 * block, dnr);
  }
}
