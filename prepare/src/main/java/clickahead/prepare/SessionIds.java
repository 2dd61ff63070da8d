package clickahead.prepare;

import clickahead.data.SessionLog;
import clickahead.io.ElementType;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;

/**
 * The ids of one part's sessions, in their order, as strings of a safetensors file.
 *
 * @param offsets I64 [S+1]
 * @param bytes U8 [number of all bytes]
 */
record SessionIds(TensorSpec offsets, TensorSpec bytes) {

  /** Finds out how much room the ids of the view {@code one_part} need. */
  static SessionIds measure(Database database, long sessions) throws SQLException {
    long bytes = database.number("SELECT sum(strlen(session)) FROM (" + statement() + ")");
    return new SessionIds(
        TensorSpec.of(SessionLog.SESSION_IDS + ".offsets", ElementType.I64, sessions + 1),
        TensorSpec.of(SessionLog.SESSION_IDS + ".bytes", ElementType.U8, bytes));
  }

  private static String statement() {
    return Sql.statement("session_id", Map.of());
  }

  /** Streams the ids into the file. */
  void write(Database database, SafetensorsWriter writer) throws SQLException, IOException {
    ByteBuffer ends = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    ByteBuffer text = ByteBuffer.allocate(1 << 16);
    long[] end = {0};
    ends.putLong(0);
    database.query(
        statement(),
        row -> {
          byte[] id = row.getString(1).getBytes(StandardCharsets.UTF_8);
          end[0] += id.length;
          if (ends.remaining() < 8 || text.remaining() < id.length) {
            flush(writer, ends, text);
          }
          if (id.length > text.capacity()) {
            writer.append(bytes.name(), ByteBuffer.wrap(id));
          } else {
            text.put(id);
          }
          ends.putLong(end[0]);
        });
    flush(writer, ends, text);
  }

  private void flush(SafetensorsWriter writer, ByteBuffer ends, ByteBuffer text)
      throws IOException {
    writer.append(offsets.name(), ends.flip());
    writer.append(bytes.name(), text.flip());
    ends.clear();
    text.clear();
  }
}
