package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Protocols, slices, comparisons and warnings as a user sees them, on a small log. */
class EvaluateCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ITEMS = 30;
  private static final long DAY = 86_400;

  @TempDir private static Path folder;
  private static Path shop;
  private static Path model;
  private static Path other;

  private final ConsoleOutput console = new ConsoleOutput();

  @BeforeAll
  static void prepareAndTrain() throws IOException {
    Path log = folder.resolve("log.tsv");
    Files.writeString(log, log(true));
    shop = folder.resolve("shop");
    model = folder.resolve("first.model");
    other = folder.resolve("second.model");
    ConsoleOutput.succeeding(
        "prepare", log.toString(), "--out", shop.toString(), "--test-days", "3");
    train(model, "n_epochs=3");
    train(other, "n_epochs=1");
  }

  private static void train(Path out, String setting) {
    ConsoleOutput.succeeding(
        "train",
        shop.toString(),
        "--out",
        out.toString(),
        "--set",
        "layers=16",
        "--set",
        "n_sample=16",
        "--set",
        setting);
  }

  /** Sessions over 20 days; each item leads to the next one, or the order is random. */
  private static String log(boolean ordered) {
    SplittableRandom random = new SplittableRandom(8);
    StringBuilder text = new StringBuilder("SessionId\tItemId\tTime\n");
    for (int s = 0; s < 600; s++) {
      long time = s * 20 * DAY / 600;
      int item = random.nextInt(ITEMS);
      for (int i = 0; i < 5; i++) {
        text.append(s).append("\ti").append(item).append('\t').append(time + i).append('\n');
        boolean next = ordered && random.nextInt(4) > 0;
        item = next ? (item + 1) % ITEMS : random.nextInt(ITEMS);
      }
    }
    return text.toString();
  }

  private JsonNode json(String... options) {
    String[] command = new String[options.length + 4];
    command[0] = "evaluate";
    command[1] = model.toString();
    command[2] = shop.toString();
    command[3] = "--json";
    System.arraycopy(options, 0, command, 4, options.length);
    assertThat(console.run(command)).as(console.err()).isZero();
    return JSON.readTree(console.out());
  }

  private static List<String> warnings(JsonNode json) {
    return json.path("warnings").valueStream().map(w -> w.path("name").asString()).toList();
  }

  @Test
  void cleanDataByTheStandardProtocolHasNoWarningButOfTheBaselinesTies() {
    JsonNode json = json();
    assertThat(warnings(json)).containsExactly("tied_scores");
    assertThat(console.err())
        .contains("metrics differ for popularity (")
        .doesNotContain("differ for model");
    assertThat(json.path("metrics").path("standard").propertyNames())
        .containsExactly(
            "recall@1", "mrr@1", "recall@5", "mrr@5", "recall@10", "mrr@10", "recall@20", "mrr@20");
  }

  @Test
  void everyOptionOfTheProtocolReachesTheFigures() {
    JsonNode all =
        json(
            "--events",
            "rest",
            "--candidates",
            "popular:20",
            "--exclude-seen",
            "--lists",
            "--at",
            "5",
            "--metrics",
            "hit,ndcg,map,precision",
            "--ties",
            "median,random");
    assertThat(all.path("metrics").propertyNames()).containsExactly("median", "random", "lists");
    assertThat(all.path("metrics").path("median").propertyNames())
        .containsExactly("hit@5", "ndcg@5", "map@5", "precision@5");
    assertThat(all.path("metrics").path("lists").propertyNames())
        .containsExactly(
            "item_coverage@5",
            "average_popularity@5",
            "gini_index@5",
            "shannon_entropy@5",
            "tail_percentage@5");
    assertThat(warnings(all)).contains("repeats_excluded", "targets_not_listed");
  }

  @Test
  void aListOfCandidatesIsReadFromAFile() throws IOException {
    Path list = folder.resolve("list.txt");
    Files.writeString(list, "i3\n\ni4\n");
    json("--candidates", list.toString());
    Files.writeString(list, "i3\nnone\n");
    ConsoleOutput refused = new ConsoleOutput();
    assertThat(
            refused.run(
                "evaluate", model.toString(), shop.toString(), "--candidates", list.toString()))
        .isEqualTo(2);
    assertThat(refused.err()).contains(list + ":2: the model does not know the item 'none'");
  }

  @Test
  void sampledCandidatesAreWarnedOfWithBothFigures() {
    JsonNode json = json("--candidates", "uniform:5", "--at", "1");
    assertThat(warnings(json)).contains("sampled_candidates");
    assertThat(console.err())
        .contains("warning: targets were ranked among sampled candidates")
        .containsPattern("for model and [0-9.]+ among all items, ")
        .containsPattern("for popularity and [0-9.]+ among all items");
    double all = json("--at", "1").path("metrics").path("standard").path("recall@1").asDouble();
    assertThat(json.path("warnings").get(0).path("found").asString())
        .contains(String.format(java.util.Locale.ROOT, "%.4f among all items", all));
  }

  @Test
  void severalModelsAreComparedOnTheSameEvents() {
    assertThat(
            console.run("evaluate", model.toString(), other.toString(), shop.toString(), "--json"))
        .as(console.err())
        .isZero();
    JsonNode json = JSON.readTree(console.out());
    assertThat(json.path("models").propertyNames()).containsExactly("first.model", "second.model");
    assertThat(json.path("comparisons")).hasSize(2);
    JsonNode recall = json.path("comparisons").get(0);
    JsonNode models = json.path("models");
    assertThat(recall.path("difference").asDouble())
        .isCloseTo(
            models.path("first.model").path("standard").path("recall@20").asDouble()
                - models.path("second.model").path("standard").path("recall@20").asDouble(),
            org.assertj.core.api.Assertions.within(1e-12));
    assertThat(recall.path("interval").get(0).asDouble())
        .isLessThanOrEqualTo(recall.path("difference").asDouble());
  }

  @Test
  void slicesArePrintedAndDrawn() throws IOException {
    Path plot = folder.resolve("slices.svg");
    assertThat(
            console.run(
                "evaluate",
                model.toString(),
                shop.toString(),
                "--slices",
                "--compare",
                "--plot",
                plot.toString()))
        .as(console.err())
        .isZero();
    assertThat(console.out())
        .contains("recall@20 by clicks before")
        .contains("recall@20 by item's days in training")
        .contains("recall@20 by day")
        .contains("p corrected for 6 comparisons");
    assertThat(Files.readString(plot))
        .startsWith("<svg ")
        .endsWith("</svg>\n")
        .contains("prefers-color-scheme:dark")
        .contains("markov-chain, 4: ");
    assertThat(folder.resolve("slices.svg.part")).doesNotExist();
  }

  @Test
  void thePlotMustBeAnSvg() {
    assertThat(console.run("evaluate", model.toString(), shop.toString(), "--plot", "slices.png"))
        .isEqualTo(2);
    assertThat(console.err()).contains("expected a file name that ends with .svg");
  }

  @Test
  void dataWithoutOrderAndStrictFiltersAreWarnedOf() throws IOException {
    Path log = folder.resolve("random.tsv");
    Path data = folder.resolve("random");
    Path trained = folder.resolve("random.model");
    Files.writeString(log, log(false));
    ConsoleOutput.succeeding(
        "prepare",
        log.toString(),
        "--out",
        data.toString(),
        "--test-days",
        "3",
        "--min-item-support",
        "88");
    ConsoleOutput.succeeding(
        "train",
        data.toString(),
        "--out",
        trained.toString(),
        "--set",
        "n_epochs=1",
        "--set",
        "layers=8");
    assertThat(console.run("evaluate", trained.toString(), data.toString(), "--json")).isZero();
    JsonNode json = JSON.readTree(console.out());
    assertThat(warnings(json)).contains("no_sequential_structure", "overzealous_preparation");
    assertThat(console.err())
        .contains("warning: the order of the clicks hardly matters")
        .contains("warning: the preparation removed");
  }
}
