package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/** Early stopping of a training that has two phases, and of one that cannot be measured. */
class PhasesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();
  private Path shop;

  @BeforeEach
  void prepare() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int session = 0; session < 120; session++) {
      int item = session * 7 % 20;
      lines.add(
          "i%d i%d i%d i%d".formatted(item, (item + 1) % 20, (item + 2) % 20, (item + 3) % 20));
    }
    Path log = Files.write(folder.resolve("sessions.txt"), lines);
    shop = folder.resolve("shop");
    String[] prepare = {"prepare", "" + log, "--session-list", "--valid-lines", "30", "--out"};
    run(command(prepare, "" + shop));
  }

  private void run(String... command) {
    assertThat(console.run(command)).as(console.err()).isZero();
  }

  private static String[] command(String[] words, String... more) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  /** The first phase learns nothing; the second at a rate of its own. */
  private String[] train(String rate, Path out) {
    return command(
        "train SHOP --model gru4rec-seq --set learning_rate=1e-30 --set epochs=10 --set threads=1"
            .concat(" --set fine_tune=1/4 --set fine_tune_epochs=10 --set embedding_size=8")
            .concat(" --set hidden_size=8 --set train_batch_size=16 --valid mrr@5 --patience 2")
            .replace("SHOP", "" + shop)
            .split(" "),
        "--set",
        "fine_tune_learning_rate=" + rate,
        "--out",
        "" + out,
        "--json");
  }

  private List<Integer> epochs() {
    return console.out().lines().map(line -> JSON.readTree(line).path("epoch").asInt()).toList();
  }

  @Test
  void eachPhaseHasItsOwnPatience() {
    Path out = folder.resolve("still.model");
    run(train("1e-30", out));
    assertThat(epochs()).containsExactly(1, 2, 3, 11, 12, 13);
    assertThat(console.err())
        .contains("no better epoch since 1; the next phase begins with epoch 11")
        .contains("the model of epoch 1, the best of 6 by mrr@5");
    run(train("0.05", out));
    List<Integer> epochs = epochs();
    assertThat(epochs).startsWith(1, 2, 3, 11, 12).hasSizeGreaterThan(6);
    assertThat(console.err()).containsPattern("the model of epoch (1[1-9]|20), the best of");
  }

  /** Far too large a rate makes epochs differ; the fine-tuning then changes nothing. */
  @Test
  void theSecondPhaseGoesOnWithTheBestModelOfTheFirst() {
    Path out = folder.resolve("tuned.model");
    String[] settings = {"learning_rate=0.7", "epochs=9", "fine_tune_epochs=1"};
    List<String> all = new ArrayList<>(List.of(train("1e-30", out)));
    for (String setting : settings) {
      all.addAll(List.of("--set", setting));
    }
    run(all.toArray(String[]::new));
    List<Double> values =
        console.out().lines().map(line -> JSON.readTree(line).path("mrr@5").asDouble()).toList();
    List<Double> before = values.subList(0, values.size() - 1);
    assertThat(before.getLast()).isLessThan(Collections.max(before));
    assertThat(values.getLast()).isEqualTo(Collections.max(before));
    int best = before.indexOf(Collections.max(before)) + 1;
    assertThat(console.err())
        .contains("goes on with the model of epoch " + best + ", the best so far")
        .contains("the model of epoch " + best + ", the best of " + values.size());
  }

  @Test
  void aTrainingThatWasKilledInItsSecondPhaseGoesOnThere() throws Exception {
    Path whole = folder.resolve("whole.model");
    Path killed = folder.resolve("killed.model");
    run(train("1e-30", whole));
    Process training = ProgramProcess.start(ProgramProcess.command(train("1e-30", killed)));
    try (var out = training.inputReader(StandardCharsets.UTF_8)) {
      String line = out.readLine();
      while (line != null && !line.contains("\"epoch\":11,")) {
        line = out.readLine();
      }
      assertThat(line).isNotNull();
    } finally {
      training.destroyForcibly().waitFor();
    }
    // It may have ended before it was killed; where it did not, two epochs are to come, or one.
    if (Files.exists(folder.resolve("killed.model.checkpoint"))) {
      run("train", "" + shop, "--resume", "--out", "" + killed, "--json");
      assertThat(epochs()).isIn(List.of(12, 13), List.of(13));
    }
    assertThat(ModelBits.of(killed)).isEqualTo(ModelBits.of(whole));
  }

  @Test
  void whatCannotBeMeasuredIsRefusedBeforeItIsTrained() {
    Path out = folder.resolve("teacher.model");
    String[] teacher = {
      "train", "" + shop, "--model", "narm", "--set", "reverse=true", "--out", "" + out
    };
    for (String[] measured :
        List.of(
            new String[] {"--validate"},
            new String[] {"--valid", "mrr@5"},
            new String[] {"--test", folder.resolve("sessions.txt") + "", "--session-list"})) {
      assertThat(console.run(command(teacher, measured))).isEqualTo(2);
      assertThat(console.err())
          .contains("reverse=true looks at sessions from the last click")
          .hasLineCount(1);
      assertThat(console.out()).isEmpty();
      assertThat(out).doesNotExist();
    }
  }
}
