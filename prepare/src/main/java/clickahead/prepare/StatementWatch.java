package clickahead.prepare;

/** Tells how far the running statement of a database is, until it is closed. */
final class StatementWatch implements AutoCloseable {
  private static final long MILLIS = 200;
  private final Thread thread;

  private StatementWatch(Thread thread) {
    this.thread = thread;
  }

  static StatementWatch of(Database database, Progress progress) {
    return new StatementWatch(
        Thread.ofVirtual()
            .name("statement watch")
            .start(
                () -> {
                  while (!Thread.currentThread().isInterrupted()) {
                    double share = database.share();
                    if (share >= 0) {
                      progress.at(share);
                    }
                    try {
                      Thread.sleep(MILLIS);
                    } catch (InterruptedException e) {
                      return;
                    }
                  }
                }));
  }

  /** Nothing is told any more when it returns. */
  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
