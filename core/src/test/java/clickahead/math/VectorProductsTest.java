package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.train.LauncherFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorProductsTest extends ProductsContract {

  /** Made only after the width has been found to be available. */
  private static final class Available {
    static final Products PRODUCTS = new VectorProducts();
  }

  @TempDir private Path temp;

  @Override
  Products products() {
    MachineVectors.assumeWidthIsAvailable();
    return Available.PRODUCTS;
  }

  @Test
  void usesTheWidthThatWasAskedFor() {
    int bits = Integer.getInteger(VectorWidth.PROPERTY, MachineVectors.bits());
    assertThat(products().describe()).contains(" " + bits + " bits");
  }

  @Test
  void givesTheSameBitsInterpretedAndCompiled() throws IOException, InterruptedException {
    ForkedJvm interpreted =
        ForkedJvm.run(
            temp,
            ProductBits.class,
            List.of(
                "-Xint",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + VectorWidth.PROPERTY + "=" + VectorWidth.SPECIES.vectorBitSize()));
    assertThat(interpreted.exit()).as("exit, with %s", interpreted).isZero();
    assertThat(interpreted.out()).isEqualTo(ProductBits.lines(products(), 5000));
  }

  @Override
  @Test
  void allocatesNothingOnceWarm() throws IOException, InterruptedException {
    // Whether vectors become objects depends on what else the compiler has seen of these loops.
    List<String> flags = new ArrayList<>(LauncherFlags.ALL);
    flags.add("-D" + VectorWidth.PROPERTY + "=" + VectorWidth.SPECIES.vectorBitSize());
    ForkedJvm jvm = ForkedJvm.run(temp, ProductAllocations.class, flags);
    assertThat(jvm.exit()).as("exit, with %s", jvm).isZero();
    assertThat(jvm.out()).hasSameSizeAs(typical()).allMatch(line -> line.endsWith(": 0 bytes"));
  }
}
