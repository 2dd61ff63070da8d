package clickahead.prepare;

import clickahead.data.LogColumn;
import clickahead.data.LogColumns;
import clickahead.data.Vocabulary;
import clickahead.io.ElementType;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The columns of events and sessions on their way from the database into a part's file. Codes are
 * those of the whole log, the same in all parts. A session has the value of its first event: what a
 * later one says is not known yet when the first is followed by the next.
 */
final class PartColumns {
  private static final int BUFFER = 1 << 18;

  private final Features features;
  private final List<Vocabulary> vocabularies = new ArrayList<>();
  private final List<ByteBuffer> buffers = new ArrayList<>();
  private final int[] sessionCodes;
  private final long[] changed;
  private final boolean[] changes;
  private long sessions;

  /** Gives every value of the log's columns e0, e1, ... a code. */
  PartColumns(Database database, Features features) throws SQLException, IOException {
    this.features = features;
    int count = features.logColumns().size();
    StringBuilder codes = new StringBuilder();
    StringBuilder from = new StringBuilder(" FROM click");
    for (int i = 0; i < count; i++) {
      database.table("log_value" + i, "log_value", Map.of("column", (long) i));
      Vocabulary.Packer values = new Vocabulary.Packer();
      database.query(
          "SELECT value FROM log_value" + i + " ORDER BY code",
          row -> values.add(row.getString(1)));
      vocabularies.add(values.pack());
      buffers.add(ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN));
      codes.append(String.format(", coalesce(log_value%1$d.code, -1) AS code%1$d", i));
      from.append(
          String.format(" LEFT JOIN log_value%1$d ON click.e%1$d = log_value%1$d.value", i));
    }
    if (count > 0) {
      database.run("CREATE TABLE event_code AS SELECT click.position AS position" + codes + from);
    }
    sessionCodes = new int[features.sessionColumns().size()];
    changed = new long[sessionCodes.length];
    changes = new boolean[sessionCodes.length];
  }

  /** A statement that selects events, with their codes behind its columns. */
  String withCodes(String statement) {
    if (vocabularies.isEmpty()) {
      return statement;
    }
    StringBuilder codes = new StringBuilder();
    for (int i = 0; i < vocabularies.size(); i++) {
      codes.append(", code").append(i);
    }
    return statement
        .replace("/* codes */", codes)
        .replace("/* with codes */", "JOIN event_code USING (position)");
  }

  private String kind(int column) {
    return column < features.eventColumns().size() ? LogColumns.EVENT : LogColumns.SESSION;
  }

  private String name(int column) {
    return features.logColumns().get(column);
  }

  private String codes(int column) {
    return LogColumns.codes(kind(column), name(column));
  }

  private String values(int column) {
    return LogColumns.values(kind(column), name(column));
  }

  /** The tensors of a part. */
  List<TensorSpec> tensors(long partSessions, long partEvents) {
    List<TensorSpec> tensors = new ArrayList<>();
    for (int i = 0; i < vocabularies.size(); i++) {
      boolean ofEvents = kind(i).equals(LogColumns.EVENT);
      tensors.add(TensorSpec.of(codes(i), ElementType.I32, ofEvents ? partEvents : partSessions));
      tensors.addAll(vocabularies.get(i).tensors(values(i)));
    }
    return tensors;
  }

  /**
   * Takes an event.
   *
   * @param firstCode which of the row's values is the first code
   * @param fresh is it the first of its session?
   */
  void add(SafetensorsWriter writer, ResultSet row, int firstCode, boolean fresh)
      throws SQLException, IOException {
    sessions += fresh ? 1 : 0;
    int events = features.eventColumns().size();
    for (int i = 0; i < vocabularies.size(); i++) {
      int code = row.getInt(firstCode + i);
      if (i < events) {
        put(writer, i, code);
      } else if (fresh) {
        put(writer, i, code);
        sessionCodes[i - events] = code;
        changes[i - events] = false;
      } else if (code != LogColumn.MISSING
          && code != sessionCodes[i - events]
          && !changes[i - events]) {
        changes[i - events] = true;
        changed[i - events]++;
      }
    }
  }

  private void put(SafetensorsWriter writer, int column, int code) throws IOException {
    ByteBuffer buffer = buffers.get(column);
    if (!buffer.hasRemaining()) {
      flush(writer, column);
    }
    buffer.putInt(code);
  }

  private void flush(SafetensorsWriter writer, int column) throws IOException {
    ByteBuffer buffer = buffers.get(column);
    writer.append(codes(column), buffer.flip());
    buffer.clear();
  }

  /** Writes what is left of a part, and the values. */
  void finish(SafetensorsWriter writer) throws IOException {
    for (int i = 0; i < vocabularies.size(); i++) {
      flush(writer, i);
      vocabularies.get(i).write(writer, values(i));
    }
  }

  /**
   * What a user should know of the part that is written; then it begins anew.
   *
   * @param part its name
   */
  void note(String part, List<String> notes) {
    for (int i = 0; i < changed.length; i++) {
      if (changed[i] > 0) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s: '%s' changes within %,d of %,d sessions; they have the value of their first"
                    + " event",
                part,
                features.sessionColumns().get(i),
                changed[i],
                sessions));
      }
      changed[i] = 0;
    }
    sessions = 0;
  }
}
