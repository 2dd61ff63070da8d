package clickahead.prepare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Values of an atomic file, as they are kept: those of a sequence have spaces between them. */
final class AtomicValues {
  private final String separator;
  private final Map<String, String> types;

  /**
   * Reads the types of a file's columns, where they matter.
   *
   * @param path an atomic file
   */
  AtomicValues(Path path, PreparationOptions options) throws IOException {
    separator = options.atomic().orElse(AtomicChoice.ALL).valueSeparator();
    String delimiter = options.layout().delimiter();
    types =
        separator.equals(" ")
            ? Map.of()
            : AtomicHeader.read(path, delimiter.isEmpty() ? "\t" : delimiter);
  }

  /** SQL of a column's value. */
  String text(LogFile file, String column) {
    String text = file.text(column);
    return types.getOrDefault(column, "").endsWith("_seq")
        ? "replace(" + text + ", " + Sql.text(separator) + ", ' ')"
        : text;
  }
}
