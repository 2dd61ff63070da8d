package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** A console that keeps what a command writes. */
final class ConsoleOutput {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(
          new PrintStream(out, true, StandardCharsets.UTF_8),
          new PrintStream(err, true, StandardCharsets.UTF_8),
          0);

  /** What a command wrote that must end well. */
  static ConsoleOutput succeeding(String... command) {
    return ending(0, command);
  }

  /** What a command wrote that must end with this code. */
  static ConsoleOutput ending(int code, String... command) {
    ConsoleOutput console = new ConsoleOutput();
    assertThat(console.run(command)).as(console.err()).isEqualTo(code);
    return console;
  }

  /** Runs a command and returns its exit code. */
  int run(String... args) {
    out.reset();
    err.reset();
    return Main.run(console, args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
