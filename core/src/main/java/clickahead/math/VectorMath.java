package clickahead.math;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Functions of one vector that the kernels are made of; small, to be inlined into their loops. */
final class VectorMath {
  static final VectorSpecies<Float> S = VectorWidth.SPECIES;
  static final VectorSpecies<Integer> I = S.withLanes(int.class);
  static final int L = S.length();
  private static final MemorySegment M = Memory.ALL;
  private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

  /** Bit pattern of 87, the largest y for which exp(-y) is a normal number. */
  private static final int LARGEST_EXPONENT = 0x42AE0000;

  /** 1.5 * 2^23: added and subtracted, it rounds to an integer and leaves it in the lowest bits. */
  private static final float ROUND = 12582912f;

  private VectorMath() {}

  static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(S, M, address, LE);
  }

  static void store(long address, FloatVector v) {
    v.intoMemorySegment(M, address, LE);
  }

  /**
   * exp(-y) for y at least 0, at most 2 ulp off; below exp(-87) it stays there. The coefficients
   * are those of the Cephes library's expf. The clamp compares bit patterns, since a float minimum
   * would pay for the rules about NaN.
   */
  static FloatVector expNegative(FloatVector y) {
    FloatVector x = y.reinterpretAsInts().min(LARGEST_EXPONENT).reinterpretAsFloats();
    FloatVector t = x.fma(FloatVector.broadcast(S, -1.442695f), FloatVector.broadcast(S, ROUND));
    FloatVector n = t.sub(ROUND);
    FloatVector r = n.fma(FloatVector.broadcast(S, -0.6931472f), x.neg());
    FloatVector p =
        r.fma(FloatVector.broadcast(S, 0.00019875691f), FloatVector.broadcast(S, 0.0013981999f));
    p = p.fma(r, FloatVector.broadcast(S, 0.008333452f));
    p = p.fma(r, FloatVector.broadcast(S, 0.041665796f));
    p = p.fma(r, FloatVector.broadcast(S, 0.16666666f));
    p = p.fma(r, FloatVector.broadcast(S, 0.5f));
    p = p.fma(r.mul(r), r.add(1f));
    IntVector exponent = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    return p.reinterpretAsInts().add(exponent).reinterpretAsFloats();
  }

  /** σ(x) by 1 / (1 + exp(-|x|)), mirrored for negative x. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = expNegative(x.abs());
    FloatVector s = FloatVector.broadcast(S, 1f).div(e.add(1f));
    return s.blend(e.mul(s), x.lt(0f));
  }

  /** max(0, min(1, x / 5 + 1 / 2)). */
  static FloatVector hardSigmoid(FloatVector x) {
    FloatVector y = x.fma(FloatVector.broadcast(S, 0.2f), FloatVector.broadcast(S, 0.5f));
    return y.blend(0f, y.lt(0f)).blend(1f, y.compare(VectorOperators.GT, 1f));
  }

  /** Slope of {@link #hardSigmoid} where its value is y. */
  static FloatVector hardSlope(FloatVector y) {
    return FloatVector.broadcast(S, 0.2f)
        .blend(0f, y.compare(VectorOperators.LE, 0f).or(y.compare(VectorOperators.GE, 1f)));
  }

  static FloatVector tanh(FloatVector x) {
    return sigmoid(x.add(x)).mul(2f).sub(1f);
  }

  /** Larger of two, by compare and blend: the library's maximum pays for NaN and signed zeros. */
  static FloatVector larger(FloatVector a, FloatVector b) {
    return a.blend(b, a.lt(b));
  }

  static FloatVector maskLanes(IntVector index, int key, int threshold, float keep) {
    IntVector x = index.mul(0x9E3779B9).lanewise(VectorOperators.XOR, key);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16)).mul(0x7FEB352D);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 15)).mul(0x846CA68B);
    x = x.lanewise(VectorOperators.XOR, x.lanewise(VectorOperators.LSHR, 16));
    VectorMask<Float> dropped =
        x.lanewise(VectorOperators.LSHR, 8).compare(VectorOperators.LT, threshold).cast(S);
    return FloatVector.broadcast(S, keep).blend(0f, dropped);
  }

  static FloatVector one() {
    return FloatVector.broadcast(S, 1f);
  }

  /**
   * log(1 + y) for y in [0, 1], at most 2 ulp off: 2 atanh(s) with s = y / (2 + y), by
   * interpolation of 2 atanh(s) / s in s² at the Chebyshev points of [0, 1/9].
   */
  static FloatVector log1p(FloatVector y) {
    FloatVector s = y.div(y.add(2f));
    FloatVector z = s.mul(s);
    FloatVector p =
        z.fma(FloatVector.broadcast(S, 0.28157778f), FloatVector.broadcast(S, 0.27965158f));
    p = p.fma(z, FloatVector.broadcast(S, 0.40024595f));
    p = p.fma(z, FloatVector.broadcast(S, 0.66666322f));
    p = p.fma(z, FloatVector.broadcast(S, 2f));
    return p.mul(s);
  }

  /** Adds to integers in memory. */
  static void increase(long address, IntVector by) {
    IntVector.fromMemorySegment(I, M, address, LE).add(by).intoMemorySegment(M, address, LE);
  }

  /** Sum of the lanes in a fixed order. The lane numbers must be constants, or each is a call. */
  static float fold(FloatVector v) {
    float sum = (v.lane(0) + v.lane(1)) + (v.lane(2) + v.lane(3));
    if (L >= 8) {
      sum += (v.lane(4) + v.lane(5)) + (v.lane(6) + v.lane(7));
    }
    if (L >= 16) {
      sum += (v.lane(8) + v.lane(9)) + (v.lane(10) + v.lane(11));
      sum += (v.lane(12) + v.lane(13)) + (v.lane(14) + v.lane(15));
    }
    return sum;
  }

  static {
    assert ValueLayout.JAVA_FLOAT.order() == LE : "kernels assume little-endian memory";
  }
}
