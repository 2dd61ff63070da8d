package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.math.ForkedJvm;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training puts on the heap, in a JVM of its own with the flags of the launcher. */
class TrainingAllocationTest {
  @TempDir private Path temp;

  @Test
  void aThousandStepsAllocateNothingOnAnyWorkerOnceWarm() throws IOException, InterruptedException {
    ForkedJvm jvm = ForkedJvm.run(temp, TrainingAllocations.class, LauncherFlags.ALL);
    assertThat(jvm.exit()).as("exit, with %s", jvm).isZero();
    assertThat(jvm.out())
        .isEqualTo(
            TrainingAllocations.TRAININGS.stream()
                .map(settings -> settings.get("loss") + " bytes 0 bytes 0")
                .toList());
  }

  @Test
  void nothingIsAllocatedInAThousandStepsOfAnySequenceModelEither()
      throws IOException, InterruptedException {
    ForkedJvm jvm =
        ForkedJvm.run(temp, SequenceTrainingAllocations.class, LauncherFlags.ALL, temp.toString());
    assertThat(jvm.exit()).as("exit, with %s", jvm).isZero();
    assertThat(jvm.out())
        .isEqualTo(
            SequenceTrainingAllocations.TRAININGS.stream()
                .map(what -> what + " bytes 0 bytes 0")
                .toList());
  }
}
