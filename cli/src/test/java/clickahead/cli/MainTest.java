package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MainTest {
  private final ConsoleOutput console = new ConsoleOutput();

  @Test
  void withoutACommandItShowsTheHelp() {
    assertThat(console.run()).isZero();
    assertThat(console.out()).startsWith("Usage: clickahead ").contains("Examples:");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void helpIsAResultAndGoesToStdout() {
    assertThat(console.run("--help")).isZero();
    assertThat(console.out()).startsWith("Usage: clickahead ");
    assertThat(console.err()).isEmpty();
  }

  @Test
  void anUnknownCommandIsWrongUse() {
    assertThat(console.run("trian")).isEqualTo(2);
    assertThat(console.err())
        .startsWith("clickahead: Unmatched argument at index 0: 'trian'")
        .endsWith("Try 'clickahead --help'.\n");
    assertThat(console.out()).isEmpty();
  }
}
