package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Windows slide over a log whose habits change on the fourth day. */
class WindowsCommandTest {
  private static final long DAY = 86_400;

  @TempDir private Path folder;

  private final ConsoleOutput console = new ConsoleOutput();

  /** On days 0 to 3 b follows a, later c does; d is new on day 4. One session an hour. */
  private Path log() throws IOException {
    List<String> lines = new ArrayList<>(List.of("SessionId\tItemId\tTime"));
    for (int hour = 0; hour < 6 * 24; hour++) {
      long time = 10 * DAY + hour * 3600L;
      boolean late = hour >= 4 * 24;
      lines.add(hour + "\ta\t" + time);
      lines.add(hour + "\t" + (late ? "c" : "b") + "\t" + (time + 1));
      lines.add(hour + "\t" + (late ? "d" : "c") + "\t" + (time + 2));
    }
    return Files.write(folder.resolve("log.tsv"), lines);
  }

  private int windows(Path data, String... options) {
    List<String> command = new ArrayList<>(List.of("windows", data.toString()));
    command.addAll(List.of("--model", "markov-chain", "--train-days", "2", "--test-days", "1"));
    command.addAll(List.of(options));
    return console.run(command.toArray(String[]::new));
  }

  @Test
  void eachWindowIsTrainedAndMeasuredAndTheirMeanAndSpreadFollow() throws IOException {
    assertThat(windows(log(), "--json", "--at", "1")).as(console.err()).isZero();
    JsonNode json = new ObjectMapper().readTree(console.out());
    List<Double> recalls =
        json.path("windows")
            .valueStream()
            .map(w -> w.path("metrics").path("standard").path("recall@1").asDouble())
            .toList();
    // the test of day 2, of day 3, and of day 4 whose d is not known and whose c comes after b only
    assertThat(recalls).containsExactly(1.0, 1.0, 0.0);
    assertThat(json.path("windows").get(2).path("unknown_items").asInt()).isEqualTo(24);
    assertThat(json.path("windows").get(0).path("training_events").asInt()).isEqualTo(144);
    JsonNode summary = json.path("summary").path("model").path("standard").path("recall@1");
    assertThat(summary.path("mean").asDouble()).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(summary.path("standard_deviation").asDouble())
        .isCloseTo(Math.sqrt(1.0 / 3), within(1e-12));
  }

  @Test
  void aFolderIsTakenWholeWhateverItsParts() throws IOException {
    Path log = log();
    assertThat(windows(log)).as(console.err()).isZero();
    assertThat(console.out()).contains("mean").contains("standard deviation");
    String ofFile = console.out();
    Path shop = folder.resolve("shop");
    ConsoleOutput other = new ConsoleOutput();
    assertThat(
            other.run(
                "prepare",
                log.toString(),
                "--out",
                shop.toString(),
                "--test-days",
                "1",
                "--valid-days",
                "1"))
        .isZero();
    ConsoleOutput again = new ConsoleOutput();
    assertThat(
            again.run(
                "windows",
                shop.toString(),
                "--model",
                "markov-chain",
                "--train-days",
                "2",
                "--test-days",
                "1"))
        .isZero();
    assertThat(again.out()).isEqualTo(ofFile);
  }

  @Test
  void moreDaysThanTheLogHasAreAnError() throws IOException {
    Path log = log();
    assertThat(console.run("windows", log.toString(), "--train-days", "9", "--test-days", "1"))
        .isEqualTo(2);
    assertThat(console.err()).contains("no window fits").contains("Take fewer days");
  }

  /** A training as long as this one would not come to its end. */
  @Test
  void whatCannotBeMeasuredIsSaidBeforeTheTraining() throws IOException {
    String[] longest = {"--set", "n_epochs=1000000000", "--set", "layers=8"};
    for (String wrong : List.of("--events=second", "--candidates=none.txt", "--at=0")) {
      List<String> options = new ArrayList<>(List.of(longest));
      options.add(wrong);
      assertThat(gru4rec(console, log(), options.toArray(String[]::new))).isEqualTo(2);
      assertThat(console.err()).containsAnyOf("'second'", "no such file", "must be 1 or more");
      assertThat(console.out()).isEmpty();
    }
  }

