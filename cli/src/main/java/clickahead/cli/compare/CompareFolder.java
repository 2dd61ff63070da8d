package clickahead.cli.compare;

import clickahead.cli.console.WholeFile;
import clickahead.data.InputException;
import clickahead.train.Checkpoint;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a comparison keeps what it has: {@code models/NAME.model}, its parameters, its ranks and
 * what it took, each with the fingerprint of all that it depends on; and the pages. One comparison
 * at a time works in a folder.
 */
final class CompareFolder implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final Path models;
  private final FileChannel lock;

  private CompareFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.models = folder.resolve("models");
    this.lock = lock;
  }

  /**
   * Opens a folder, which is made if it is not there.
   *
   * @throws InputException if another comparison works in it
   */
  static CompareFolder open(Path folder) throws IOException {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new InputException("--out " + folder + " is a file; name a folder for the comparison");
    }
    Files.createDirectories(folder.resolve("models"));
    FileChannel channel =
        FileChannel.open(
            folder.resolve("models").resolve(".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    if (locked(channel)) {
      return new CompareFolder(folder, channel);
    }
    channel.close();
    throw new InputException(
        "another comparison works in " + folder + "; wait for its end, or give another --out");
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  Path model(String name) {
    return models.resolve(name + ".model");
  }

  Path checkpoint(String name) {
    return Checkpoint.of(model(name));
  }

  Path parameters(String name) {
    return models.resolve(name + ".yaml");
  }

  Path ranks(String name) {
    return models.resolve(name + ".ranks");
  }

  /**
   * The file of a search.
   *
   * @param print of all that the search depends on: another one begins anew
   */
  Path study(String name, String print) {
    return models.resolve(name + "." + print + ".study");
  }

  /** A page. */
  Path page(String ending) {
    return folder.resolve("comparison." + ending);
  }

  /** What is kept of a model; empty if there is nothing, or it cannot be read. */
  ObjectNode kept(String name) throws IOException {
    Path file = keptFile(name);
    if (Files.exists(file)) {
      try {
        return (ObjectNode) JSON.readTree(Files.readString(file));
      } catch (JacksonException | ClassCastException e) {
        // Somebody wrote into it: what it said is made anew.
        Files.delete(file);
      }
    }
    return JSON.createObjectNode();
  }

  void keep(String name, ObjectNode kept) throws IOException {
    write(keptFile(name), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(kept) + "\n");
  }

  private Path keptFile(String name) {
    return models.resolve(name + ".json");
  }

  /** Writes a file beside its place and moves it there. */
  void write(Path file, String text) throws IOException {
    WholeFile.write(file, text);
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
