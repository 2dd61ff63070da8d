package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.Dataset;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Logs that are split in the field's other ways: what is trained on, what is measured. */
class OtherSplitsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private ConsoleOutput run(String... command) {
    ConsoleOutput console = new ConsoleOutput();
    assertThat(console.run(command)).as(console.err()).isZero();
    return console;
  }

  private Path write(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  /** Prepares the log, trains a baseline and measures it. */
  private JsonNode measured(Path log, String... options) {
    Path data = folder.resolve("data");
    Path model = folder.resolve("some.model");
    List<String> prepare =
        new ArrayList<>(List.of("prepare", log.toString(), "--out", data.toString()));
    prepare.addAll(List.of(options));
    run(prepare.toArray(String[]::new));
    run("train", data.toString(), "--model", "markov-chain", "--out", model.toString());
    return JSON.readTree(run("evaluate", model.toString(), data.toString(), "--json").out());
  }

  private static List<String> warnings(JsonNode json) {
    return json.path("warnings").valueStream().map(w -> w.path("name").asString()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "leave-one-out      | true",
        "within:0.6,0.2,0.2 | true",
        "random:0.6,0.2,0.2 | true",
        "time:0.6,0.2,0.2   | false"
      })
  void whatCameBeforeIsGivenAndOnlyTheTestsOwnEventsAreMeasured(String how, boolean leaks)
      throws IOException {
    SplittableRandom random = new SplittableRandom(4);
    List<String> lines = new ArrayList<>(List.of("user,item,time"));
    for (int s = 0; s < 50; s++) {
      for (int e = 0; e < 10; e++) {
        lines.add("u%d,i%d,%d".formatted(s, random.nextInt(5), 1000 * s + 10 * e));
      }
    }
    JsonNode json = measured(write("log.csv", lines), "--session-column", "user", "--split", how);
    Dataset dataset = Dataset.open(folder.resolve("data"));
    SessionLog test = dataset.test().orElseThrow();
    long expected = 0;
    for (int s = 0; s < test.sessions(); s++) {
      expected += test.length(s) - Math.max(1, test.history(s));
    }
    assertThat(json.path("events").asLong()).isEqualTo(expected);
    if (how.startsWith("leave")) {
      assertThat(expected).isEqualTo(50);
      assertThat(dataset.trainFull().orElseThrow().events()).isEqualTo(450);
    }
    assertThat(warnings(json).contains("leak_through_time")).isEqualTo(leaks);
  }

  @Test
  void theHistoryDecidesWhichItemIsPredicted() throws IOException {
    JsonNode json =
        measured(
            write(
                "log.csv",
                List.of(
                    "user,item,time",
                    "u,y,1",
                    "u,z,2",
                    "u,y,3",
                    "u,z,4",
                    "u,a,5",
                    "u,b,6",
                    "x,a,1",
                    "x,b,2",
                    "x,y,3",
                    "x,z,4")),
            "--session-column",
            "user",
            "--split",
            "leave-one-out");
    assertThat(json.path("events").asLong()).isEqualTo(2);
    // u: a -> b is known from x; x: y -> z is known from u
    assertThat(json.path("metrics").path("standard").path("recall@1").asDouble()).isEqualTo(1);
  }

  @Test
  void aLeakOfTheValidPartIsOneOfTheTrainingToo() throws IOException {
    long day = 86_400;
    JsonNode json =
        measured(
            write(
                "log.csv",
                List.of(
                    "session,item,time",
                    "old,a," + day,
                    "old,b," + (day + 1),
                    "valid,a," + (8 * day),
                    "valid,b," + (9 * day + 500),
                    "test,a," + (9 * day + 100),
                    "test,b," + (10 * day))),
            "--test-days",
            "1",
            "--valid-days",
            "1");
    assertThat(warnings(json)).contains("leak_through_time");
    assertThat(json.path("warnings").toString()).contains("1 of 2 training sessions (50.0 %)");
  }
}
