package clickahead.cli.console;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;

/**
 * Where a command writes: results to stdout, progress and remarks to stderr.
 *
 * @param out for results
 * @param err for everything else
 * @param terminalColumns width of the terminal that stderr is; 0 where it is none
 */
public record Console(PrintStream out, PrintStream err, int terminalColumns) {
  private static final int COLUMNS_WITHOUT_TERMINAL = 100;
  private static final int FEWEST_COLUMNS = 60;

  /** The process's own; the launcher says whether stderr is a terminal. */
  public static Console ofProcess() {
    // The engine logs with System.Logger: one plain line on stderr, without the JDK's date line.
    if (System.getProperty("java.util.logging.SimpleFormatter.format") == null) {
      System.setProperty("java.util.logging.SimpleFormatter.format", "%5$s%6$s%n");
    }
    return new Console(System.out, System.err, Integer.getInteger("clickahead.columns", 0));
  }

  /** Columns that text may fill. */
  public int columns() {
    int columns = terminalColumns == 0 ? COLUMNS_WITHOUT_TERMINAL : terminalColumns;
    return Math.min(Math.max(columns, FEWEST_COLUMNS), COLUMNS_WITHOUT_TERMINAL);
  }

  /** Writes a line of the result. */
  public void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  /** Writes a remark. */
  public void remark(String format, Object... values) {
    err.println(String.format(Locale.ROOT, format, values));
  }

  /** Follows something that may take long. */
  public Progress progress(String task, String unit) {
    return terminalColumns == 0 ? Progress.NONE : new ProgressLine(this, task, unit, 1);
  }

  /** Follows the reading of a file whose size is known. */
  Progress progressOfBytes(String task) {
    return terminalColumns == 0 ? Progress.NONE : new ProgressLine(this, task, "MB", 1_000_000);
  }

  /** Stdout, for what writes characters. */
  public PrintWriter outWriter() {
    return new PrintWriter(out, true, out.charset());
  }

  /** Stderr, for what writes characters. */
  public PrintWriter errWriter() {
    return new PrintWriter(err, true, err.charset());
  }
}
