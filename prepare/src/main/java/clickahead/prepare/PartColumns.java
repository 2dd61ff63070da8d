package clickahead.prepare;

import clickahead.data.LogColumns;
import clickahead.io.SafetensorsWriter;
import clickahead.io.TensorSpec;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The columns of events and sessions on their way from the database into a part's file. */
final class PartColumns {
  private final List<PartColumn> columns = new ArrayList<>();

  /** Looks at the log's columns e0, e1, ... */
  PartColumns(Database database, Features features) throws SQLException, IOException {
    List<String> names = features.logColumns();
    for (int i = 0; i < names.size(); i++) {
      boolean ofEvents = i < features.eventColumns().size();
      String kind = ofEvents ? LogColumns.EVENT : LogColumns.SESSION;
      columns.add(PartColumn.of(database, names.get(i), kind, i));
    }
    if (!columns.isEmpty()) {
      database.run(
          "CREATE TABLE event_code AS SELECT click.position AS position, "
              + columns.stream().map(PartColumn::selected).collect(Collectors.joining(", "))
              + " FROM click"
              + columns.stream().map(PartColumn::joined).collect(Collectors.joining()));
    }
  }

  /** A statement that selects events, with their codes and numbers behind its columns. */
  String withCodes(String statement) {
    if (columns.isEmpty()) {
      return statement;
    }
    String codes =
        IntStream.range(0, columns.size())
            .mapToObj(i -> ", code" + i)
            .collect(Collectors.joining());
    return statement
        .replace("/* codes */", codes)
        .replace("/* with codes */", "JOIN event_code USING (position)");
  }

  /** The tensors of a part. */
  List<TensorSpec> tensors(long sessions, long events) {
    return columns.stream().flatMap(column -> column.tensors(sessions, events).stream()).toList();
  }

  /**
   * Takes an event.
   *
   * @param firstCode which of the row's values is the first code or number
   * @param fresh is it the first of its session?
   */
  void add(SafetensorsWriter writer, ResultSet row, int firstCode, boolean fresh)
      throws SQLException, IOException {
    for (int i = 0; i < columns.size(); i++) {
      columns.get(i).add(writer, row.getDouble(firstCode + i), fresh);
    }
  }

  /** Writes what is left of a part, and the values. */
  void finish(SafetensorsWriter writer) throws IOException {
    for (PartColumn column : columns) {
      column.finish(writer);
    }
  }

  /**
   * What a user should know of the part that was written.
   *
   * @param part its name
   */
  void note(String part, List<String> notes) {
    columns.forEach(column -> column.note(part, notes));
  }
}
