package clickahead.cli.console;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

/** A bar with rate and time left on a terminal, once a task has lasted two seconds. */
public final class ProgressLine implements Progress {
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  private final Console console;
  private final String task;
  private final String unit;
  private final long unitSize;
  private final long start;
  private ProgressBar bar;

  /**
   * @param unit what is shown
   * @param unitSize how much of what is counted that is
   */
  public ProgressLine(Console console, String task, String unit, long unitSize) {
    this(console, task, unit, unitSize, System.nanoTime());
  }

  /**
   * Likewise.
   *
   * @param start when the task began, as {@link System#nanoTime} counts
   */
  public ProgressLine(Console console, String task, String unit, long unitSize, long start) {
    this.console = console;
    this.task = task;
    this.unit = unit;
    this.unitSize = unitSize;
    this.start = start;
  }

  @Override
  public void at(long done, long total) {
    if (bar == null) {
      long elapsed = System.nanoTime() - start;
      if (elapsed < PATIENCE || total != UNKNOWN && done >= total) {
        return;
      }
      bar = show(done, total, Duration.ofNanos(elapsed));
    }
    bar.maxHint(total);
    bar.stepTo(done);
  }

  private ProgressBar show(long done, long total, Duration elapsed) {
    int columns = Math.min(console.terminalColumns(), 100) - 1;
    ProgressBarBuilder builder =
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(total)
            .setUnit(unit.isEmpty() ? "" : " " + unit, unitSize)
            .startsFrom(done, elapsed)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(500)
            .clearDisplayOnFinish()
            .setConsumer(new ConsoleProgressBarConsumer(console.err(), columns));
    if (total == UNKNOWN) {
      builder.setRenderer((state, width) -> timed(state));
    } else {
      builder.showSpeed();
    }
    return builder.build();
  }

  /** Without a total there is nothing to fill a bar. */
  private static String timed(ProgressState state) {
    Duration elapsed = state.getTotalElapsed();
    return String.format(
        Locale.ROOT,
        "%s (%d:%02d:%02d)",
        state.getTaskName(),
        elapsed.toHours(),
        elapsed.toMinutesPart(),
        elapsed.toSecondsPart());
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
