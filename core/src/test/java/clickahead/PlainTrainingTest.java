package clickahead;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.math.ForkedJvm;
import clickahead.train.LauncherFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training and recommending in a JVM that was started without any of our flags. */
class PlainTrainingTest {
  private static final String FLAG = "--add-modules jdk.incubator.vector";

  @TempDir private Path temp;

  @Test
  void trainsAndRecommendsAsWithTheFlagsAndNamesThemInOneLine()
      throws IOException, InterruptedException {
    ForkedJvm plain = ForkedJvm.run(temp, PlainTraining.class, List.of());
    assertThat(plain.exit()).as("exit, with %s", plain).isZero();
    assertThat(plain.out()).hasSize(3).allMatch(line -> line.startsWith("item-"));
    assertThat(plain.err()).filteredOn(line -> line.contains(FLAG)).hasSize(1);
    ForkedJvm flags = ForkedJvm.run(temp, PlainTraining.class, LauncherFlags.ALL);
    assertThat(flags.err()).noneMatch(line -> line.contains(FLAG));
    assertThat(plain.out()).isEqualTo(flags.out());
  }
}
