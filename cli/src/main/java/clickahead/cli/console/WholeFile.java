package clickahead.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A text file that is there as a whole, or as it was before. */
public final class WholeFile {
  private WholeFile() {}

  /** Writes a file beside its place and moves it there. */
  public static void write(Path file, String text) throws IOException {
    // Not createTempFile: its files stay unreadable for others, also once they are moved.
    String name = "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part";
    Path beside = file.resolveSibling(name);
    try {
      Files.writeString(beside, text);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }
}
