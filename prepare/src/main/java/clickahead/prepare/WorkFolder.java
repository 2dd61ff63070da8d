package clickahead.prepare;

import clickahead.data.Dataset;
import clickahead.data.InputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder beside the one that is to be made: everything is written there, and its {@code result}
 * is moved into place at the end. Closing it removes it, whatever happened.
 */
final class WorkFolder implements AutoCloseable {
  private static final String MARK = ".preparing-";
  private final Path out;
  private final Path folder;

  private WorkFolder(Path out, Path folder) {
    this.out = out;
    this.folder = folder;
  }

  /**
   * Checks that the result may go where it shall, and makes the folder beside.
   *
   * @throws InputException if something else stands there
   */
  static WorkFolder create(Path target, boolean overwrite, Progress progress) throws IOException {
    Path out = target.toAbsolutePath().normalize();
    check(out, overwrite);
    Path parent = out.getParent();
    if (parent == null) {
      throw new InputException(out + ": cannot be replaced. Choose another folder with --out");
    }
    try {
      Files.createDirectories(parent);
      removeStale(out, progress);
      Path folder = parent.resolve(prefix(out) + ProcessHandle.current().pid());
      // left by an earlier process of the same number
      delete(folder);
      Files.createDirectories(folder.resolve("result"));
      return new WorkFolder(out, folder);
    } catch (IOException e) {
      throw new InputException(
          parent
              + ": cannot be written ("
              + (e instanceof AccessDeniedException ? "permission denied" : e)
              + "). Choose another folder with --out");
    }
  }

  private static void check(Path out, boolean overwrite) throws IOException {
    if (!Files.exists(out)) {
      return;
    }
    if (!Files.isDirectory(out)) {
      throw new InputException(out + ": is a file, expected a folder. Choose another --out");
    }
    if (Dataset.isDataset(out)) {
      if (!overwrite) {
        throw new InputException(
            out
                + ": holds a data set already. Add --overwrite to replace it, or choose another --out");
      }
      return;
    }
    try (Stream<Path> entries = Files.list(out)) {
      if (entries.findAny().isPresent()) {
        throw new InputException(
            out + ": is not empty and no data set; it is left alone. Choose another --out");
      }
    }
  }

  private static String prefix(Path out) {
    return "." + out.getFileName() + MARK;
  }

  private static void removeStale(Path out, Progress progress) throws IOException {
    List<Path> stale;
    try (Stream<Path> entries = Files.list(out.getParent())) {
      stale = entries.filter(entry -> isStale(entry, prefix(out))).toList();
    }
    for (Path folder : stale) {
      progress.step("removing what an interrupted run left: " + folder);
      delete(folder);
    }
  }

  private static boolean isStale(Path entry, String prefix) {
    String name = entry.getFileName().toString();
    if (!name.startsWith(prefix) || !name.substring(prefix.length()).matches("[0-9]{1,18}")) {
      return false;
    }
    return ProcessHandle.of(Long.parseLong(name.substring(prefix.length()))).isEmpty();
  }

  /** Where the database works. */
  Path folder() {
    return folder;
  }

  /** Where the data set is written. */
  Path result() {
    return folder.resolve("result");
  }

  /** Moves the result into place; a data set that was there goes only once this one stands. */
  void moveResult() throws IOException {
    Path old = folder.resolve("replaced");
    boolean replaces = Files.exists(out);
    if (replaces) {
      Files.move(out, old);
    }
    try {
      Files.move(result(), out);
    } catch (IOException e) {
      if (replaces) {
        Files.move(old, out);
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            // DuckDB removes its spill files itself, perhaps at this moment
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
