package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Timing, tuning and comparing models that look at columns of events and sessions. */
class EventFeatureToolsTest {
  private static final String FEATURES =
      "--set=selected_features=event:type/event:tags:token_seq/event:dwell/session:country";

  @TempDir private static Path folder;
  private static Path log;

  private final ConsoleOutput console = new ConsoleOutput();

  @BeforeAll
  static void writeLog() throws IOException {
    List<String> lines = new ArrayList<>(List.of("session,item,time,type,tags,country"));
    for (int event = 0; event < 120; event++) {
      lines.add(
          "%d,a%d,%d,t%d,x y%d,c%d"
              .formatted(
                  event / 3,
                  event % 5,
                  1_700_000_000L + 20_000L * event,
                  event % 4,
                  event % 3,
                  event % 2));
    }
    log = Files.write(folder.resolve("log.csv"), lines);
  }

  private void run(int expected, String... command) {
    assertThat(console.run(command)).as(console.err()).isEqualTo(expected);
  }

  private Path prepared(String name, String... more) {
    Path out = folder.resolve(name);
    List<String> command =
        new ArrayList<>(
            List.of("prepare", "" + log, "--out=" + out, "--valid-days=4", "--test-days=4"));
    command.addAll(List.of(more));
    run(0, command.toArray(String[]::new));
    return out;
  }

  @Test
  void answersAreTimedWithWhatTheLogKnows() {
    Path model = folder.resolve("timed.model");
    String[] train = {
      "train", "" + log, "--model=gru4recf", "--out=" + model, FEATURES, "--set=epochs=1"
    };
    run(0, train);
    run(0, "latency", "" + model, "" + log, "--answers=40", "--json");
    assertThat(console.out()).contains("\"answers\":40");
    Path plain = prepared("plain", "--event-features=tags");
    run(2, "latency", "" + model, "" + plain, "--answers=40");
    assertThat(console.err())
        .contains(plain.resolve("test.safetensors") + ": no event column 'type'", "(found: tags)");
  }

  @Test
  void studyReadsTheColumnsThatItsTrialsLookAt() throws IOException {
    Path space = folder.resolve("space.yaml");
    Files.writeString(
        space, "selected_features: [event:type, 'event:tags:token_seq/session:country']\n");
    String[] tune = {
      "tune",
      "" + log,
      "--valid-data=" + log,
      "--model=gru4recf",
      "--space=" + space,
      "--set=epochs=1",
      "--set=threads=1",
      "--sampler=exhaustive",
      "--out=" + folder.resolve("some.study")
    };
    run(0, tune);
    Files.writeString(space, "selected_features: [event:type, event:kind]\n");
    tune[tune.length - 1] = "--out=" + folder.resolve("other.study");
    run(2, tune);
    assertThat(console.err()).contains("log.csv:1: no column 'kind' (found: session, item, time");
    tune[1] = "" + prepared("typed", "--event-features=type");
    tune[2] = "--metric=mrr@5";
    run(2, tune);
    assertThat(console.err()).contains("no event column 'kind'", "(found: type)");
    assertThat(folder.resolve("other.study")).doesNotExist();
  }

  @Test
  void comparisonThatLacksAColumnEndsBeforeItBegins() {
    Path shop = prepared("compared", "--event-features=type,tags");
    Path out = folder.resolve("contest");
    run(2, "compare", "" + shop, "--models=popularity,gru4recf", FEATURES, "--out=" + out);
    assertThat(console.err())
        .contains("gru4recf: " + shop.resolve("train.safetensors"), "no session column 'country'");
    assertThat(out).doesNotExist();
  }
}
