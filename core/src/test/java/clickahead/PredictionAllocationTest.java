package clickahead;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.math.ForkedJvm;
import clickahead.train.LauncherFlags;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What predictions put on the heap, in a JVM of its own with the flags of the launcher. */
class PredictionAllocationTest {
  /** Header of an array and its elements, rounded to 8 bytes. */
  private static final int ARRAY = (16 + 4 * PredictionAllocations.K + 7) / 8 * 8;

  /** Header and three references and a flag; a header, two references and a number. */
  private static final int RESULT_OBJECTS = 32 + 24;

  @TempDir private Path temp;

  @Test
  void aThousandPredictionsAllocateNothingButTheirResults()
      throws IOException, InterruptedException {
    ForkedJvm jvm = ForkedJvm.run(temp, PredictionAllocations.class, LauncherFlags.ALL);
    assertThat(jvm.exit()).as("exit, with %s", jvm).isZero();
    assertThat(jvm.out()).hasSize(4 * PredictionAllocations.MODELS.size());
    for (int m = 0; m < PredictionAllocations.MODELS.size(); m++) {
      String model = PredictionAllocations.MODELS.get(m);
      List<String> lines = jvm.out().subList(4 * m, 4 * m + 4);
      assertThat(lines.getFirst()).as(model).isEqualTo("clicks 0");
      for (String line : lines.subList(1, 4)) {
        assertThat(Long.parseLong(line.split(" ")[1]))
            .as("%s, %s: two arrays of %d, and their objects", model, line, PredictionAllocations.K)
            .isBetween(1000L * (2 * ARRAY + 32), 1000L * (2 * ARRAY + RESULT_OBJECTS));
      }
    }
  }
}
