package clickahead.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  private static final List<TensorSpec> TENSORS =
      List.of(
          TensorSpec.of("times", ElementType.I64, 2),
          TensorSpec.of("weights", ElementType.F32, 2, 3),
          TensorSpec.of("nothing", ElementType.F32, 0, 7),
          TensorSpec.of("text", ElementType.U8, 3));

  @TempDir Path folder;

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private Path written() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (SafetensorsWriter writer =
        SafetensorsWriter.create(file, Map.of("name", "Größe \"7\"", "format", "1"), TENSORS)) {
      writer.append("text", ByteBuffer.wrap("abc".getBytes(StandardCharsets.UTF_8)));
      writer.append("weights", buffer(12).putFloat(1.5f).putFloat(-2).putFloat(3).flip());
      writer.append("times", buffer(16).putLong(Long.MIN_VALUE).putLong(7).flip());
      writer.append("weights", buffer(12).putFloat(4).putFloat(5).putFloat(6).flip());
      writer.commit();
    }
    return file;
  }

  /** A file of a header and so many zero bytes behind it. */
  private Path withHeader(String header, int body) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("made.safetensors");
    Files.write(file, buffer(8 + json.length + body).putLong(json.length).put(json).array());
    return file;
  }

  @Test
  void whatIsWrittenInAnyOrderAndInPiecesIsReadBack() throws IOException {
    Safetensors file = Safetensors.open(written());
    assertThat(file.metadata()).containsEntry("name", "Größe \"7\"").containsEntry("format", "1");
    assertThat(file.tensors().keySet()).containsExactly("times", "weights", "nothing", "text");
    Safetensors.Tensor weights = file.tensor("weights", ElementType.F32);
    assertThat(weights.spec()).isEqualTo(TENSORS.get(1));
    assertThat(weights.data().toArray(ValueLayout.JAVA_FLOAT_UNALIGNED))
        .containsExactly(1.5f, -2, 3, 4, 5, 6);
    assertThat(file.data("times", ElementType.I64).toArray(ValueLayout.JAVA_LONG_UNALIGNED))
        .containsExactly(Long.MIN_VALUE, 7);
    assertThat(file.data("text", ElementType.U8).toArray(ValueLayout.JAVA_BYTE))
        .isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(file.data("nothing", ElementType.F32).byteSize()).isZero();
  }

  @Test
  void tensorsBeginAtAMultipleOfEightBytes() throws IOException {
    byte[] bytes = Files.readAllBytes(written());
    assertThat(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong() % 8).isZero();
  }

  @Test
  void aFileWithoutTensorsIsReadBack() throws IOException {
    Path file = folder.resolve("empty.safetensors");
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), List.of())) {
      writer.commit();
    }
    assertThat(Safetensors.open(file).tensors()).isEmpty();
  }

  @Test
  void withoutCommitNothingIsLeftBehindAndTheOlderFileStays() throws IOException {
    Path file = written();
    byte[] before = Files.readAllBytes(file);
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), TENSORS)) {
      writer.append("text", ByteBuffer.wrap(new byte[3]));
    }
    assertThat(folder.toFile().list()).containsExactly("model.safetensors");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void anIncompleteFileIsNotCommitted() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), TENSORS)) {
      writer.append("times", ByteBuffer.wrap(new byte[15]));
      assertThatThrownBy(writer::commit)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("'times' lacks 1 bytes");
    }
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void tooManyBytesOrAnUndeclaredTensorAreRefused() throws IOException {
    Path file = folder.resolve("model.safetensors");
    try (SafetensorsWriter writer = SafetensorsWriter.create(file, Map.of(), TENSORS)) {
      assertThatThrownBy(() -> writer.append("text", ByteBuffer.wrap(new byte[4])))
          .hasMessageContaining("'text' has room for 3 bytes, got 4");
      assertThatThrownBy(() -> writer.append("other", ByteBuffer.wrap(new byte[1])))
          .hasMessageContaining("'other' was not declared");
    }
  }

  @Test
  void aTensorDeclaredTwiceIsRefused() {
    assertThatThrownBy(
            () ->
                SafetensorsWriter.create(
                    folder.resolve("twice.safetensors"),
                    Map.of(),
                    List.of(TENSORS.get(0), TENSORS.get(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'times' is declared twice");
    assertThat(folder.toFile().list()).isEmpty();
  }

  @Test
  void aCommittedFileHasTheRightsOfAnyNewFile() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    assertThat(Files.getPosixFilePermissions(written()))
        .as("others may read what they may read of any other new file")
        .isEqualTo(Files.getPosixFilePermissions(plain));
  }

  @Test
  void everyTruncationIsAClearError() throws IOException {
    byte[] whole = Files.readAllBytes(written());
    Path file = folder.resolve("short.safetensors");
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Safetensors.open(file))
          .as("cut to %d of %d bytes", length, whole.length)
          .isInstanceOf(FormatException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageFindingMatch("truncated|not a safetensors file");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SessionId\tItemId\tTime\n1\t2\t3\n",
        "PK\u0003\u0004 some archive or other",
        "{\"json\": \"without a length\"}"
      })
  void aForeignFileIsAClearError(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("foreign"), content);
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("not a safetensors file");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{not json}",
        "{\"a\":",
        "{\"a\":7}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[8,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"x\"],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0]}}",
        "{\"a\":{\"dtype\":\"F31\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"__metadata__\":{\"a\":[1,2]}}"
      })
  void aDamagedHeaderIsAClearError(String header) throws IOException {
    Path file = withHeader(header, 16);
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file.toString())
        .hasMessageFindingMatch("damaged header|element type");
  }

  @Test
  void aMissingTensorAndAnotherTypeNameWhatThereIs() throws IOException {
    Safetensors file = Safetensors.open(written());
    assertThatThrownBy(() -> file.data("bias", ElementType.F32))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no tensor 'bias' (found: [times, weights, nothing, text])");
    assertThatThrownBy(() -> file.data("weights", ElementType.F64))
        .hasMessageContaining("'weights' holds F32, expected F64");
  }
}
