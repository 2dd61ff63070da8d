package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of Apache Parquet, or of JSON lines: the two whose columns DuckDB itself knows.
 *
 * @param arrays SQL of the columns that may be arrays, their values with spaces between them
 */
record TypedFile(
    Path path,
    List<String> columns,
    String relation,
    Optional<Lines> lines,
    Map<String, String> arrays)
    implements LogFile {

  static TypedFile parquet(Database database, Path path) throws IOException {
    String relation = "read_parquet(" + Sql.text(path.toString()) + ")";
    Map<String, String> types = columns(database, path, relation, "Parquet");
    Map<String, String> arrays = new LinkedHashMap<>();
    types.forEach(
        (name, type) -> {
          if (type.endsWith("]")) {
            arrays.put(name, "array_to_string(CAST(" + Sql.name(name) + " AS VARCHAR[]), ' ')");
          }
        });
    return new TypedFile(path, List.copyOf(types.keySet()), relation, Optional.empty(), arrays);
  }

  static TypedFile jsonLines(Database database, Path path) throws IOException {
    String read = "read_json(" + Sql.text(path.toString()) + ", format = 'newline_delimited'";
    List<String> columns =
        List.copyOf(
            columns(database, path, read + ", ignore_errors = true)", "JSON with one object a line")
                .keySet());
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
        Optional.of(new Lines(false, false)),
        jsonArrays(columns));
  }

  /** Every column is read as text, of which an array is one. */
  private static Map<String, String> jsonArrays(List<String> columns) {
    Map<String, String> arrays = new LinkedHashMap<>();
    for (String column : columns) {
      String text = Sql.name(column);
      arrays.put(
          column,
          "CASE WHEN starts_with(%1$s, '[') AND json_valid(%1$s) THEN array_to_string(json_extract_string(%1$s, '$[*]'), ' ') ELSE %1$s END"
              .formatted(text));
    }
    return arrays;
  }

  @Override
  public String values(String column) {
    return arrays.containsKey(column) ? "NULLIF(" + arrays.get(column) + ", '')" : text(column);
  }

  private static Map<String, String> columns(
      Database database, Path path, String relation, String format) throws IOException {
    Map<String, String> columns = new LinkedHashMap<>();
    try {
      database.query(
          "DESCRIBE SELECT * FROM " + relation,
          row -> columns.put(row.getString(1), row.getString(2)));
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
