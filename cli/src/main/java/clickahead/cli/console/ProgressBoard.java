package clickahead.cli.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Progress of several tasks at the same time: a line for each on a terminal, once it has lasted two
 * seconds, and remarks above them. Tasks may run on threads of their own.
 */
public final class ProgressBoard implements AutoCloseable {
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
  private static final long BETWEEN_DRAWINGS = Duration.ofMillis(500).toNanos();
  private static final double NANOS = 1e9;
  private static final int BAR = 25;

  private static final String CLEAR_LINE = "\r\033[K";
  private static final String LINE_ABOVE = "\033[A";

  private final Console console;
  private final LongSupplier clock;
  private final List<Task> tasks = new ArrayList<>();
  private int drawn;
  private long lastDrawing;

  /** Several lines at the bottom of a console. */
  public ProgressBoard(Console console) {
    this(console, System::nanoTime);
  }

  /**
   * @param clock the time in nanoseconds
   */
  public ProgressBoard(Console console, LongSupplier clock) {
    this.console = console;
    this.clock = clock;
    lastDrawing = clock.getAsLong();
  }

  /** Follows a task. */
  public synchronized Progress task(String name, String unit) {
    if (console.terminalColumns() == 0) {
      return Progress.NONE;
    }
    Task task = new Task(name, unit);
    tasks.add(task);
    return task;
  }

  /** Writes a remark above the lines. */
  public synchronized void remark(String format, Object... values) {
    clear();
    console.remark(format, values);
  }

  /** Takes the lines away, of tasks that have not ended too; nothing follows but another close. */
  @Override
  public synchronized void close() {
    tasks.clear();
    clear();
  }

  private void clear() {
    if (drawn > 0) {
      console.err().print(CLEAR_LINE + (LINE_ABOVE + CLEAR_LINE).repeat(drawn - 1));
      console.err().flush();
      drawn = 0;
    }
  }

  private void draw(long now) {
    List<String> lines =
        tasks.stream().filter(task -> now - task.start >= PATIENCE).map(t -> t.line(now)).toList();
    clear();
    console.err().print(String.join("\n", lines));
    console.err().flush();
    drawn = lines.size();
    lastDrawing = now;
  }

  /** What one line says. */
  private final class Task implements Progress {
    private final String name;
    private final String unit;
    private final long start = clock.getAsLong();
    private long done;
    private long total;

    Task(String name, String unit) {
      this.name = name;
      this.unit = unit;
    }

    @Override
    public void at(long units, long of) {
      synchronized (ProgressBoard.this) {
        done = units;
        total = of;
        long now = clock.getAsLong();
        if (now - lastDrawing >= BETWEEN_DRAWINGS) {
          draw(now);
        }
      }
    }

    @Override
    public void close() {
      synchronized (ProgressBoard.this) {
        tasks.remove(this);
      }
    }

    /** Never wider than the terminal, which would make it two. */
    private String line(long now) {
      int full = total == 0 ? 0 : (int) (BAR * Math.min(done, total) / total);
      String line =
          String.format(
              Locale.ROOT,
              "%-22s [%s%s] %,d of %,d %s, %,.0f/s",
              name,
              "=".repeat(full),
              " ".repeat(BAR - full),
              done,
              total,
              unit,
              done / ((now - start) / NANOS));
      return line.substring(0, Math.min(line.length(), console.terminalColumns() - 1));
    }
  }
}
