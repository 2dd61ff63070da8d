package clickahead.math;

import static clickahead.math.VectorMath.expNegative;
import static clickahead.math.VectorMath.load;
import static clickahead.math.VectorMath.sigmoid;
import static clickahead.math.VectorMath.store;
import static clickahead.math.VectorMath.tanh;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
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

  @Override
  public void sigmoidOfSum(long gates, long state, int count) {
    gates(gates, state, count);
  }

  @Override
  public void addProduct(long to, long a, long b, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(to + k, load(a + k).fma(load(b + k), load(to + k)));
    }
  }

  @Override
  public void activate(long values, int count, Activation activation) {
    switch (activation.kind()) {
      case LINEAR -> {}
      case TANH -> tanhs(values, count);
      case RELU, LEAKY -> leaky(values, count, (float) activation.first());
      case ELU, SELU ->
          elu(
              values,
              count,
              (float) activation.positiveFactor(),
              (float) activation.negativeFactor());
    }
  }

  private static void tanhs(long values, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(values + k, tanh(load(values + k)));
    }
  }

  private static void leaky(long values, int count, float slope) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector x = load(values + k);
      store(values + k, x.blend(x.mul(slope), x.lt(0f)));
    }
  }

  private static void elu(long values, int count, float positive, float negative) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector x = load(values + k);
      FloatVector below = expNegative(x.abs()).mul(negative).sub(negative);
      store(values + k, x.mul(positive).blend(below, x.lt(0f)));
    }
  }

  @Override
  public void slopes(long values, long out, int count, Activation activation) {
    switch (activation.kind()) {
      case LINEAR -> stepSlopes(values, out, count, 1, 1);
      case TANH -> tanhSlopes(values, out, count);
      case RELU -> reluSlopes(values, out, count);
      case LEAKY -> stepSlopes(values, out, count, (float) activation.first(), 1);
      case ELU, SELU ->
          eluSlopes(
              values,
              out,
              count,
              (float) activation.positiveFactor(),
              (float) activation.negativeFactor());
    }
  }

  private static void tanhSlopes(long values, long out, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector y = load(values + k);
      store(out + k, y.mul(y).neg().add(1f));
    }
  }

  private static void reluSlopes(long values, long out, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      store(
          out + k, FloatVector.zero(S).blend(1f, load(values + k).compare(VectorOperators.GT, 0f)));
    }
  }

  private static void stepSlopes(long values, long out, int count, float below, float above) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector slope = FloatVector.broadcast(S, above);
      store(out + k, slope.blend(below, load(values + k).lt(0f)));
    }
  }

  private static void eluSlopes(long values, long out, int count, float positive, float negative) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      FloatVector y = load(values + k);
      store(out + k, FloatVector.broadcast(S, positive).blend(y.add(negative), y.lt(0f)));
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
  public void gruBackward(long gi, long gh, long previous, long dh, long slope, int count) {
    for (long k = 0; k < 4L * count; k += 4L * L) {
      cellBackward(gi + k, gh + k, previous + k, dh + k, slope + k, 4L * count);
    }
  }

  private static void cellBackward(
      long gi, long gh, long previous, long dh, long slope, long block) {
    FloatVector r = load(gi);
    FloatVector z = load(gi + block);
    FloatVector d = load(dh);
    FloatVector dTimesZ = d.mul(z);
    FloatVector dn = d.sub(dTimesZ).mul(load(slope));
    FloatVector dnr = dn.mul(r);
    FloatVector dr = dnr.mul(load(gh + 2 * block)).mul(r.neg().add(1f));
    FloatVector dz = dTimesZ.mul(load(previous).sub(load(gi + 2 * block))).mul(z.neg().add(1f));
    store(gi, dr);
    store(gi + block, dz);
    store(gi + 2 * block, dn);
    store(gh, dr);
    store(gh + block, dz);
    store(gh + 2 * block, dnr);
  }

  @Override
  public void resetBeforeBackward(long gi, long previous, long dh, long slope, int count) {
    long block = 4L * count;
    for (long k = 0; k < block; k += 4L * L) {
      FloatVector z = load(gi + block + k);
      FloatVector dTimesZ = load(dh + k).mul(z);
      FloatVector change = load(gi + 2 * block + k).sub(load(previous + k));
      store(gi + block + k, dTimesZ.mul(change).mul(z.neg().add(1f)));
      store(gi + 2 * block + k, dTimesZ.mul(load(slope + k)));
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
