package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
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
}
