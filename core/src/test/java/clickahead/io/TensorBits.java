package clickahead.io;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What the tensors of a file hold, bit for bit. */
public final class TensorBits {
  private TensorBits() {}

  /** A hash of each tensor's bytes, by name. */
  public static Map<String, Integer> of(Path file) throws IOException {
    Map<String, Integer> bits = new TreeMap<>();
    Safetensors.open(file)
        .tensors()
        .forEach(
            (name, tensor) ->
                bits.put(name, Arrays.hashCode(tensor.data().toArray(ValueLayout.JAVA_BYTE))));
    return bits;
  }
}
