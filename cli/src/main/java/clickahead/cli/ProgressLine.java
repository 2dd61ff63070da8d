package clickahead.cli;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar with rate and time left on a terminal, once a task has lasted two seconds. */
final class ProgressLine implements Progress {
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();

  private final Console console;
  private final String task;
  private final String unit;
  private final long start = System.nanoTime();
  private ProgressBar bar;

  ProgressLine(Console console, String task, String unit) {
    this.console = console;
    this.task = task;
    this.unit = unit;
  }

  @Override
  public void at(long done, long total) {
    if (bar == null) {
      long elapsed = System.nanoTime() - start;
      if (elapsed < PATIENCE || done >= total) {
        return;
      }
      bar = show(done, total, Duration.ofNanos(elapsed));
    }
    bar.maxHint(total);
    bar.stepTo(done);
  }

  private ProgressBar show(long done, long total, Duration elapsed) {
    int columns = Math.min(console.terminalColumns(), 100) - 1;
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(total)
        .setUnit(" " + unit, 1)
        .showSpeed()
        .startsFrom(done, elapsed)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500)
        .clearDisplayOnFinish()
        .setConsumer(new ConsoleProgressBarConsumer(console.err(), columns))
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
