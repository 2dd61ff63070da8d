package clickahead.cli;

import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C (or a termination signal) ask a long task to come to a good end. While this is open,
 * the JVM does not go down before the task has noticed {@link #isRequested} and closed it; then it
 * ends with 130 (or 143).
 */
final class StopRequest implements AutoCloseable {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::request, "stop-request");
  private volatile boolean requested;

  private StopRequest() {}

  static StopRequest onInterrupt() {
    StopRequest stop = new StopRequest();
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  boolean isRequested() {
    return requested;
  }

  private void request() {
    requested = true;
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (requested) {
      ended.countDown();
    } else {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM goes down already: the hook waits for nothing more.
        ended.countDown();
      }
    }
  }
}
