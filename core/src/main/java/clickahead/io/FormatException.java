package clickahead.io;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not what it should be: truncated, foreign, damaged or from a newer version. */
public final class FormatException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param file the file that was read
   * @param problem what was found, what was expected, and what to do
   */
  public FormatException(Path file, String problem) {
    super(file + ": " + problem);
  }
}
