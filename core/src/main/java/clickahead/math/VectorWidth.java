package clickahead.math;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The width of the vectors that all kernels of this process use: that of the machine, or the one
 * that the system property {@value #PROPERTY} asks for.
 */
final class VectorWidth {
  /** System property: 128, 256 or 512. */
  static final String PROPERTY = "clickahead.vector.bits";

  /** At least four lanes. */
  static final VectorSpecies<Float> SPECIES =
      choose(System.getProperty(PROPERTY), FloatVector.SPECIES_PREFERRED.vectorBitSize());

  private static final int NARROWEST = 128;
  private static final int WIDEST = 512;

  private VectorWidth() {}

  /**
   * The vectors to use.
   *
   * @param requested value of the property; null for the widest of the machine
   * @param machineBits width of the machine's vectors
   * @throws IllegalArgumentException if the request is no width, or one that the machine lacks: the
   *     Vector API would put every such vector on the heap
   */
  static VectorSpecies<Float> choose(String requested, int machineBits) {
    int widest = Math.clamp(machineBits, NARROWEST, WIDEST);
    if (requested == null) {
      return species(widest);
    }
    for (int bits = NARROWEST; bits <= widest; bits *= 2) {
      if (requested.equals(Integer.toString(bits))) {
        return species(bits);
      }
    }
    throw new IllegalArgumentException(
        PROPERTY
            + " is '"
            + requested
            + "', expected 128, 256 or 512 and no more than the "
            + machineBits
            + " bits of this machine. Leave it out to use the widest vectors");
  }

  private static VectorSpecies<Float> species(int bits) {
    return VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
  }
}
