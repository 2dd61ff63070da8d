package clickahead.baseline;

import clickahead.io.Safetensors.Tensor;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.model.StoredModel;
import clickahead.model.StoredTensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A tensor that lies in memory, or in a mapped file, as it is written.
 *
 * @param spec name, type and shape
 * @param bytes little-endian
 */
record StoredCopy(TensorSpec spec, MemorySegment bytes) implements StoredTensor {

  /** Those tensors of a file that it has. */
  static List<StoredTensor> all(StoredModel file, List<String> names) {
    Map<String, Tensor> tensors = file.tensors().tensors();
    return names.stream()
        .map(tensors::get)
        .filter(Objects::nonNull)
        .<StoredTensor>map(tensor -> new StoredCopy(tensor.spec(), tensor.data()))
        .toList();
  }

  @Override
  public void write(SafetensorsWriter writer) throws IOException {
    for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
      long n = Math.min(CHUNK, bytes.byteSize() - at);
      writer.append(spec.name(), bytes.asSlice(at, n).asByteBuffer());
    }
  }
}
