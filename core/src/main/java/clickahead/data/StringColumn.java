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
import java.util.Arrays;
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
    Packer packer = new Packer();
    values.forEach(packer::add);
    return packer.pack();
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

  /** Bytes of one string. */
  int length(int i) {
    return (int) (offsets.getAtIndex(LONG, i + 1L) - offsets.getAtIndex(LONG, i));
  }

  /** One byte of one string. */
  byte at(int i, int position) {
    return bytes.get(ValueLayout.JAVA_BYTE, offsets.getAtIndex(LONG, i) + position);
  }

  /** The UTF-8 bytes of one string. */
  MemorySegment encoded(int i) {
    long from = offsets.getAtIndex(LONG, i);
    return bytes.asSlice(from, offsets.getAtIndex(LONG, i + 1L) - from);
  }

  /** Packs strings one by one, so that never more than their bytes is held. */
  static final class Packer {
    private byte[] bytes = new byte[1 << 10];
    private long[] offsets = new long[1 << 7];
    private int size;

    void add(String value) {
      byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
      int from = Math.toIntExact(offsets[size]);
      int to = Math.addExact(from, encoded.length);
      if (to > bytes.length) {
        bytes = Arrays.copyOf(bytes, grown(to));
      }
      if (size + 1 == offsets.length) {
        offsets = Arrays.copyOf(offsets, grown(size + 2));
      }
      System.arraycopy(encoded, 0, bytes, from, encoded.length);
      offsets[++size] = to;
    }

    private static int grown(int needed) {
      return (int) Math.min(Integer.MAX_VALUE - 8L, needed + (needed >> 1) + 16L);
    }

    StringColumn pack() {
      MemorySegment starts = MemorySegment.ofArray(new long[size + 1]);
      for (int i = 0; i <= size; i++) {
        starts.setAtIndex(LONG, i, offsets[i]);
      }
      return new StringColumn(
          starts, MemorySegment.ofArray(Arrays.copyOf(bytes, (int) offsets[size])));
    }
  }
}
