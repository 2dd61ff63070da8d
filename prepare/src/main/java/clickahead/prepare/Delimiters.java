package clickahead.prepare;

import clickahead.data.InputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds what separates the values of a delimited file. */
final class Delimiters {
  private static final List<String> CANDIDATES = List.of("\t", ",", ";", "|");

  private Delimiters() {}

  /**
   * The one candidate that divides the first line, and the others into as many values.
   *
   * @param lines the first lines of the file, at least one
   */
  static String find(Path path, List<String> lines) throws InputException {
    List<String> dividing = new ArrayList<>();
    List<String> steady = new ArrayList<>();
    for (String candidate : CANDIDATES) {
      int values = split(lines.getFirst(), candidate).size();
      if (values > 1) {
        dividing.add(candidate);
        long alike = lines.stream().filter(line -> split(line, candidate).size() == values).count();
        if (alike * 10 >= lines.size() * 9L) {
          steady.add(candidate);
        }
      }
    }
    List<String> left = steady.isEmpty() ? dividing : steady;
    if (left.size() != 1) {
      throw new InputException(
          path
              + ":1: "
              + (left.isEmpty() ? "no delimiter" : "more than one possible delimiter")
              + " found in '"
              + shortened(lines.getFirst())
              + "' (tried tab , ; |). Pass --delimiter, or --session-list for one session a line");
    }
    return left.getFirst();
  }

  /** The values of one line; quotes are taken off. */
  static List<String> split(String line, String delimiter) {
    List<String> values = new ArrayList<>();
    StringBuilder value = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < line.length() && line.charAt(i + 1) == '"';
        if (doubled) {
          value.append('"');
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (!quoted && line.startsWith(delimiter, i)) {
        values.add(value.toString());
        value.setLength(0);
        i += delimiter.length() - 1;
      } else {
        value.append(c);
      }
    }
    values.add(value.toString());
    return values;
  }

  /**
   * The candidate, or the space, that divides the first line into as many values as there are
   * names; if none does, what {@link #find(Path, List)} finds.
   */
  static String find(Path path, List<String> lines, List<String> names) throws InputException {
    if (!names.isEmpty()) {
      for (String candidate : CANDIDATES) {
        if (split(lines.getFirst(), candidate).size() == names.size()) {
          return candidate;
        }
      }
      if (split(lines.getFirst(), " ").size() == names.size()) {
        return " ";
      }
    }
    return find(path, lines);
  }

  private static String shortened(String line) {
    return line.length() > 80 ? line.substring(0, 80) + "..." : line;
  }
}
