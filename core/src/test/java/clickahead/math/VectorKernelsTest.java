package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorKernelsTest extends KernelsContract {

  /** Made only after the width has been found to be available. */
  private static final class Available {
    static final Kernels KERNELS = new VectorKernels();
  }

  @TempDir private Path temp;

  @Override
  Kernels kernels() {
    MachineVectors.assumeWidthIsAvailable();
    return Available.KERNELS;
  }

  @Test
  void usesTheWidthThatWasAskedFor() {
    int bits = Integer.getInteger(VectorWidth.PROPERTY, MachineVectors.bits());
    assertThat(kernels().describe()).contains(" " + bits + " bit");
  }

  @Test
  void givesTheSameBitsInterpretedAndCompiled() throws IOException, InterruptedException {
    ForkedJvm interpreted =
        ForkedJvm.run(
            temp,
            KernelBits.class,
            List.of(
                "-Xint",
                "--add-modules=jdk.incubator.vector",
                "-D" + VectorWidth.PROPERTY + "=" + VectorWidth.SPECIES.vectorBitSize()));
    assertThat(interpreted.exit()).as("exit, with %s", interpreted).isZero();
    assertThat(interpreted.out()).isEqualTo(KernelBits.lines(kernels(), 5000));
  }
}
