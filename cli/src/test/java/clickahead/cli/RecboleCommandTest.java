package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** RecBole's files and command lines, as they are. */
class RecboleCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ITEMS = 12;

  @TempDir private Path folder;

  /** Everybody goes round the items in the same circle, from any of them. */
  @BeforeEach
  void writesACircle() throws IOException {
    SplittableRandom random = new SplittableRandom(8);
    List<String> interactions =
        new ArrayList<>(List.of("user_id:token\titem_id:token\trating:float\ttimestamp:float"));
    for (int user = 0; user < 60; user++) {
      int from = random.nextInt(ITEMS);
      for (int e = 0; e < 6 + user % 5; e++) {
        interactions.add(
            "u%d\ti%d\t%d\t%d".formatted(user, (from + e) % ITEMS, 1 + e % 5, 880000000 + 100 * e));
      }
    }
    Path set = Files.createDirectories(folder.resolve("sets/circle"));
    Files.write(set.resolve("circle.inter"), interactions);
    List<String> items = new ArrayList<>(List.of("item_id:token\tclass:token_seq\tprice:float"));
    for (int i = 0; i < ITEMS; i++) {
      items.add("i%d\tc%d d%d\t%d".formatted(i, i % 3, i % 2, i));
    }
    Files.write(set.resolve("circle.item"), items);
  }

  private static ConsoleOutput run(int expected, String... command) {
    return ConsoleOutput.ending(expected, command);
  }

  private String[] circle(String... keys) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "recbole",
                "--dataset=circle",
                "--data_path=" + folder.resolve("sets"),
                "--threads=1",
                "--train_batch_size=64",
                "--learning_rate=0.02"));
    all.addAll(List.of(keys));
    return all.toArray(String[]::new);
  }

  @ParameterizedTest
  @CsvSource({"GRU4Rec, window", "GRU4Rec, stream", "NARM, window", "GRU4RecF, stream"})
  void theDocumentedExamplesTrainAndMeasure(String model, String mode) {
    ConsoleOutput console =
        run(
            0,
            circle(
                "--model=" + model,
                "--train_neg_sample_args=None",
                "--epochs=30",
                "--topk=[1,10]",
                "--length_mode=" + mode,
                "--json"));
    JsonNode result = JSON.readTree(console.out());
    assertThat(result.path("test_result").path("recall@1").asDouble()).isGreaterThan(0.9);
    assertThat(result.path("best_valid_score").asDouble()).isGreaterThan(0.9);
    assertThat(result.path("valid_score_bigger").asBoolean()).isTrue();
  }

  @Test
  void theLinesAreThoseThatScriptsRead() {
    String out = run(0, circle("--model=GRU4Rec", "--epochs=2", "--stopping_step=0")).out();
    assertThat(out.lines())
        .anyMatch(line -> line.matches("epoch 0 training \\[time: [\\d.]+s, train loss: [\\d.]+]"))
        .anyMatch(
            line -> line.matches("epoch 1 evaluating \\[time: [\\d.]+s, valid_score: [\\d.]+]"))
        .anyMatch(
            line ->
                line.matches(
                    "recall@10 : [\\d.]{6}    mrr@10 : [\\d.]{6}    ndcg@10 : [\\d.]{6}    hit@10 :"
                        + " [\\d.]{6}    precision@10 : [\\d.]{6}"))
        .anyMatch(line -> line.startsWith("best valid : OrderedDict([('recall@10', "))
        .anyMatch(line -> line.startsWith("test result: OrderedDict([('recall@10', "));
  }

  @Test
  void filesGoFirstAndTheModelIsOneForTheOtherCommands() throws IOException {
    Path first =
        Files.writeString(
            folder.resolve("first.yaml"),
            """
            load_col:
              inter: [user_id, item_id, timestamp]
            user_inter_num_interval: "[7,inf)"
            epochs: 1
            gpu_id: '0'
            """);
    Path second = Files.writeString(folder.resolve("second.yaml"), "epochs: 2\nhidden_size: 8\n");
    Path model = folder.resolve("some.model");
    ConsoleOutput console =
        run(
            0,
            circle(
                "--model",
                "GRU4Rec",
                "--config_files",
                first + " " + second,
                "--out",
                model.toString(),
                "--hidden_size=16"));
    assertThat(console.err())
        .contains("without meaning here: gpu_id (everything is computed on the CPU)")
        .contains("saved " + model);
    assertThat(console.out()).contains("epoch 1 training").doesNotContain("epoch 2 training");
    ConsoleOutput info = new ConsoleOutput();
    assertThat(info.run("info", model.toString(), "--json")).isZero();
    JsonNode said = JSON.readTree(info.out());
    assertThat(said.path("parameters").path("hidden_size").asInt()).isEqualTo(16);
    assertThat(new ConsoleOutput().run("recommend", model.toString(), "--items", "i1,i2")).isZero();
  }

  @Test
  void trainingEndsWhenMoreValidationsThanAllowedWereNoBetter() {
    String out =
        run(0, circle("--model=GRU4Rec", "--learning_rate=1e-12", "--stopping_step=2")).out();
    // The first is the best, two more are allowed, the third ends it.
    assertThat(out).contains("epoch 3 training").doesNotContain("epoch 4 training");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--epoch=2 | unknown key 'epoch'; did you mean 'epochs'?",
        "--epochs 2 | '--epochs' sets nothing; write --NAME=VALUE",
        "--load_col={'inter': ['user', 'item_id']} | has no column 'user' (found: user_id, item_id, rating, timestamp)",
        "--TIME_FIELD=when | no column 'when' is read (found: user_id, item_id, rating, timestamp)",
        "--user_inter_num_interval=5 | expected a range such as [5,inf)",
        "--val_interval={'stars': '[3,inf)'} | no file has the column 'stars'",
        "--val_interval={'rating': '[9,inf)'} | no event is left",
        "--data_path=nowhere | there is neither nowhere/circle/circle.inter",
      })
  void whatCannotBeIsOneClearError(String key, String message) {
    List<String> keys = new ArrayList<>(List.of(circle("--model=GRU4Rec")));
    keys.addAll(List.of(key.split(" (?=2$)")));
    assertThat(run(2, keys.toArray(String[]::new)).err()).contains(message);
  }

  @Test
  void listsOfNumbersAreFeaturesAsTheyAre() throws IOException {
    List<String> items = new ArrayList<>(List.of("item_id:token\timage:float_seq"));
    for (int i = 0; i < ITEMS; i++) {
      items.add("i%d\t%s|0.5|-1e-1".formatted(i, i / 12.0));
    }
    Path file = folder.resolve("sets/circle/circle.item");
    Files.write(file, items);
    String[] keys =
        circle(
            "--model=GRU4RecF", "--epochs=1", "--selected_features=[image]", "--seq_separator=|");
    assertThat(run(0, keys).out()).contains("test result");
    items.set(3, "i2\t1|2");
    Files.write(file, items);
    assertThat(run(2, keys).err())
        .contains("item 'i2' has 2 numbers in the column 'image', others have 3");
  }

  @Test
  void onePartAloneMayBeLeftOut() {
    String[] valid =
        circle("--model=GRU4Rec", "--epochs=2", "--eval_args={'split': {'LS': 'valid_only'}}");
    assertThat(run(0, valid).out()).contains("best valid").doesNotContain("test result");
    String[] test =
        circle("--model=GRU4Rec", "--epochs=2", "--eval_args={'split': {'LS': 'test_only'}}");
    assertThat(run(0, test).out()).contains("test result").doesNotContain("best valid");
  }

  @Test
  void rowsThatCannotBeUsedAreSaid() throws IOException {
    Path log = folder.resolve("sets/circle/circle.inter");
    Files.writeString(log, Files.readString(log) + "u1\ti1\n");
    ConsoleOutput console = run(0, circle("--model=GRU4Rec", "--epochs=1"));
    assertThat(console.err()).contains("warning: 1 of 481 rows could not be used, such as " + log);
  }

  @Test
  void aMetricWithTwoDigitsHasTwo() {
    String out = run(0, circle("--model=GRU4Rec", "--epochs=1", "--metric_decimal_place=2")).out();
    assertThat(out)
        .containsPattern("best valid : OrderedDict\\(\\[\\('recall@10', \\d\\.\\d\\d\\)");
    assertThat(out.toLowerCase(Locale.ROOT)).doesNotContain("nan");
  }
}
