package clickahead.cli.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The most anonymous memory that a process had while it was watched: heap, weights and buffers, not
 * the files it maps. Linux says so in {@code /proc}; elsewhere it is not known.
 */
public final class PeakMemory implements AutoCloseable {
  private static final int INTERVAL_MILLIS = 20;
  private static final long KIB = 1024;

  private final Path status;
  private final Thread watch = new Thread(this::watch, "peak-memory");
  private volatile boolean closed;
  private volatile long peak = -1;

  private PeakMemory(long process) {
    status = Path.of("/proc", Long.toString(process), "status");
  }

  /** Watches a process until this is closed. */
  public static PeakMemory of(long process) {
    PeakMemory memory = new PeakMemory(process);
    memory.look();
    memory.watch.setDaemon(true);
    memory.watch.start();
    return memory;
  }

  private void watch() {
    try {
      while (!closed) {
        look();
        Thread.sleep(INTERVAL_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void look() {
    try {
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("RssAnon:")) {
          long kib = Long.parseLong(line.replaceAll("\\D", ""));
          peak = Math.max(peak, kib * KIB);
        }
      }
    } catch (IOException e) {
      // It has ended, or this system has no such file: what was seen before stays.
      closed = true;
    }
  }

  /** The most so far, in bytes; empty where it is not known. */
  public OptionalLong bytes() {
    look();
    return peak < 0 ? OptionalLong.empty() : OptionalLong.of(peak);
  }

  @Override
  public void close() {
    closed = true;
  }
}
