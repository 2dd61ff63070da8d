package clickahead.io;

import java.util.Arrays;
import java.util.List;

/**
 * Name, element type and shape of one tensor, row-major.
 *
 * @param name the tensor's name, unique in its file
 * @param type the type of its elements
 * @param shape its dimensions, slowest first
 */
public record TensorSpec(String name, ElementType type, List<Long> shape) {

  /** A tensor of the given dimensions, slowest first. */
  public static TensorSpec of(String name, ElementType type, long... shape) {
    return new TensorSpec(name, type, Arrays.stream(shape).boxed().toList());
  }

  /** Number of elements. */
  public long elements() {
    return shape.stream().reduce(1L, Math::multiplyExact);
  }

  /** Number of bytes. */
  public long bytes() {
    return Math.multiplyExact(elements(), type.bytes());
  }
}
