package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.math.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One seed and one number of workers give the same bits, whenever the compiler steps in. */
class RepeatabilityTest {
  private static final int EPOCHS = 20;

  @TempDir private Path temp;

  @Test
  void trainingsOfTheSameSeedAndWorkersGiveTheSameBits() {
    List<String> first = TrainingBits.lines(42, EPOCHS);
    for (int round = 0; round < 5; round++) {
      assertThat(TrainingBits.lines(42, EPOCHS)).as("round %d", round).isEqualTo(first);
    }
  }

  @Test
  void anotherSeedGivesOtherWeights() {
    assertThat(TrainingBits.lines(43, EPOCHS))
        .doesNotContainAnyElementsOf(TrainingBits.lines(42, EPOCHS));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-Xint", "-XX:TieredStopAtLevel=1"})
  void theCompilerDoesNotChangeABit(String mode) throws IOException, InterruptedException {
    // By now this JVM has compiled most of it; the other one does so at once, in part, or never.
    List<String> flags = new ArrayList<>(LauncherFlags.ALL);
    flags.add(mode);
    ForkedJvm jvm = ForkedJvm.run(temp, TrainingBits.class, flags);
    assertThat(jvm.exit()).as("exit, with %s", jvm).isZero();
    for (int round = 0; round < 30; round++) {
      assertThat(TrainingBits.lines(42, 1))
          .as("round %d, against %s", round, mode)
          .isEqualTo(jvm.out());
    }
  }
}
