package clickahead.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small log of clicks, for trainings that last an instant. */
final class ClickFile {
  private ClickFile() {}

  /** Writes sessions of four clicks on five items. */
  static Path of(Path file, int sessions) throws IOException {
    StringBuilder log = new StringBuilder("SessionId\tItemId\tTime\n");
    String[] items = {"a", "b", "c", "d", "e"};
    for (int session = 0; session < sessions; session++) {
      for (int click = 0; click < 4; click++) {
        log.append(session).append('\t').append(items[(session + click * click) % items.length]);
        log.append('\t').append(1_000_000 + 100 * session + click).append('\n');
      }
    }
    return Files.writeString(file, log.toString());
  }
}
