package clickahead.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionLogTest {
  @TempDir Path folder;

  private static List<List<Integer>> sessions(SessionLog log) {
    List<List<Integer>> sessions = new ArrayList<>();
    for (int s = 0; s < log.sessions(); s++) {
      List<Integer> items = new ArrayList<>();
      for (long e = log.start(s); e < log.start(s + 1); e++) {
        items.add(log.item(e));
      }
      assertThat(items).hasSize(log.length(s));
      sessions.add(items);
    }
    assertThat(log.start(log.sessions())).isEqualTo(log.events());
    return sessions;
  }

  private Path write(long[] times, long[] starts, int[] items) throws IOException {
    Path file = folder.resolve("train.safetensors");
    List<TensorSpec> tensors =
        List.of(
            TensorSpec.of("times", ElementType.I64, times.length),
            TensorSpec.of("starts", ElementType.I64, starts.length),
            TensorSpec.of("items", ElementType.I32, items.length));
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), tensors)) {
      writer.append("times", longs(times));
      writer.append("starts", longs(starts));
      ByteBuffer bytes = ByteBuffer.allocate(4 * items.length).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asIntBuffer().put(items);
      writer.append("items", bytes);
      writer.commit();
    }
    return file;
  }

  private static ByteBuffer longs(long[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return bytes;
  }

  @Test
  void aLogInMemoryKeepsItsSessionsEmptyOnesIncluded() {
    SessionLog log = SessionLog.of(new int[] {3, 1}, new int[] {}, new int[] {2});
    assertThat(sessions(log)).containsExactly(List.of(3, 1), List.of(), List.of(2));
    assertThat(log.time(2)).as("without times, the position").isEqualTo(2);
  }

  @Test
  void aLogInAFileComesBack() throws IOException {
    SessionLog log =
        SessionLog.open(
            write(new long[] {1L << 40, 5, -6}, new long[] {0, 2, 3}, new int[] {9, 8, 7}));
    assertThat(sessions(log)).containsExactly(List.of(9, 8), List.of(7));
    assertThat(log.time(0)).isEqualTo(1L << 40);
    assertThat(log.time(2)).isEqualTo(-6);
  }

  @Test
  void aFileWhoseColumnsDoNotFitIsRefused() throws IOException {
    Path fewTimes = write(new long[] {1}, new long[] {0, 2}, new int[] {9, 8});
    assertThatThrownBy(() -> SessionLog.open(fewTimes))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("1 times")
        .hasMessageContaining("2 items");
    Path farEnd = write(new long[] {1, 2}, new long[] {0, 3}, new int[] {9, 8});
    assertThatThrownBy(() -> SessionLog.open(farEnd))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("end at event 3");
    Path noStart = write(new long[] {}, new long[] {}, new int[] {});
    assertThatThrownBy(() -> SessionLog.open(noStart)).isInstanceOf(FormatException.class);
  }

  @Test
  void logsOneBehindTheOtherAreOneLog() throws IOException {
    SessionLog file =
        SessionLog.open(write(new long[] {70, 80}, new long[] {0, 2}, new int[] {5, 6}));
    SessionLog all =
        SessionLog.concat(
            List.of(
                SessionLog.of(),
                SessionLog.of(new int[] {1, 2}, new int[] {3}),
                SessionLog.of(),
                SessionLog.of(new int[] {}),
                file));
    assertThat(sessions(all)).containsExactly(List.of(1, 2), List.of(3), List.of(), List.of(5, 6));
    assertThat(all.events()).isEqualTo(5);
    assertThat(all.time(4)).isEqualTo(80);
  }

  @Test
  void oneLogConcatenatedIsItself() {
    SessionLog log = SessionLog.of(new int[] {1});
    assertThat(SessionLog.concat(List.of(log))).isSameAs(log);
  }

  @Test
  void noLogsConcatenatedAreAnEmptyLog() {
    assertThat(sessions(SessionLog.concat(List.of()))).isEmpty();
  }
}
