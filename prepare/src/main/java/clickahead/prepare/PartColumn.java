package clickahead.prepare;

import clickahead.data.LogColumns;
import clickahead.data.TokenColumn;
import clickahead.data.Vocabulary;
import clickahead.io.ElementType;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One column of events or sessions on its way into a part's file: numbers where all its values are
 * such, vectors where all are {@link VectorValues}, else codes, which are those of the whole log
 * and so the same in all parts. A number or a code comes as a double; what is missing is NaN or the
 * code of no value.
 */
final class PartColumn {
  private static final int BUFFER = 1 << 18;

  private final String name;
  private final String kind;
  private final int number;

  /** Null for numbers. */
  private final Vocabulary vocabulary;

  /** By code; null for other columns. */
  private final float[][] vectors;

  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private double ofSession;
  private boolean changes;
  private long changed;
  private long missing;
  private long written;

  private PartColumn(
      String name, String kind, int number, Vocabulary vocabulary, float[][] vectors) {
    this.vectors = vectors;
    this.name = name;
    this.kind = kind;
    this.number = number;
    this.vocabulary = vocabulary;
  }

  /**
   * The column of the log e0, e1, ... of a number.
   *
   * @param kind {@link LogColumns#EVENT} or {@link LogColumns#SESSION}
   */
  static PartColumn of(Database database, String name, String kind, int number)
      throws SQLException, IOException {
    Map<String, Long> parameters = Map.of("column", (long) number);
    long[] counts = database.numbers(Sql.statement("log_text", parameters));
    if (counts[0] > 0 && counts[1] == 0) {
      return new PartColumn(name, kind, number, null, null);
    }
    database.table("log_value" + number, "log_value", parameters);
    Vocabulary.Packer values = new Vocabulary.Packer();
    VectorValues vectors = new VectorValues();
    database.query(
        "SELECT value FROM log_value" + number + " ORDER BY code",
        row -> {
          values.add(row.getString(1));
          vectors.add(row.getString(1));
        });
    return new PartColumn(name, kind, number, values.pack(), vectors.all());
  }

  /** What selects its double from the table {@code click}. */
  String selected() {
    return vocabulary == null
        ? "coalesce(CAST(click.e%1$d AS DOUBLE), 'nan') AS code%1$d".formatted(number)
        : "CAST(coalesce(log_value%1$d.code, %2$d) AS DOUBLE) AS code%1$d"
            .formatted(number, TokenColumn.MISSING);
  }

  /** What joins the codes to the table {@code click}. */
  String joined() {
    return vocabulary == null
        ? ""
        : " LEFT JOIN log_value%1$d ON click.e%1$d = log_value%1$d.value".formatted(number);
  }

  private boolean isOfEvents() {
    return kind.equals(LogColumns.EVENT);
  }

  private String tensor() {
    if (vectors != null) {
      return LogColumns.vectors(kind, name);
    }
    return vocabulary == null ? LogColumns.numbers(kind, name) : LogColumns.codes(kind, name);
  }

  /** Its tensors in a part. */
  List<TensorSpec> tensors(long sessions, long events) {
    long places = isOfEvents() ? events : sessions;
    if (vocabulary == null) {
      return List.of(TensorSpec.of(tensor(), ElementType.F64, places));
    }
    if (vectors != null) {
      return List.of(TensorSpec.of(tensor(), ElementType.F32, places, vectors[0].length));
    }
    List<TensorSpec> tensors = new ArrayList<>();
    tensors.add(TensorSpec.of(tensor(), ElementType.I32, places));
    tensors.addAll(vocabulary.tensors(LogColumns.values(kind, name)));
    return tensors;
  }

  private boolean isMissing(double value) {
    return Double.isNaN(value) || (vocabulary != null && value == TokenColumn.MISSING);
  }

  /**
   * Takes the value of an event. A session has that of its first one: what a later one says is not
   * known yet when the first is followed by the next.
   *
   * @param fresh is it the first of its session?
   */
  void add(SafetensorsWriter writer, double value, boolean fresh) throws IOException {
    if (isOfEvents() || fresh) {
      put(writer, value);
      ofSession = value;
      changes = false;
    } else if (!changes && !isMissing(value) && value != ofSession) {
      changes = true;
      changed++;
    }
  }

  private void put(SafetensorsWriter writer, double value) throws IOException {
    if (buffer.remaining() < Double.BYTES) {
      flush(writer);
    }
    if (vectors != null) {
      putVector(writer, (int) value);
    } else if (vocabulary == null) {
      buffer.putDouble(value);
    } else {
      buffer.putInt((int) value);
    }
    missing += isMissing(value) ? 1 : 0;
    written++;
  }

  private void putVector(SafetensorsWriter writer, int code) throws IOException {
    for (int k = 0; k < vectors[0].length; k++) {
      if (buffer.remaining() < Float.BYTES) {
        flush(writer);
      }
      buffer.putFloat(code == TokenColumn.MISSING ? Float.NaN : vectors[code][k]);
    }
  }

  private void flush(SafetensorsWriter writer) throws IOException {
    writer.append(tensor(), buffer.flip());
    buffer.clear();
  }

  /** Writes what is left of a part, and the values. */
  void finish(SafetensorsWriter writer) throws IOException {
    flush(writer);
    if (vocabulary != null && vectors == null) {
      vocabulary.write(writer, LogColumns.values(kind, name));
    }
  }

  /**
   * What a user should know of the part that was written; then it begins anew.
   *
   * @param part its name
   */
  void note(String part, List<String> notes) {
    if (missing > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: '%s' is missing in %,d of %,d %s",
              part,
              name,
              missing,
              written,
              isOfEvents() ? "events" : "sessions"));
    }
    if (changed > 0) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%s: '%s' changes within %,d of %,d sessions; they have the value of their first"
                  + " event",
              part,
              name,
              changed,
              written));
    }
    changed = 0;
    missing = 0;
    written = 0;
  }
}
