package clickahead.io;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * A safetensors file, memory-mapped and read-only: an 8-byte header length, a JSON header with
 * name, type, shape and place of every tensor and string metadata, then the tensors' bytes. The
 * mapping is released when nothing refers to it any more.
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LARGEST_HEADER = 100_000_000;
  private static final ValueLayout.OfLong LENGTH =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final Path file;
  private final Map<String, String> metadata;
  private final Map<String, Tensor> tensors;

  /**
   * One tensor of the file.
   *
   * @param spec name, type and shape
   * @param data its bytes, little-endian, row-major, a read-only view of the mapped file
   */
  public record Tensor(TensorSpec spec, MemorySegment data) {}

  private Safetensors(Path file, Map<String, String> metadata, Map<String, Tensor> tensors) {
    this.file = file;
    this.metadata = metadata;
    this.tensors = tensors;
  }

  /**
   * Maps a file and checks its header against its size.
   *
   * @throws FormatException if the file is no safetensors file, or truncated
   * @throws IOException if it cannot be read
   */
  public static Safetensors open(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size < 8) {
        throw new FormatException(file, "not a safetensors file: only " + size + " bytes");
      }
      MemorySegment all = channel.map(MapMode.READ_ONLY, 0, size, Arena.ofAuto());
      long headerLength = all.get(LENGTH, 0);
      if (headerLength < 2
          || headerLength > LARGEST_HEADER
          || (size > 8 && all.get(ValueLayout.JAVA_BYTE, 8) != '{')) {
        throw new FormatException(file, "not a safetensors file: it starts with other bytes");
      }
      if (8 + headerLength > size) {
        throw new FormatException(
            file,
            "truncated: its header alone needs "
                + (8 + headerLength)
                + " bytes, the file has "
                + size
                + ". Copy or write it again");
      }
      return parse(file, all, headerLength);
    }
  }

  private static Safetensors parse(Path file, MemorySegment all, long headerLength)
      throws IOException {
    byte[] header = all.asSlice(8, headerLength).toArray(ValueLayout.JAVA_BYTE);
    MemorySegment body = all.asSlice(8 + headerLength);
    Map<String, String> metadata = new TreeMap<>();
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    try {
      JsonNode root = JSON.readTree(new String(header, StandardCharsets.UTF_8));
      for (Map.Entry<String, JsonNode> entry : root.properties()) {
        if (entry.getKey().equals("__metadata__")) {
          entry
              .getValue()
              .properties()
              .forEach(e -> metadata.put(e.getKey(), e.getValue().asString()));
        } else {
          tensors.put(entry.getKey(), tensor(file, body, entry.getKey(), entry.getValue()));
        }
      }
    } catch (JacksonException e) {
      throw new FormatException(file, "damaged header: " + e.getOriginalMessage());
    }
    return new Safetensors(file, metadata, tensors);
  }

  private static Tensor tensor(Path file, MemorySegment body, String name, JsonNode node)
      throws FormatException {
    ElementType type;
    try {
      type = ElementType.valueOf(node.path("dtype").asString(""));
    } catch (IllegalArgumentException e) {
      throw new FormatException(
          file,
          "tensor '"
              + name
              + "' has element type "
              + node.path("dtype")
              + ", known are U8, I32, I64, F32, F64");
    }
    TensorSpec spec =
        new TensorSpec(name, type, node.path("shape").valueStream().map(JsonNode::asLong).toList());
    long from = node.path("data_offsets").path(0).asLong(-1);
    long to = node.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || to < from || to - from != bytes(file, spec)) {
      throw new FormatException(
          file,
          "damaged header: tensor '"
              + name
              + "' of shape "
              + spec.shape()
              + " needs "
              + spec.bytes()
              + " bytes, offsets are "
              + from
              + " to "
              + to);
    }
    if (to > body.byteSize()) {
      throw new FormatException(
          file,
          "truncated: tensor '"
              + name
              + "' ends "
              + (to - body.byteSize())
              + " bytes behind the end of the file. Copy or write it again");
    }
    return new Tensor(spec, body.asSlice(from, to - from));
  }

  private static long bytes(Path file, TensorSpec spec) throws FormatException {
    try {
      return spec.bytes();
    } catch (ArithmeticException e) {
      throw new FormatException(
          file, "damaged header: tensor '" + spec.name() + "' has the shape " + spec.shape());
    }
  }

  /** The file that was opened. */
  public Path file() {
    return file;
  }

  /** The header's string metadata. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** All tensors by name, in the file's order. */
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /**
   * One tensor's bytes.
   *
   * @throws FormatException if there is no such tensor, or it has another element type
   */
  public MemorySegment data(String name, ElementType type) throws FormatException {
    return tensor(name, type).data();
  }

  /**
   * One tensor.
   *
   * @throws FormatException if there is no such tensor, or it has another element type
   */
  public Tensor tensor(String name, ElementType type) throws FormatException {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new FormatException(file, "no tensor '" + name + "' (found: " + tensors.keySet() + ")");
    }
    if (tensor.spec().type() != type) {
      throw new FormatException(
          file, "tensor '" + name + "' holds " + tensor.spec().type() + ", expected " + type);
    }
    return tensor;
  }
}
