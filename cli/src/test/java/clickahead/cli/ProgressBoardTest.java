package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.cli.console.Console;
import clickahead.cli.console.Progress;
import clickahead.cli.console.ProgressBoard;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a terminal shows of tasks side by side. */
class ProgressBoardTest {
  private static final int COLUMNS = 70;
  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now = 77 * SECOND;

  private ProgressBoard board(int columns) {
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(OutputStream.nullOutputStream());
    return new ProgressBoard(new Console(out, err, columns), () -> now);
  }

  /** The lines that a terminal shows, which knows as much as it must. */
  private List<String> screen() {
    List<StringBuilder> lines = new ArrayList<>(List.of(new StringBuilder()));
    int row = 0;
    int column = 0;
    String text = bytes.toString(StandardCharsets.UTF_8);
    for (int at = 0; at < text.length(); at++) {
      if (text.startsWith("\033[K", at)) {
        lines.get(row).setLength(column);
        at += 2;
      } else if (text.startsWith("\033[A", at)) {
        row--;
        at += 2;
      } else if (text.charAt(at) == '\r') {
        column = 0;
      } else if (text.charAt(at) == '\n') {
        row++;
        column = 0;
        if (row == lines.size()) {
          lines.add(new StringBuilder());
        }
      } else {
        lines.get(row).insert(column++, text.charAt(at));
        assertThat(column).as("within the terminal").isLessThan(COLUMNS);
      }
    }
    return lines.stream().map(StringBuilder::toString).filter(line -> !line.isEmpty()).toList();
  }

  @Test
  void eachTaskHasALineAndRemarksStandAboveThem() {
    try (ProgressBoard board = board(COLUMNS)) {
      Progress first = board.task("trial 1, epoch 1/10", "events");
      now += SECOND;
      first.at(10, 1000);
      assertThat(screen()).as("not yet two seconds").isEmpty();
      Progress second = board.task("trial 2, epoch 3/10", "events");
      now += 2 * SECOND;
      first.at(300, 1000);
      second.at(500, 1000);
      assertThat(screen()).hasSize(2);
      now += SECOND;
      second.at(600, 1000);
      assertThat(screen().getFirst())
          .isEqualTo("trial 1, epoch 1/10    [=======                  ] 300 of 1,000 event");
      assertThat(screen().getLast())
          .startsWith("trial 2, epoch 3/10    [===============          ");
      board.remark("trial %d: done", 9);
      assertThat(screen()).containsExactly("trial 9: done");
      first.close();
      now += SECOND;
      second.at(1000, 1000);
      assertThat(screen()).hasSize(2).startsWith("trial 9: done");
      assertThat(screen().getLast())
          .startsWith("trial 2, epoch 3/10    [=========================]");
      second.close();
    }
    assertThat(screen()).containsExactly("trial 9: done");
  }

  @Test
  void nothingIsLeftOfTasksThatWereInterrupted() {
    ProgressBoard board = board(COLUMNS);
    Progress task = board.task("trial 1, epoch 1/10", "events");
    board.task("trial 2, epoch 1/10", "events");
    now += 3 * SECOND;
    task.at(10, 1000);
    task.close();
    assertThat(screen()).hasSize(2);
    board.close();
    board.close();
    assertThat(screen()).isEmpty();
  }

  @Test
  void withoutATerminalThereAreOnlyRemarks() {
    try (ProgressBoard board = board(0)) {
      Progress task = board.task("trial 1", "events");
      now += 10 * SECOND;
      task.at(1, 2);
      board.remark("one of %d", 2);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("one of 2" + System.lineSeparator());
  }
}
