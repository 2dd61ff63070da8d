package clickahead.cli.console;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Writes commands so that they can be copied into a shell. */
public final class ShellWords {
  private ShellWords() {}

  /** A command as a shell takes it. */
  public static String quote(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }

  /** A path as a shell takes it. */
  public static String quote(Path path) {
    return quote(path.toString());
  }

  private static String quote(String word) {
    return word.matches("[\\w./,:=@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
