package clickahead.cli.console;

/** Shows how far the reading of a log is: a bar for each step that takes longer. */
public final class ReadingProgress implements clickahead.prepare.Progress, AutoCloseable {
  private final Console console;
  private final Said said;
  private Progress bar = Progress.NONE;
  private long total;
  private long done;

  /** What is said on lines of its own, whatever time it takes. */
  public enum Said {
    NOTHING,
    FILES,
    STEPS
  }

  /** Follows what a preparation reads. */
  public ReadingProgress(Console console, Said said) {
    this.console = console;
    this.said = said;
  }

  @Override
  public synchronized void step(String step) {
    begin(step, console.progress(step, ""), Progress.UNKNOWN, said == Said.STEPS);
  }

  @Override
  public synchronized void step(String step, long bytes) {
    begin(step, console.progressOfBytes(step), bytes, said != Said.NOTHING);
  }

  private void begin(String step, Progress next, long size, boolean says) {
    bar.close();
    if (says) {
      console.remark("%s", step);
    }
    bar = next;
    total = size;
    done = 0;
  }

  @Override
  public synchronized void at(double share) {
    if (total == Progress.UNKNOWN) {
      // Of a step's statements it is not known how many are still to come.
      bar.at(0, total);
      return;
    }
    done = Math.max(done, Math.min(total, (long) (share * total)));
    bar.at(done, total);
  }

  @Override
  public synchronized void close() {
    bar.close();
    bar = Progress.NONE;
  }
}
