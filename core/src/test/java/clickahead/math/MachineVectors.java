package clickahead.math;

import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Assumptions;

/** What vectors this machine has. */
final class MachineVectors {
  private MachineVectors() {}

  static int bits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }

  /**
   * Skips a test in a run that asks for wider vectors than the machine has; to be called before
   * {@link VectorWidth} is touched.
   */
  static void assumeWidthIsAvailable() {
    int requested = Integer.getInteger(VectorWidth.PROPERTY, bits());
    Assumptions.assumeTrue(
        requested <= bits(),
        () -> "vectors of " + requested + " bits: this machine has " + bits() + " bits");
  }
}
