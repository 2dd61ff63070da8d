package clickahead.prepare;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One log file as a relation of named columns. */
interface LogFile {

  /** The file. */
  Path path();

  /** Names of its columns, in its order. */
  List<String> columns();

  /** What stands behind FROM to read it; a row that cannot be read is left out or all NULL. */
  String relation();

  /** How its rows lie in lines; nothing for a file without lines. */
  Optional<Lines> lines();

  /**
   * How rows lie in lines.
   *
   * @param header is the first one a header?
   * @param quotes may quotes hold a row together over several?
   */
  record Lines(boolean header, boolean quotes) {}

  /** A column as text; an empty value is NULL. */
  default String text(String column) {
    return "NULLIF(CAST(" + Sql.name(column) + " AS VARCHAR), '')";
  }

  /** The same, where the file has arrays their values with spaces between them. */
  default String values(String column) {
    return text(column);
  }

  /** How a message names the place of a column's name. */
  default String where() {
    return path().toString();
  }
}
