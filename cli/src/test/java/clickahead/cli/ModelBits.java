package clickahead.cli;

import clickahead.io.Safetensors;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** What a model file holds, bit for bit: weights, optimiser state, counts and catalogue. */
final class ModelBits {
  private ModelBits() {}

  /** A hash of each tensor's bytes, by name. */
  static Map<String, Integer> of(Path model) throws IOException {
    Map<String, Integer> bits = new TreeMap<>();
    for (Map.Entry<String, Safetensors.Tensor> tensor :
        Safetensors.open(model).tensors().entrySet()) {
      byte[] bytes = tensor.getValue().data().toArray(ValueLayout.JAVA_BYTE);
      bits.put(tensor.getKey(), Arrays.hashCode(bytes));
    }
    return bits;
  }
}
