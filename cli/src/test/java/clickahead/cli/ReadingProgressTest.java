package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.cli.console.Console;
import clickahead.cli.console.Progress;
import clickahead.cli.console.ProgressLine;
import clickahead.cli.console.ReadingProgress;
import clickahead.cli.console.ReadingProgress.Said;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is seen while a log is read. */
class ReadingProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(int terminalColumns) {
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new Console(stream, stream, terminalColumns);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"NOTHING, 0", "FILES, 1", "STEPS, 2"})
  void withoutATerminalThereAreOnlyTheLinesThatAreWanted(Said said, int lines) {
    try (ReadingProgress progress = new ReadingProgress(console(0), said)) {
      progress.step("reading log.csv", 5_000_000);
      progress.at(0.5);
      progress.step("numbering sessions");
      progress.at(0.25);
    }
    assertThat(said().lines()).hasSize(lines);
  }

  @Test
  void aStepThatIsShortShowsNoBar() {
    try (ReadingProgress progress = new ReadingProgress(console(100), Said.NOTHING)) {
      progress.step("reading log.csv", 5_000_000);
      progress.at(0.5);
    }
    assertThat(said()).isEmpty();
  }

  private static final long THREE_SECONDS = 3_000_000_000L;

  @Test
  void aFileThatTakesLongerShowsABarWithItsSize() {
    long start = System.nanoTime() - THREE_SECONDS;
    try (ProgressLine line = new ProgressLine(console(100), "reading a", "MB", 1_000_000, start)) {
      line.at(2_500_000, 5_000_000);
    }
    assertThat(said()).contains("reading a").contains("50%").contains("2/5 MB").contains("0:00:03");
  }

  @Test
  void whereTheWholeIsNotKnownTheTimeIsShown() {
    long start = System.nanoTime() - THREE_SECONDS;
    try (ProgressLine line = new ProgressLine(console(100), "numbering", "", 1, start)) {
      line.at(0, Progress.UNKNOWN);
    }
    assertThat(said()).contains("numbering (0:00:03)").doesNotContain("%");
  }
}
