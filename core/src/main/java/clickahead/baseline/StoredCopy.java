package clickahead.baseline;

import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.model.StoredTensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;

/**
 * A tensor that lies in memory as it is written.
 *
 * @param spec name, type and shape
 * @param bytes little-endian
 */
record StoredCopy(TensorSpec spec, MemorySegment bytes) implements StoredTensor {

  @Override
  public void write(SafetensorsWriter writer) throws IOException {
    for (long at = 0; at < bytes.byteSize(); at += CHUNK) {
      long n = Math.min(CHUNK, bytes.byteSize() - at);
      writer.append(spec.name(), bytes.asSlice(at, n).asByteBuffer());
    }
  }
}
