package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A file of delimited text. Every value is read as text: an id 007 stays what it is.
 *
 * @param delimiter what separates the values
 * @param quotes may values stand in double quotes?
 * @param header is the first line one of names?
 * @param strict are quotes held to RFC 4180? Not in a file that mixes the ends of its lines, which
 *     DuckDB then cannot read at all
 */
record DelimitedFile(
    Path path,
    List<String> columns,
    String delimiter,
    boolean quotes,
    boolean header,
    boolean strict)
    implements LogFile {
  private static final int SAMPLE_LINES = 50;

  static DelimitedFile open(Database database, Path path, Layout layout)
      throws IOException, SQLException {
    List<String> lines = new ArrayList<>();
    try {
      database.sample(
          "SELECT line FROM "
              + lines(path).lenient().relation()
              + " WHERE line IS NOT NULL LIMIT "
              + SAMPLE_LINES,
          row -> lines.add(row.getString(1)));
    } catch (SQLException e) {
      throw InputFiles.unreadable(path, e);
    }
    requireText(database, path);
    if (lines.isEmpty()) {
      throw new InputException(
          path + ": the file is empty, expected " + (layout.header() ? "a header" : "events"));
    }
    boolean atomic = layout.format() == LogFormat.ATOMIC;
    String delimiter =
        layout.delimiter().isEmpty() && atomic
            ? "\t"
            : layout.delimiter().isEmpty()
                ? Delimiters.find(path, lines, layout.columnNames())
                : layout.delimiter();
    List<String> first = Delimiters.split(lines.getFirst(), delimiter);
    boolean header = layout.header() || isHeader(first, layout.columnNames());
    List<String> names =
        header
            ? named(atomic ? untyped(first) : first)
            : numbered(path, first.size(), layout.columnNames());
    return new DelimitedFile(path, names, delimiter, layout.quotes(), header, true);
  }

  /**
   * Complains of a first line that is no UTF-8: DuckDB leaves such lines out, and would take the
   * next one for the header.
   */
  private static void requireText(Database database, Path path) throws IOException, SQLException {
    List<String> first = new ArrayList<>();
    ByteLines.read(
        database,
        path,
        line -> {
          if (line != null) {
            first.add(line);
          }
          return line == null;
        });
    if (!first.isEmpty() && !Utf8.isText(first.getFirst())) {
      boolean wide =
          first.getFirst().startsWith("\u00FF\u00FE")
              || first.getFirst().startsWith("\u00FE\u00FF");
      throw new InputException(
          path
              + ":1: is no UTF-8 text"
              + (wide
                  ? ", it is UTF-16. Convert it: iconv -f UTF-16 -t UTF-8"
                  : ". Is the file what its name says? Convert text of another encoding, such as: iconv"
                      + " -f ISO-8859-1 -t UTF-8"));
    }
  }

  /** The names of an atomic file's header, whose cells are {@code name:type}. */
  private static List<String> untyped(List<String> header) {
    return header.stream().map(cell -> cell.replaceFirst(":[a-z_]+$", "")).toList();
  }

  /** Is the first line a header after all? It is if it holds two of the names that were given. */
  private static boolean isHeader(List<String> first, List<String> names) {
    List<String> plain = names.stream().map(ColumnRoles::plain).toList();
    return first.stream().map(ColumnRoles::plain).filter(plain::contains).count() >= 2;
  }

  /** Any text file as a relation of one column, {@code line}; a line without text is NULL. */
  static DelimitedFile lines(Path path) {
    return new DelimitedFile(path, List.of("line"), "\\0", false, false, true);
  }

  private static List<String> named(List<String> header) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String cell : header) {
      // pandas writes its row index under an empty name
      String name = cell.isEmpty() ? "column" + (names.size() + 1) : cell;
      while (!taken.add(name.toLowerCase(Locale.ROOT))) {
        name += "_";
      }
      names.add(name);
    }
    return names;
  }

  private static List<String> numbered(Path path, int count, List<String> given)
      throws InputException {
    if (!given.isEmpty() && given.size() != count) {
      throw new InputException(
          path
              + ":1: "
              + count
              + " values, but "
              + given.size()
              + " column names given: "
              + String.join(", ", given)
              + ". Name every column, or check --delimiter");
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(given.isEmpty() ? Integer.toString(i + 1) : given.get(i));
    }
    return names;
  }

  DelimitedFile lenient() {
    return new DelimitedFile(path, columns, delimiter, quotes, header, false);
  }

  @Override
  public String relation() {
    return lenient().relation("ignore_errors = true");
  }

  /** Reads and keeps what could not be read in the tables reject_errors and reject_scans. */
  String relationWithRejects() {
    return relation("store_rejects = true, rejects_limit = 0");
  }

  /** Reads whatever the bytes are, each as a character of its own: no line is left out. */
  String relationOfBytes() {
    return lenient().relation("ignore_errors = true, encoding = 'latin-1'");
  }

  @Override
  public Optional<Lines> lines() {
    return Optional.of(new Lines(header, quotes));
  }

  private String relation(String errors) {
    return "read_csv("
        + Sql.text(path.toString())
        + ", auto_detect = false, delim = "
        + Sql.text(delimiter)
        + (quotes ? ", quote = '\"', escape = '\"'" : ", quote = '', escape = ''")
        + ", allow_quoted_nulls = true, header = "
        + header
        + ", strict_mode = "
        + strict
        + ", "
        + errors
        + ", columns = "
        + Sql.textColumns(columns)
        + ")";
  }

  @Override
  public String where() {
    return path + ":1";
  }
}
