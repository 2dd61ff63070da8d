package clickahead.prepare;

import clickahead.data.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The first line of an atomic file: {@code name:type} of each column. */
public final class AtomicHeader {
  /** RecBole's types of columns. */
  static final List<String> TYPES = List.of("token", "token_seq", "float", "float_seq");

  private AtomicHeader() {}

  /**
   * Reads it.
   *
   * @param separator what separates the columns
   * @return the columns' types by their names, in the file's order
   * @throws InputException if a column has no type, or none of RecBole's
   */
  public static Map<String, String> read(Path file, String separator) throws IOException {
    String line;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      line = reader.readLine();
    }
    if (line == null || line.isBlank()) {
      throw new InputException(file + ": the file is empty, expected a header");
    }
    Map<String, String> types = new LinkedHashMap<>();
    for (String cell : line.replace("\uFEFF", "").split(Pattern.quote(separator), -1)) {
      int colon = cell.indexOf(':');
      String type = colon < 1 ? "" : cell.substring(colon + 1).strip();
      if (!TYPES.contains(type)) {
        throw new InputException(
            "%s:1: the column '%s' has no type, expected name:token, name:token_seq, name:float or name:float_seq. Are the columns separated by '%s'?"
                .formatted(file, cell, separator.equals("\t") ? "\\t" : separator));
      }
      types.put(cell.substring(0, colon), type);
    }
    return types;
  }
}
