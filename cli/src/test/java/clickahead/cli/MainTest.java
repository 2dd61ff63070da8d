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
  void helpOfARecipeSaysWhatItReproducesAndWhatIsWrongWithIt() {
    assertThat(console.run("prepare", "--recipe", "rsc15", "--help")).isZero();
    assertThat(console.out())
        .startsWith("rsc15: RSC15: the clicks of the RecSys Challenge 2015")
        .contains("Known to be wrong: one pass", "min_item_support=5  items with fewer events");
    assertThat(console.run("prepare", "--recipe", "rsc16", "--help")).isEqualTo(2);
    assertThat(console.err()).startsWith("clickahead prepare: there is no recipe 'rsc16'.");
    assertThat(console.run("prepare", "--help")).isZero();
    assertThat(console.out()).contains("--recipe=NAME");
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