  @Test
  void parametersComeFromAFileAndSetWins() throws IOException {
    Path config = Files.writeString(folder.resolve("train.yaml"), "n_epochs: 2\nlayers: [8]\n");
    Path log = log();
    String[] same = {"--set", "n_epochs=1", "--set", "layers=8"};
    ConsoleOutput byFile = new ConsoleOutput();
    ConsoleOutput bySet = new ConsoleOutput();
    assertThat(gru4rec(byFile, log, "--config", config.toString(), "--set", "n_epochs=1"))
        .as(byFile.err())
        .isZero();
    assertThat(gru4rec(bySet, log, same)).isZero();
    assertThat(byFile.out()).isEqualTo(bySet.out()).contains("gru4rec");
    assertThat(gru4rec(console, log, "--preset", "nosuch")).isEqualTo(2);
    assertThat(console.err()).contains("nosuch");
  }

  private static int gru4rec(ConsoleOutput console, Path log, String... options) {
    List<String> words = new ArrayList<>(List.of("windows", log.toString(), "--train-days", "2"));
    words.addAll(List.of("--test-days", "1", "--shift-days", "9"));
    words.addAll(List.of(options));
    return console.run(words.toArray(String[]::new));
  }

  @Test
  void warningsAreSaidOncePerKindAndStandInEachWindowsJson() throws IOException {
    assertThat(windows(log(), "--json", "--at", "1", "--candidates", "uniform:1")).isZero();
    assertThat(console.err())
        .containsOnlyOnce("targets were ranked among sampled candidates (uniform:1) only")
        .containsPattern("for model and [0-9.]+ among all items, ")
        .containsPattern("for markov-chain and [0-9.]+ among all items")
        .contains("warning: in window 1, and likewise in 2 others: ");
    JsonNode windows = new ObjectMapper().readTree(console.out()).path("windows");
    for (JsonNode window : windows) {
      assertThat(window.path("warnings").findValuesAsString("name")).contains("sampled_candidates");
    }
  }

  @Test
  void aPreparationThatChangedTheTaskIsPointedOut() throws IOException {
    Path shop = folder.resolve("shop");
    String[] prepare = {"--out", shop.toString(), "--min-item-support", "90"};
    List<String> words = new ArrayList<>(List.of("prepare", log().toString()));
    words.addAll(List.of(prepare));
    assertThat(new ConsoleOutput().run(words.toArray(String[]::new))).isZero();
    assertThat(windows(shop, "--json")).as(console.err()).isZero();
    assertThat(console.err()).contains("warning: the preparation removed");
    assertThat(
            new ObjectMapper()
                .readTree(console.out())
                .path("warnings")
                .get(0)
                .path("name")
                .asString())
        .isEqualTo("overzealous_preparation");
  }

  @Test
  void aPatternIsExplained() {
    assertThat(windows(folder.resolve("*.csv.gz"))).isEqualTo(2);
    assertThat(console.err()).contains("is a pattern").contains("clickahead prepare '");
  }

  @Test
  void anInterruptionShowsTheWindowsBeforeItAndEndsWith130() throws Exception {
    ProgramProcess.assumeInterruptible();
    List<String> words = new ArrayList<>(List.of("windows", log().toString(), "--json"));
    words.addAll(List.of("--train-days", "1", "--test-days", "1", "--set", "n_epochs=1500"));
    words.addAll(List.of("--set", "layers=8", "--set", "threads=1"));
    Process process = ProgramProcess.start(ProgramProcess.command(words.toArray(String[]::new)));
    List<String> err = new ArrayList<>();
    try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      while (line != null) {
        err.add(line);
        if (line.startsWith("window 2/4: training on ")) {
          ProgramProcess.interrupt(process);
        }
        line = reader.readLine();
      }
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(String.join("\n", err)).isEqualTo(130);
    assertThat(err)
        .anyMatch(line -> line.matches("interrupted in window [2-4] of 4; the figures .*"));
    assertThat(new ObjectMapper().readTree(out).path("windows").size()).isBetween(1, 3);
  }
}
