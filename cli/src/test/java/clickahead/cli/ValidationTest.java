package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Validation, early stopping, and which model is kept. */
class ValidationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int VALID = 60;

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();
  private Path shop;
  private Path valid;

  /** Sessions that walk through the items, with a stumble now and then. */
  @BeforeEach
  void prepare() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> lines = new ArrayList<>();
    for (int session = 0; session < 260; session++) {
      int item = random.nextInt(40);
      StringBuilder line = new StringBuilder("i" + item);
      for (int click = 1 + random.nextInt(6); click > 0; click--) {
        item = random.nextInt(3) == 0 ? random.nextInt(40) : (item + 1) % 40;
        line.append(" i").append(item);
      }
      lines.add(line.toString());
    }
    Path log = Files.write(folder.resolve("sessions.txt"), lines);
    valid = folder.resolve("valid.txt");
    Files.write(valid, lines.subList(lines.size() - VALID, lines.size()));
    shop = folder.resolve("shop");
    String lastLines = Integer.toString(VALID);
    run(
        "prepare",
        log.toString(),
        "--session-list",
        "--valid-lines",
        lastLines,
        "--out",
        "" + shop);
  }

  private void run(String... command) {
    assertThat(console.run(command)).as(console.err()).isZero();
  }

  private List<JsonNode> train(Path model, String... more) {
    List<String> command =
        new ArrayList<>(List.of("train", shop.toString(), "--out", model.toString(), "--json"));
    for (String setting : List.of("layers=16", "n_sample=16", "threads=2", "learning_rate=0.3")) {
      command.addAll(List.of("--set", setting));
    }
    command.addAll(List.of(more));
    run(command.toArray(String[]::new));
    return console.out().lines().map(JSON::readTree).toList();
  }

  private double evaluated(Path model, String metric, String k) {
    run("evaluate", "" + model, "" + valid, "--session-list", "--at", k, "--json");
    JsonNode metrics = JSON.readTree(console.out()).path("metrics").path("conservative");
    return metrics.path(metric + "@" + k).asDouble();
  }

  @Test
  void theFileHoldsTheBestEpochAndTrainingStopsOncePatienceIsOver() {
    Path model = folder.resolve("best.model");
    List<JsonNode> epochs =
        train(model, "--valid", "mrr@5", "--patience", "3", "--set", "n_epochs=100");
    double best = 0;
    int bestEpoch = 0;
    for (JsonNode epoch : epochs) {
      double value = epoch.path("mrr@5").asDouble(-1);
      assertThat(epoch.path("best").asBoolean()).isEqualTo(value > best);
      bestEpoch = value > best ? epoch.path("epoch").asInt() : bestEpoch;
      best = Math.max(best, value);
    }
    assertThat(epochs).hasSizeLessThan(100).hasSize(bestEpoch + 3);
    assertThat(console.err())
        .contains("saved %s: the model of epoch %d, the best of".formatted(model, bestEpoch));
    assertThat(evaluated(model, "mrr", "5")).isEqualTo(best);
    Path checkpoint = folder.resolve("best.model.checkpoint");
    assertThat(checkpoint).doesNotExist();
  }

  @Test
  void everyNthEpochIsMeasuredAndTheLastOne() {
    List<JsonNode> epochs =
        train(folder.resolve("a.model"), "--validate", "--eval-every", "2", "--set", "n_epochs=5");
    assertThat(epochs.stream().map(epoch -> epoch.has("recall@20")))
        .containsExactly(false, true, false, true, true);
  }

  @Test
  void whatIsMeasuredDoesNotChangeTheTraining() throws IOException {
    Path plain = folder.resolve("plain.model");
    Path watched = folder.resolve("watched.model");
    List<JsonNode> epochs = train(watched, "--validate", "--set", "n_epochs=1");
    Path alone = folder.resolve("alone");
    List<String> lines = Files.readAllLines(folder.resolve("sessions.txt"));
    Path train = Files.write(folder.resolve("t.txt"), lines.subList(0, lines.size() - VALID));
    run("prepare", "" + train, "--session-list", "--out", "" + alone);
    shop = alone;
    assertThat(train(plain, "--set", "n_epochs=1").getFirst().path("loss"))
        .isEqualTo(epochs.getFirst().path("loss"));
    assertThat(ModelBits.of(plain).get("items.weight"))
        .isEqualTo(ModelBits.of(watched).get("items.weight"));
  }

  @Test
  void aMistakeIsOneClearError() {
    String[][] mistakes = {
      {"--patience", "2", "patience=2 needs a metric on the validation part. Set valid"},
      {"--valid", "ndcg@20", "valid=ndcg@20: must be recall@K or mrr@K, such as recall@20"},
      {"--set", "patiense=2", "unknown parameter 'patiense'; did you mean 'patience'?"},
      {
        "--set",
        "click_dropout=0.1",
        "this model has no parameter 'click_dropout', which works with"
      },
      {"--set", "epochs=3", "--model gru4rec-seq or gru4recf or narm; did you mean 'n_epochs'?"},
      {"--checkpoint-minutes", "0", "--checkpoint-minutes is 0.0, must be above 0"}
    };
    Path none = folder.resolve("none.model");
    for (String[] mistake : mistakes) {
      assertThat(console.run("train", "" + shop, "--out", "" + none, mistake[0], mistake[1]))
          .isEqualTo(2);
      assertThat(console.err())
          .startsWith("clickahead train: ")
          .contains(mistake[2])
          .hasLineCount(1);
    }
    assertThat(console.run("train", "" + valid, "--session-list", "--validate", "--out", "" + none))
        .isEqualTo(2);
    assertThat(console.err()).contains("has no valid part. Prepare the log with --valid-days");
    assertThat(none).doesNotExist();
  }

  @Test
  void aFolderWithoutATestPartIsSaidBeforeTheTraining() {
    Path model = folder.resolve("shop.model");
    assertThat(console.run("train", "" + shop, "--test", "" + shop, "--out", "" + model))
        .isEqualTo(2);
    assertThat(console.err()).contains(shop + " has no test part").hasLineCount(1);
    assertThat(model).doesNotExist();
  }
}
