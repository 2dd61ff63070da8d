package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file of Apache Parquet, or of JSON lines: the two whose columns DuckDB itself knows. */
record TypedFile(Path path, List<String> columns, String relation, Optional<Lines> lines)
    implements LogFile {

  static TypedFile parquet(Database database, Path path) throws IOException {
    String relation = "read_parquet(" + Sql.text(path.toString()) + ")";
    return new TypedFile(
        path, columns(database, path, relation, "Parquet"), relation, Optional.empty());
  }

  static TypedFile jsonLines(Database database, Path path) throws IOException {
    String read = "read_json(" + Sql.text(path.toString()) + ", format = 'newline_delimited'";
    List<String> columns =
        columns(database, path, read + ", ignore_errors = true)", "JSON with one object a line");
    if (columns.equals(List.of("json"))) {
      throw new InputException(
          path
              + ": has no JSON objects, expected one a line, such as"
              + " {\"session\": 1, \"item\": \"a\", \"time\": 1400000000}. Write the elements of an"
              + " array each on a line of its own: jq -c '.[]'");
    }
    return new TypedFile(
        path,
        columns,
        read + ", ignore_errors = true, columns = " + Sql.textColumns(columns) + ")",
        Optional.of(new Lines(false, false)));
  }

  private static List<String> columns(Database database, Path path, String relation, String format)
      throws IOException {
    List<String> columns = new ArrayList<>();
    try {
      database.query("DESCRIBE SELECT * FROM " + relation, row -> columns.add(row.getString(1)));
    } catch (SQLException e) {
      throw new InputException(
          path + ": cannot be read as " + format + " (" + firstLine(e) + "). Check --format");
    }
    return columns;
  }

  private static String firstLine(SQLException e) {
    return e.getMessage().lines().findFirst().orElse("no reason given");
  }
}
