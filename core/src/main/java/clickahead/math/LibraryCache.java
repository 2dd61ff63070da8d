package clickahead.math;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;

/**
 * A folder to which native libraries are extracted once, to be loaded from there by every later
 * process. A library appears under its name only when it is complete: it is written beside and
 * moved, so that several processes may extract at once, and one that was killed does no harm.
 */
final class LibraryCache {
  private static final String PART = ".part";
  private static final Duration ABANDONED = Duration.ofHours(1);

  private final Path folder;

  LibraryCache(Path folder) {
    this.folder = folder;
  }

  /**
   * The library as a file with the length of the resource; extracted only where it is not there.
   *
   * @throws IOException if the resource cannot be read or the folder not be written
   */
  Path extract(URL resource, String fileName) throws IOException {
    Path target = folder.resolve(fileName);
    long expected = length(resource);
    if (Files.isRegularFile(target) && Files.size(target) == expected) {
      return target;
    }
    Files.createDirectories(folder);
    removeAbandoned();
    Path beside = Files.createTempFile(folder, fileName, PART);
    try {
      copy(resource, beside);
      if (Files.size(beside) != expected) {
        throw new IOException(
            resource + ": read " + Files.size(beside) + " bytes, expected " + expected);
      }
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    return target;
  }

  /** Bytes of a resource, without reading it. */
  static long length(URL resource) throws IOException {
    long length = resource.openConnection().getContentLengthLong();
    if (length < 0) {
      throw new IOException(resource + ": the length is not known");
    }
    return length;
  }

  private static void copy(URL resource, Path to) throws IOException {
    try (InputStream in = resource.openStream();
        FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
      in.transferTo(Channels.newOutputStream(out));
      out.force(true);
    }
  }

  /** Processes that were killed leave their part behind; a living one needs it only seconds. */
  private void removeAbandoned() throws IOException {
    Instant limit = Instant.now().minus(ABANDONED);
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, "*" + PART)) {
      for (Path part : parts) {
        try {
          if (Files.getLastModifiedTime(part).toInstant().isBefore(limit)) {
            Files.deleteIfExists(part);
          }
        } catch (NoSuchFileException e) {
          continue; // Another process was quicker.
        }
      }
    }
  }
}
