package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that looks at events and sessions takes no log that does not tell what it looks at. */
class EventFeaturesMissingTest {
  private static final long SEED = 5;
  private static final List<String> COLUMNS = List.of("type", "price", "country");

  @TempDir private static Path folder;
  private static Path model;

  private final ConsoleOutput console = new ConsoleOutput();

  @BeforeAll
  static void train() throws IOException {
    Path shop = prepared("shop", COLUMNS);
    model = folder.resolve("shop.model");
    ConsoleOutput.succeeding(
        "train",
        "" + shop,
        "--model=gru4recf",
        "--out=" + model,
        "--set=selected_features=event:type/event:price:bucketed:4/event:dwell/session:country",
        "--set=epochs=1",
        "--set=threads=1");
  }

  /** A data set whose events have only some of the columns. */
  private static Path prepared(String name, List<String> columns) throws IOException {
    SplittableRandom random = new SplittableRandom(SEED);
    List<String> lines = new ArrayList<>();
    lines.add(
        "session,item,time" + columns.stream().map(c -> "," + c).collect(Collectors.joining()));
    for (int event = 0; event < 120; event++) {
      String line = event / 3 + ",a" + random.nextInt(9) + "," + (1_700_000_000L + 40L * event);
      List<String> values =
          List.of("t" + random.nextInt(4), "" + random.nextInt(50), "c" + event / 60);
      for (String column : columns) {
        line += "," + values.get(COLUMNS.indexOf(column));
      }
      lines.add(line);
    }
    Path log = Files.write(folder.resolve(name + ".csv"), lines);
    Path out = folder.resolve(name);
    List<String> command = new ArrayList<>(List.of("prepare", "" + log, "--out=" + out));
    List<String> ofEvents = columns.stream().filter(c -> !c.equals("country")).toList();
    if (!ofEvents.isEmpty()) {
      command.add("--event-features=" + String.join(",", ofEvents));
    }
    if (columns.contains("country")) {
      command.add("--session-features=country");
    }
    ConsoleOutput.succeeding(command.toArray(String[]::new));
    return out;
  }

  private void refused(String message, String... command) {
    assertThat(console.run(command)).as(Arrays.toString(command)).isEqualTo(2);
    assertThat(console.err()).contains(message);
    assertThat(folder.resolve("newer.model")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"type, event", "price, event", "country, session"})
  void whatTheNewLogLacksIsNamedBeforeAModelGoesOn(String column, String kind) throws IOException {
    List<String> others = COLUMNS.stream().filter(c -> !c.equals(column)).toList();
    Path newer = prepared("no-" + column, others);
    String message =
        "%s: no %s column '%s', which selected_features asks for"
            .formatted(newer.resolve("train.safetensors"), kind, column);
    refused(
        message, "train", "" + newer, "--from=" + model, "--out=" + folder.resolve("newer.model"));
  }

  @Test
  void logWithoutTimesTellsNoDwellTimes() throws IOException {
    Path shop = prepared("timed", List.of());
    Path lists = folder.resolve("lists.txt");
    Files.write(lists, List.of("a1 a2 a3", "a2 a3", "a4 a1 a5 a2"));
    Path untimed = folder.resolve("lists");
    ConsoleOutput.succeeding("prepare", "" + lists, "--session-list", "--out=" + untimed);
    Path dwells = folder.resolve("dwells.model");
    String features = "--set=selected_features=event:dwell";
    String[] train = {"train", "" + shop, "--model=gru4recf", features, "--set=epochs=1"};
    String[] rest = {"--out=" + dwells, "--set=threads=1"};
    ConsoleOutput.succeeding(Stream.of(train, rest).flatMap(Arrays::stream).toArray(String[]::new));
    String message =
        untimed.resolve("train.safetensors")
            + ": event:dwell needs times, and the log has none. Prepare a log with times of day, or"
            + " train a model that does not look at them";
    String out = "--out=" + folder.resolve("newer.model");
    refused(message, "train", "" + untimed, "--from=" + dwells, out);
    refused(message, "train", "" + untimed, "--model=gru4recf", features, out);
    refused("needs times", "evaluate", "" + dwells, "" + lists, "--session-list");
  }

  /** A checkpoint goes on with the log that it was begun with, whatever else another one lacks. */
  @Test
  void interruptedTrainingGoesOnWithNoLogThatLacksColumns() throws Exception {
    Path begun = prepared("begun", COLUMNS);
    Path out = folder.resolve("begun.model");
    String[] command = {
      "train",
      "" + begun,
      "--model=gru4recf",
      "--out=" + out,
      "--json",
      "--set=selected_features=event:type/event:dwell",
      "--set=epochs=1000000"
    };
    Process training = ProgramProcess.start(ProgramProcess.command(command));
    try (BufferedReader lines = training.inputReader(StandardCharsets.UTF_8)) {
      assertThat(lines.readLine()).contains("\"epoch\":1,");
    } finally {
      training.destroyForcibly().waitFor();
    }
    Path lacking = prepared("lacking", List.of("price", "country"));
    refused("are not those that " + out, "train", "" + lacking, "--resume", "--out=" + out);
  }
}
