package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.cli.clicks.DataWarnings;
import clickahead.data.Dataset;
import clickahead.eval.Warning;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which preparations change the task, and which do not. */
class DataWarningsTest {
  @TempDir private Path folder;

  /** A log of 10 sessions of 4 events over 4 items, of one-click sessions, and rare items. */
  private Optional<Warning> prepared(int oneClick, int rare, String... options) throws IOException {
    List<String> lines = new ArrayList<>(List.of("session,item,time"));
    for (int i = 0; i < 40; i++) {
      lines.add("s" + i / 4 + ",i" + i % 4 + "," + (1000 + i));
    }
    for (int i = 0; i < oneClick; i++) {
      lines.add("one" + i + ",i" + i % 4 + "," + (2000 + i));
    }
    for (int i = 0; i < rare; i++) {
      lines.add("s" + i % 10 + ",rare" + i + ",3000");
    }
    Path log = Files.write(folder.resolve("log.csv"), lines);
    List<String> words =
        new ArrayList<>(
            List.of("prepare", log.toString(), "--out", folder.resolve("shop").toString()));
    words.addAll(List.of(options));
    ConsoleOutput console = new ConsoleOutput();
    assertThat(console.run(words.toArray(String[]::new))).as(console.err()).isZero();
    return DataWarnings.preparation(Dataset.open(folder.resolve("shop")).record());
  }

  @Test
  void manySessionsOfOneClickAreNoReasonToWarn() throws IOException {
    assertThat(prepared(400, 0)).isEmpty();
  }

  @Test
  void manyRareItemsAreOneAndTheirStepIsNamed() throws IOException {
    Warning warning = prepared(400, 30, "--min-item-support", "5").orElseThrow();
    assertThat(warning.name()).isEqualTo("overzealous_preparation");
    assertThat(warning.found())
        .isEqualTo(
            "the preparation removed 42.9 % of the log's events, one-click sessions aside, as rare"
                + " items (fewer than 5 events)");
  }

  @Test
  void moreThanTheUsualFiltersAreOneHoweverLittleTheyRemove() throws IOException {
    assertThat(prepared(0, 2, "--min-item-support", "6").orElseThrow().found())
        .contains("4.8 % of the log's events, one-click sessions aside, as rare items");
  }
}
