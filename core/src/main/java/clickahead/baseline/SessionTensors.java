package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.io.ElementType;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import clickahead.model.StoredTensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Sessions in a model's file, as {@link SessionLog#read} reads them. */
final class SessionTensors {
  /** Before the names of their tensors. */
  static final String PREFIX = "sessions.";

  private SessionTensors() {}

  /** The tensors of a log: where sessions start, their items and times. */
  static List<StoredTensor> of(SessionLog log) {
    long events = log.events();
    return List.of(
        numbers(
            "starts",
            ElementType.I64,
            log.sessions() + 1L,
            (to, s) -> to.putLong(log.start((int) s))),
        numbers("items", ElementType.I32, events, (to, e) -> to.putInt(log.item(e))),
        numbers("times", ElementType.I64, events, (to, e) -> to.putLong(log.time(e))));
  }

  /** Appends a number to a buffer. */
  private interface Number {
    void put(ByteBuffer to, long index);
  }

  private static StoredTensor numbers(String name, ElementType type, long count, Number number) {
    TensorSpec spec = TensorSpec.of(PREFIX + name, type, count);
    return new StoredTensor() {
      @Override
      public TensorSpec spec() {
        return spec;
      }

      @Override
      public void write(SafetensorsWriter writer) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        for (long i = 0; i < count; ) {
          buffer.clear();
          while (i < count && buffer.remaining() >= Long.BYTES) {
            number.put(buffer, i++);
          }
          writer.append(spec.name(), buffer.flip());
        }
      }
    };
  }
}
