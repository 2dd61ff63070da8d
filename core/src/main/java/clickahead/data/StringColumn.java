package clickahead.data;

import clickahead.io.ElementType;
import clickahead.io.FormatException;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * n strings as UTF-8 bytes, one behind the other, and n + 1 offsets.
 *
 * @param offsets I64 [n+1]
 * @param bytes U8 [offsets[n]]
 */
record StringColumn(MemorySegment offsets, MemorySegment bytes) {
  static final String OFFSETS = ".offsets";
  static final String BYTES = ".bytes";
  private static final int CHUNK = 1 << 20;
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  static StringColumn of(List<String> values) {
    byte[][] encoded = new byte[values.size()][];
    long[] offsets = new long[values.size() + 1];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = values.get(i).getBytes(StandardCharsets.UTF_8);
      offsets[i + 1] = offsets[i] + encoded[i].length;
    }
    MemorySegment bytes = MemorySegment.ofArray(new byte[Math.toIntExact(offsets[encoded.length])]);
    MemorySegment starts = MemorySegment.ofArray(new long[offsets.length]);
    starts.setAtIndex(LONG, 0, 0);
    for (int i = 0; i < encoded.length; i++) {
      MemorySegment.copy(
          encoded[i], 0, bytes, ValueLayout.JAVA_BYTE, offsets[i], encoded[i].length);
      starts.setAtIndex(LONG, i + 1L, offsets[i + 1]);
    }
    return new StringColumn(starts, bytes);
  }

  static StringColumn read(Safetensors file, String name) throws IOException {
    MemorySegment offsets = file.data(name + OFFSETS, ElementType.I64);
    MemorySegment bytes = file.data(name + BYTES, ElementType.U8);
    long end = offsets.byteSize() == 0 ? -1 : offsets.get(LONG, offsets.byteSize() - 8);
    if (end != bytes.byteSize()) {
      throw new FormatException(
          file.file(),
          "damaged: the strings of '"
              + name
              + "' end at byte "
              + end
              + " of "
              + bytes.byteSize()
              + ". Write the file again");
    }
    return new StringColumn(offsets, bytes);
  }

  StringColumn first(int n) {
    long end = offsets.getAtIndex(LONG, n);
    return new StringColumn(offsets.asSlice(0, 8L * (n + 1)), bytes.asSlice(0, end));
  }

  List<TensorSpec> tensors(String name) {
    return List.of(
        TensorSpec.of(name + OFFSETS, ElementType.I64, offsets.byteSize() / 8),
        TensorSpec.of(name + BYTES, ElementType.U8, bytes.byteSize()));
  }

  void write(SafetensorsWriter writer, String name) throws IOException {
    append(writer, name + OFFSETS, offsets);
    append(writer, name + BYTES, bytes);
  }

  private static void append(SafetensorsWriter writer, String name, MemorySegment data)
      throws IOException {
    for (long at = 0; at < data.byteSize(); at += CHUNK) {
      MemorySegment chunk = data.asSlice(at, Math.min(CHUNK, data.byteSize() - at));
      writer.append(name, java.nio.ByteBuffer.wrap(chunk.toArray(ValueLayout.JAVA_BYTE)));
    }
  }

  int size() {
    return Math.toIntExact(offsets.byteSize() / 8 - 1);
  }

  String get(int i) {
    return new String(encoded(i).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
  }

  /** The UTF-8 bytes of one string. */
  MemorySegment encoded(int i) {
    long from = offsets.getAtIndex(LONG, i);
    return bytes.asSlice(from, offsets.getAtIndex(LONG, i + 1L) - from);
  }
}
