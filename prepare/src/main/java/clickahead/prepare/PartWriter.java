package clickahead.prepare;

import clickahead.data.SessionLog;
import clickahead.io.ElementType;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/** Streams one part's events out of the database into its file. */
final class PartWriter {
  private final ItemOrder items;
  private final boolean timed;
  private final boolean keepsHistory;
  private final PartColumns columns;
  private final ByteBuffer times = buffer();
  private final ByteBuffer starts = buffer();
  private final ByteBuffer indices = buffer();
  private final ByteBuffer ranks = buffer();
  private final BitSet seen = new BitSet();
  private final int known;
  private SafetensorsWriter writer;
  private int place;
  private long position;
  private long unknownEvents;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /**
   * @param items gives items their index
   * @param known number of items of the training part; all of them while that is being written
   * @param timed do the events have times?
   * @param keepsHistory are some first events of the sessions only history?
   * @param columns what else is known of events and sessions
   */
  PartWriter(ItemOrder items, int known, boolean timed, boolean keepsHistory, PartColumns columns) {
    this.items = items;
    this.known = known;
    this.timed = timed;
    this.keepsHistory = keepsHistory;
    this.columns = columns;
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocateDirect(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Writes the part whose events the view {@code one_part} has.
   *
   * @param statement selects place, item, time, rank, and how often the event stands there
   * @param events how many are written
   * @param named do the sessions have ids?
   */
  Part write(
      Database database, String statement, long sessions, long events, boolean named, Path file)
      throws IOException, SQLException {
    List<TensorSpec> tensors =
        new ArrayList<>(
            List.of(
                TensorSpec.of("times", ElementType.I64, events),
                TensorSpec.of("starts", ElementType.I64, sessions + 1)));
    SessionIds ids = named ? SessionIds.measure(database, sessions) : null;
    if (named) {
      tensors.add(ids.offsets());
    }
    tensors.add(TensorSpec.of("items", ElementType.I32, events));
    tensors.add(TensorSpec.of("ranks", ElementType.I32, sessions));
    if (keepsHistory) {
      tensors.add(TensorSpec.of(SessionLog.HISTORIES, ElementType.I32, sessions));
    }
    if (named) {
      tensors.add(ids.bytes());
    }
    tensors.addAll(columns.tensors(sessions, events));
    try (SafetensorsWriter target = SafetensorsWriter.create(file, Map.of(), tensors)) {
      writer = target;
      database.query(
          columns.withCodes(Sql.statement(statement, Map.of())),
          row -> {
            for (long copies = row.getLong(5); copies > 0; copies--) {
              columns.add(target, row, 6, row.getInt(1) != place);
              add(row.getInt(1), row.getInt(2), row.getLong(3), row.getInt(4));
            }
          });
      if (named) {
        ids.write(database, target);
      }
      putLong("starts", starts, position);
      flush("times", times);
      flush("starts", starts);
      flush("items", indices);
      flush("ranks", ranks);
      if (keepsHistory) {
        database.query(
            Sql.statement("session_history", Map.of()),
            row -> putInt(SessionLog.HISTORIES, ranks, row.getInt(1)));
        flush(SessionLog.HISTORIES, ranks);
      }
      columns.finish(target);
      target.commit();
    }
    int unknown = seen.cardinality() - seen.get(0, known).cardinality();
    return new Part(
        sessions, events, seen.cardinality(), items.size(), unknown, unknownEvents, first, last);
  }

  private void add(int session, int item, long micros, int rank) throws IOException {
    if (session != place) {
      place = session;
      putLong("starts", starts, position);
      putInt("ranks", ranks, rank);
    }
    int index = items.index(item);
    long time = timed ? Math.floorDiv(micros, 1000L) : position;
    putLong("times", times, time);
    putInt("items", indices, index);
    seen.set(index);
    unknownEvents += index >= known ? 1 : 0;
    first = Math.min(first, time);
    last = Math.max(last, time);
    position++;
  }

  private void putLong(String tensor, ByteBuffer buffer, long value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush(tensor, buffer);
    }
    buffer.putLong(value);
  }

  private void putInt(String tensor, ByteBuffer buffer, int value) throws IOException {
    if (!buffer.hasRemaining()) {
      flush(tensor, buffer);
    }
    buffer.putInt(value);
  }

  private void flush(String tensor, ByteBuffer buffer) throws IOException {
    writer.append(tensor, buffer.flip());
    buffer.clear();
  }
}
