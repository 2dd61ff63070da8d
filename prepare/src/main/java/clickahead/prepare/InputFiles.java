package clickahead.prepare;

import clickahead.data.InputException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Turns names and patterns into the files to read, in the order in which they are read. */
final class InputFiles {
  private static final Comparator<Path> BY_NAME =
      Comparator.comparing((Path file) -> file.getFileName().toString())
          .thenComparing(Path::toString);

  private InputFiles() {}

  static List<Path> find(List<String> logs, FileOrder order) throws IOException {
    Set<Path> files = new LinkedHashSet<>();
    for (String log : logs) {
      files.addAll(find(log));
    }
    List<Path> found = new ArrayList<>(files);
    if (order == FileOrder.NAME) {
      found.sort(BY_NAME);
    }
    requireReadable(found);
    return found;
  }

  /** Complains of the first that may not be read. */
  static void requireReadable(List<Path> files) throws InputException {
    for (Path file : files) {
      if (!Files.isReadable(file)) {
        throw denied(file.toString());
      }
    }
  }

  private static InputException denied(String file) {
    return new InputException(
        file
            + ": cannot be read, permission denied. Ask its owner, or whoever runs this machine, for"
            + " the right to read it");
  }

  private static List<Path> find(String log) throws IOException {
    Path path = Path.of(log);
    if (Files.isRegularFile(path)) {
      return List.of(path);
    }
    if (Files.isDirectory(path)) {
      throw new InputException(
          log + ": is a folder, expected a log file. Name its files, for example '" + log + "/*'");
    }
    int wildcard = firstWildcard(log);
    if (wildcard < 0) {
      requireEntrance(path);
      throw new InputException(
          log
              + ": no such file. Check the name; relative names start at "
              + Path.of("").toAbsolutePath());
    }
    int folderEnd = log.lastIndexOf('/', wildcard);
    Path folder = Path.of(folderEnd < 0 ? "." : log.substring(0, folderEnd + 1));
    List<Path> found = matches(folder, log.substring(folderEnd + 1));
    if (found.isEmpty()) {
      throw new InputException(log + ": no file matches this pattern. Check it with: ls " + log);
    }
    return found;
  }

  /** A file in a folder that may not be entered looks as if it were not there. */
  private static void requireEntrance(Path path) throws IOException {
    try {
      path.getFileSystem().provider().checkAccess(path);
    } catch (AccessDeniedException e) {
      throw denied(path.toString());
    } catch (NoSuchFileException e) {
      return;
    }
  }

  private static int firstWildcard(String log) {
    for (int i = 0; i < log.length(); i++) {
      if ("*?[{".indexOf(log.charAt(i)) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private static List<Path> matches(Path folder, String pattern) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    int depth = pattern.contains("**") ? Integer.MAX_VALUE : pattern.split("/").length;
    try (Stream<Path> walk = Files.walk(folder, depth)) {
      return walk.filter(Files::isRegularFile)
          .filter(file -> matcher.matches(folder.relativize(file)))
          .sorted(BY_NAME)
          .map(file -> folder.equals(Path.of(".")) ? folder.relativize(file) : file)
          .toList();
    }
  }

  /** The complaint about a file that cannot be read; of other trouble, the trouble itself. */
  static SQLException unreadable(Path file, SQLException e) throws InputException {
    String message = String.valueOf(e.getMessage());
    boolean input =
        message.startsWith("Invalid Input Error")
            || (message.startsWith("IO Error") && !message.contains("write"));
    if (input) {
      throw new InputException(
          file
              + ": cannot be read ("
              + message.lines().findFirst().orElse("")
              + "). Is it complete, and what its name says?");
    }
    return e;
  }
}
