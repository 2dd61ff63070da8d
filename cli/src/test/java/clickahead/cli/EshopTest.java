package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.cli.demo.DemoCommand;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The way of the demo through all commands, on the bundled log, with its floor of accuracy. */
class EshopTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ConsoleOutput TRAINING = new ConsoleOutput();

  @TempDir private static Path folder;
  private static Path shop;
  private static Path model;

  private final ConsoleOutput console = new ConsoleOutput();

  @BeforeAll
  static void prepareAndTrain() {
    Path examples = Path.of(System.getProperty("clickahead.root"), "examples");
    Path log = examples.resolve("eshop-2008/e-shop-clothing-2008.csv.gz");
    shop = folder.resolve("shop");
    model = folder.resolve("shop.model");
    run(TRAINING, DemoCommand.prepare(log, shop));
    run(TRAINING, DemoCommand.train(shop, model));
  }

  private static void run(ConsoleOutput console, List<String> command) {
    assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isZero();
  }

  private JsonNode evaluate() {
    assertThat(console.run("evaluate", model.toString(), shop.toString(), "--at", "20", "--json"))
        .as(console.err())
        .isZero();
    return JSON.readTree(console.out());
  }

  @Test
  void accuracyHoldsItsFloor() {
    JsonNode result = evaluate();
    assertThat(result.path("events").asInt()).isEqualTo(12_561);
    assertThat(result.path("unknown_items").asInt()).isZero();
    for (String mode : List.of("standard", "conservative")) {
      JsonNode metrics = result.path("metrics").path(mode);
      assertThat(metrics.path("recall@20").asDouble()).as(mode).isGreaterThanOrEqualTo(0.706);
      assertThat(metrics.path("mrr@20").asDouble()).as(mode).isGreaterThanOrEqualTo(0.282);
    }
  }

  @Test
  void theModelIsAheadOfAllBaselines() {
    JsonNode result = evaluate();
    JsonNode metrics = result.path("metrics").path("standard");
    assertThat(result.path("baselines").propertyNames())
        .containsExactly("popularity", "session-popularity", "markov-chain");
    for (JsonNode baseline : result.path("baselines")) {
      for (String metric : List.of("recall@20", "mrr@20")) {
        assertThat(metrics.path(metric).asDouble())
            .isGreaterThan(baseline.path("standard").path(metric).asDouble());
      }
    }
  }

  @Test
  void trainingPrintsOneLinePerEpoch() {
    assertThat(TRAINING.out().lines().filter(line -> line.matches(" +\\d+ +[\\d.]+ .*")))
        .hasSize(10);
  }

  @Test
  void recommendationsComeWithTheItemsColumns() {
    assertThat(console.run("recommend", model.toString(), "--items", "A13,A16", "--top", "3"))
        .as(console.err())
        .isZero();
    assertThat(console.out().lines().toList())
        .hasSize(4)
        .first()
        .asString()
        .matches("item +score +page 1 \\(main category\\) +colour +price");
  }

  @Test
  void clickedItemsAreLeftOutOnlyIfAsked() {
    console.run("recommend", model.toString(), "--items", "A13,A16", "--top", "217", "--json");
    assertThat(console.out()).contains("\"item\":\"A13\"").contains("\"item\":\"A16\"");
    console.run(
        "recommend",
        model.toString(),
        "--items",
        "A13,A16",
        "--top",
        "217",
        "--json",
        "--exclude-seen");
    assertThat(console.out()).doesNotContain("\"item\":\"A13\"").doesNotContain("\"item\":\"A16\"");
  }

  private List<String> recommended(String... options) {
    String[] command =
        Stream.concat(
                Stream.of("recommend", model.toString(), "--items", "A13,A16", "--json"),
                Stream.of(options))
            .toArray(String[]::new);
    assertThat(console.run(command)).as(console.err()).isZero();
    return JSON.readTree(console.out())
        .path("recommendations")
        .valueStream()
        .map(one -> one.path("item").asString())
        .toList();
  }

  @Test
  void candidatesAreRestrictedByIdsAndByFiles() throws IOException {
    List<String> all = recommended("--top", "217");
    Path file = Files.writeString(folder.resolve("items.txt"), " A13\n\nC56\nB4\nZ99\n");
    Set<String> named = Set.of("A13", "C56", "B4");
    assertThat(recommended("--only", file.toString()))
        .isEqualTo(all.stream().filter(named::contains).toList());
    assertThat(console.err())
        .isEqualTo("--only: the model does not know 1 of the 4 items (Z99); skipped\n");
    assertThat(recommended("--only", "B4, A13,C56", "--exclude-seen"))
        .isEqualTo(all.stream().filter(Set.of("C56", "B4")::contains).toList());
    assertThat(recommended("--top", "217", "--without", file.toString()))
        .isEqualTo(all.stream().filter(item -> !named.contains(item)).toList());
    assertThat(recommended("--only", "B4,C56", "--without", "B4")).containsExactly("C56");
  }

  @Test
  void anAllowListOfUnknownItemsAloneIsWrongInput() throws IOException {
    assertThat(
            console.run(
                "recommend", model.toString(), "--items", "A13", "--only", "no-such-file.txt"))
        .isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            "clickahead recommend: --only no-such-file.txt: neither a file nor items that the model"
                + " knows\n");
    Path file = Files.createFile(folder.resolve("empty.txt"));
    assertThat(
            console.run("recommend", model.toString(), "--items", "A13", "--only", file.toString()))
        .isEqualTo(2);
    assertThat(console.err())
        .contains("empty.txt: none of its 0 lines is an item that the model knows");
  }

  @Test
  void aSessionOfUnknownItemsGetsThePopularOnesAndSaysSo() {
    assertThat(console.run("recommend", model.toString(), "--items", "Z1,Z2")).isZero();
    assertThat(console.err())
        .contains("the model does not know the item 'Z1'; skipped")
        .contains("the model does not know the item 'Z2'; skipped")
        .contains("these are the most popular ones");
    assertThat(console.out()).startsWith("item  clicks");
  }

  @Test
  void sessionsFromStdinGiveOneObjectEach() {
    InputStream stdin = System.in;
    System.setIn(new ByteArrayInputStream("A13 A16\nB4,Z9\n".getBytes(StandardCharsets.UTF_8)));
    try {
      assertThat(console.run("recommend", model.toString(), "--json", "--top", "2")).isZero();
    } finally {
      System.setIn(stdin);
    }
    List<JsonNode> results = console.out().lines().map(JSON::readTree).toList();
    assertThat(results).hasSize(2);
    assertThat(results.get(0).path("recommendations")).hasSize(2);
    assertThat(results.get(1).path("unknown_items")).hasSize(1);
  }

  @Test
  void infoNamesPartsAndParameters() {
    assertThat(console.run("info", shop.toString())).isZero();
    assertThat(console.out()).contains("217 items").contains("16,902").contains("14,229");
    assertThat(console.run("info", model.toString())).isZero();
    assertThat(console.out()).contains("dropout_p_hidden=0.2").contains("217 items");
    assertThat(console.run("info", model.toString(), "--json")).isZero();
    assertThat(JSON.readTree(console.out()).path("training").path("epochs")).hasSize(10);
  }

  @Test
  void aTruncatedModelIsWrongInput() throws IOException {
    byte[] bytes = Files.readAllBytes(model);
    Path truncated = folder.resolve("truncated.model");
    Files.write(truncated, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(console.run("recommend", truncated.toString(), "--items", "A13")).isEqualTo(2);
    assertThat(console.err()).contains("clickahead recommend: " + truncated).hasLineCount(1);
  }

  @Test
  void wrongParametersAreWrongUseAndLeaveNoModel() {
    Path none = folder.resolve("none.model");
    assertThat(
            console.run(
                "train", shop.toString(), "--set", "learning_rat=1", "--out", none.toString()))
        .isEqualTo(2);
    assertThat(console.err())
        .isEqualTo(
            "clickahead train: unknown parameter 'learning_rat'; did you mean 'learning_rate'?\n");
    assertThat(none).doesNotExist();
  }

  @Test
  void aTrainingThatDivergesFailsAndLeavesNoModel() {
    Path none = folder.resolve("none.model");
    assertThat(
            console.run(
                "train", shop.toString(), "--set", "learning_rate=1e30", "--out", none.toString()))
        .isEqualTo(1);
    assertThat(console.err()).contains("clickahead train: the loss became NaN");
    assertThat(none).doesNotExist();
  }
}
