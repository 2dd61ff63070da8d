package clickahead.cli.console;

/** Shows how far a task is. Calls come from one thread at a time. */
public interface Progress extends AutoCloseable {
  /** A total that is not known: only the time that has passed is shown. */
  long UNKNOWN = -1;

  /** Shows nothing. */
  Progress NONE =
      new Progress() {
        @Override
        public void at(long done, long total) {}

        @Override
        public void close() {}
      };

  /**
   * The task has come so far.
   *
   * @param done units done, never less than in the call before
   * @param total units in all, or {@link #UNKNOWN}
   */
  void at(long done, long total);

  /** The task has ended; what was shown of it disappears. */
  @Override
  void close();
}
