package clickahead.prepare;

import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C while a preparation runs: the running statement is ended, and the process does not go
 * before the work folder has. To be opened before the folder, so that it is closed after it.
 */
final class Interruption implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupt, "interrupt preparation");
  private volatile Database database;
  private volatile boolean interrupted;

  Interruption() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Names the database whose statement is to be ended. */
  void cancels(Database running) {
    database = running;
  }

  private void interrupt() {
    interrupted = true;
    Database running = database;
    if (running != null) {
      running.cancel();
    }
    try {
      // what is not gone by then, the next run removes
      boolean gone = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!gone) {
        System.err.println("the work folder could not be removed in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Did somebody interrupt?
   *
   * @throws InterruptedIOException if so
   */
  void check() throws InterruptedIOException {
    if (interrupted) {
      throw new InterruptedIOException("interrupted; nothing was written");
    }
  }

  @Override
  public void close() {
    ended.countDown();
    if (!interrupted) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The process is going down at this moment; the hook finds that all has ended.
        return;
      }
    }
  }
}
