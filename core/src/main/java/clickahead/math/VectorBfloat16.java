package clickahead.math;

import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link Bfloat16} on the Vector API; each method returns how many elements it has done. */
final class VectorBfloat16 {
  private static final VectorSpecies<Integer> I = VectorMath.I;
  private static final int L = VectorMath.L;
  private static final VectorSpecies<Short> HALF =
      VectorSpecies.of(short.class, VectorShape.forBitSize(Math.max(64, 16 * L)));
  private static final ByteOrder LE = ByteOrder.LITTLE_ENDIAN;

  private VectorBfloat16() {}

  static long round(long from, long to, long count) {
    long whole = count / L * L;
    for (long k = 0; k < 4 * whole; k += 4L * L) {
      rounded(from + k).intoMemorySegment(Memory.ALL, to + k, LE);
    }
    return whole;
  }

  static long pack(long from, long to, long count) {
    long whole = count / L * L;
    for (long i = 0; i < whole; i += L) {
      IntVector upper = rounded(from + 4 * i).lanewise(VectorOperators.LSHR, 16);
      ShortVector packed = (ShortVector) upper.convertShape(VectorOperators.I2S, HALF, 0);
      packed.intoMemorySegment(Memory.ALL, to + 2 * i, LE);
    }
    return whole;
  }

  private static IntVector rounded(long address) {
    IntVector bits = IntVector.fromMemorySegment(I, Memory.ALL, address, LE);
    IntVector odd = bits.lanewise(VectorOperators.LSHR, 16).and(1);
    return bits.add(odd).add(0x7FFF).and(0xFFFF0000);
  }
}
