package clickahead.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes commands so that they can be copied into a shell. */
final class ShellWords {
  private ShellWords() {}

  static String quote(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }

  static String quote(Path path) {
    return quote(path.toString());
  }

  private static String quote(String word) {
    return word.matches("[\\w./,:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
