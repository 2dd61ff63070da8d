package clickahead.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The most anonymous memory that this process has while something runs, read ten times a second.
 */
final class MemoryPeak implements AutoCloseable {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String FIELD = "RssAnon:";

  private final AtomicLong most = new AtomicLong(now());
  private final Thread watch =
      Thread.ofPlatform().daemon().name("memory").start(this::watchUntilInterrupted);

  private void watchUntilInterrupted() {
    while (!Thread.currentThread().isInterrupted()) {
      most.accumulateAndGet(now(), Math::max);
      try {
        Thread.sleep(100);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Anonymous memory in MB; 0 where the system does not say. */
  static long now() {
    if (!Files.isReadable(STATUS)) {
      return 0;
    }
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith(FIELD))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The most so far, in MB. */
  long most() {
    return most.accumulateAndGet(now(), Math::max);
  }

  @Override
  public void close() {
    watch.interrupt();
  }
}
