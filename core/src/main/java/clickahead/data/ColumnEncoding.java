package clickahead.data;

import clickahead.io.ElementType;
import clickahead.io.Safetensors;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the values of an item column are to a model that was trained on them, so that they are the
 * same to it when the catalogue has grown.
 *
 * @param tokens values in the order of their numbers; none of a column of numbers
 * @param numbers what scales or divides a column of numbers; none of a column of tokens
 */
public record ColumnEncoding(List<String> tokens, List<Double> numbers) {
  private static final String TOKENS = ".tokens";
  private static final String NUMBERS = ".numbers";

  /** Takes copies. */
  public ColumnEncoding {
    tokens = List.copyOf(tokens);
    numbers = List.copyOf(numbers);
  }

  /** The columns that {@link #write} wrote behind a name, a prefix before each. */
  static List<String> names(Safetensors file, String prefix) {
    return file.tensors().keySet().stream()
        .filter(name -> name.startsWith(prefix) && name.endsWith(NUMBERS))
        .map(name -> name.substring(prefix.length(), name.length() - NUMBERS.length()))
        .toList();
  }

  static ColumnEncoding read(Safetensors file, String name) throws IOException {
    StringColumn words = StringColumn.read(file, name + TOKENS);
    MemorySegment data = file.data(name + NUMBERS, ElementType.F64);
    List<Double> numbers = new ArrayList<>();
    for (long i = 0; i < data.byteSize() / Double.BYTES; i++) {
      numbers.add(data.getAtIndex(ValueLayout.JAVA_DOUBLE_UNALIGNED, i));
    }
    return new ColumnEncoding(
        IntStream.range(0, words.size()).mapToObj(words::get).toList(), numbers);
  }

  List<TensorSpec> tensors(String name) {
    List<TensorSpec> specs = new ArrayList<>(StringColumn.of(tokens).tensors(name + TOKENS));
    specs.add(TensorSpec.of(name + NUMBERS, ElementType.F64, numbers.size()));
    return specs;
  }

  void write(SafetensorsWriter writer, String name) throws IOException {
    StringColumn.of(tokens).write(writer, name + TOKENS);
    ByteBuffer bytes =
        ByteBuffer.allocate(Double.BYTES * numbers.size()).order(ByteOrder.LITTLE_ENDIAN);
    numbers.forEach(bytes::putDouble);
    writer.append(name + NUMBERS, bytes.flip());
  }
}
