package clickahead.math;

import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.sigmoid;
import static clickahead.math.VectorMath.store;

import jdk.incubator.vector.FloatVector;

/** {@link CellKernels} on the Vector API, under the rules of {@link VectorKernels}. */
final class VectorCellKernels implements CellKernels {
  private static final int L = VectorMath.L;

  @Override
  public void sigmoidOfSum(long gates, long state, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(gates + k, sigmoid(load(gates + k).add(load(state + k))));
    }
  }

  @Override
  public void addProduct(long to, long a, long b, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(to + k, load(a + k).fma(load(b + k), load(to + k)));
    }
  }

  @Override
  public void blend(long z, long a, long b, long out, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector base = load(a + k);
      store(out + k, load(b + k).sub(base).fma(load(z + k), base));
    }
  }

  @Override
  public void resetAfterBackward(long gi, long gh, long previous, long dh, long sloped, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      resetAfter(gi + k, gh + k, previous + k, dh + k, sloped + k, 4L * count);
    }
  }

  private static void resetAfter(
      long gi, long gh, long previous, long dh, long sloped, long block) {
    FloatVector r = load(gi);
    FloatVector z = load(gi + block);
    FloatVector keep = z.neg().add(1f);
    FloatVector dn = load(sloped).mul(keep);
    FloatVector dnr = dn.mul(r);
    FloatVector dr = dnr.mul(load(gh + 2 * block)).mul(r.neg().add(1f));
    FloatVector change = load(previous).sub(load(gi + 2 * block));
    FloatVector dz = load(dh).mul(z).mul(change).mul(keep);
    store(gi, dr);
    store(gi + block, dz);
    store(gi + 2 * block, dn);
    store(gh, dr);
    store(gh + block, dz);
    store(gh + 2 * block, dnr);
  }

  @Override
  public void resetBeforeBackward(long gi, long previous, long dh, long sloped, int count) {
    long block = 4L * count;
    for (long k = 0; k < block; k += 4L * L) {
      FloatVector z = load(gi + block + k);
      FloatVector change = load(gi + 2 * block + k).sub(load(previous + k));
      store(gi + block + k, load(dh + k).mul(z).mul(change).mul(z.neg().add(1f)));
      store(gi + 2 * block + k, load(sloped + k).mul(z));
    }
  }

  @Override
  public void resetGradient(long r, long product, long previous, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector gate = load(r + k);
      FloatVector slope = gate.sub(gate.mul(gate));
      store(r + k, load(product + k).mul(load(previous + k)).mul(slope));
    }
  }
}
