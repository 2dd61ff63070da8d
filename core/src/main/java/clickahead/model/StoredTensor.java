package clickahead.model;

import clickahead.io.ElementType;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One tensor of a model file, which knows how to write itself. */
public interface StoredTensor {
  /** Bytes written at a time. */
  int CHUNK = 1 << 20;

  /** Name, type and shape. */
  TensorSpec spec();

  /** Appends all of its bytes. */
  void write(SafetensorsWriter writer) throws IOException;

  /** Whole numbers. */
  static StoredTensor of(String name, int[] values) {
    return new StoredTensor() {
      @Override
      public TensorSpec spec() {
        return TensorSpec.of(name, ElementType.I32, values.length);
      }

      @Override
      public void write(SafetensorsWriter writer) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK / 4) {
          int n = Math.min(CHUNK / 4, values.length - at);
          buffer.clear().asIntBuffer().put(values, at, n);
          writer.append(name, buffer.limit(4 * n));
        }
      }
    };
  }

  /** Longer whole numbers. */
  static StoredTensor of(String name, long[] values) {
    return new StoredTensor() {
      @Override
      public TensorSpec spec() {
        return TensorSpec.of(name, ElementType.I64, values.length);
      }

      @Override
      public void write(SafetensorsWriter writer) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < values.length; at += CHUNK / 8) {
          int n = Math.min(CHUNK / 8, values.length - at);
          buffer.clear().asLongBuffer().put(values, at, n);
          writer.append(name, buffer.limit(8 * n));
        }
      }
    };
  }
}
