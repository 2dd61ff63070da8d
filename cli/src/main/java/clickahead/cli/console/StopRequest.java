package clickahead.cli.console;

import java.util.concurrent.CountDownLatch;

/**
 * Lets Ctrl-C (or a termination signal) ask a long task to come to a good end. While this is open,
 * the JVM does not go down before the task has noticed {@link #isRequested} and closed it; then it
 * ends with 130 (or 143).
 */
public final class StopRequest implements AutoCloseable {
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::request, "stop-request");
  private volatile Runnable action;
  private volatile boolean requested;

  private StopRequest(Runnable action) {
    this.action = action;
  }

  /**
   * From now on an interrupt runs the action, which must make the task end soon.
   *
   * @param action called once, from another thread
   */
  public static StopRequest onInterrupt(Runnable action) {
    StopRequest stop = new StopRequest(action);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  /** From now on another action; taken at once if an interrupt has come already. */
  public void act(Runnable other) {
    action = other;
    if (requested) {
      other.run();
    }
  }

  /** Whether Ctrl-C or a signal asked for the end. */
  public boolean isRequested() {
    return requested;
  }

  private void request() {
    requested = true;
    action.run();
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
