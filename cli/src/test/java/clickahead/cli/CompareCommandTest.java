package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Comparisons as a user makes them, on a small log. */
class CompareCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String MODELS =
      """
      a_b: {model: markov-chain}
      knn:
        model: item-knn
        n_sims: 10
      popularity:
      """;

  @TempDir private static Path shared;
  private static Path shop;

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();

  /** One comparison that most tests look at, or go on with in a copy. */
  @BeforeAll
  static void prepareAndCompare() throws IOException {
    shop = SmallShop.prepare(shared);
    Path config = Files.writeString(shared.resolve("models.yaml"), MODELS);
    Path out = shared.resolve("contest");
    ConsoleOutput.succeeding(
        "compare", "" + shop, "--config", "" + config, "--answers", "50", "--out", "" + out);
  }

  @AfterAll
  static void restore() {
    SmallShop.restore();
  }

  @BeforeEach
  void copy() throws IOException {
    Path from = shared.resolve("contest");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(
            file,
            out().resolve(from.relativize(file).toString()),
            StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private Contest contest() {
    return new Contest(shop, folder, console);
  }

  private Path out() {
    return contest().out();
  }

  private int compare(String... options) {
    return contest().compare(options);
  }

  private JsonNode page() throws IOException {
    return contest().page();
  }

  private Path config(String text) throws IOException {
    return contest().config(text);
  }

  private String model(String name) {
    return out().resolve("models").resolve(name + ".model").toString();
  }

  private FileTime time(String file) throws IOException {
    return Files.getLastModifiedTime(out().resolve("models").resolve(file));
  }

  @Test
  void thePageHasTheFiguresOfEvaluate() throws IOException {
    String[] protocol = {"--at", "3,7", "--ties", "median"};
    List<String> options = new ArrayList<>(List.of("--config", "" + config(MODELS)));
    options.addAll(List.of(protocol));
    assertThat(compare(options.toArray(String[]::new))).as(console.err()).isZero();
    assertThat(console.out()).contains("a_b has the best MRR@7, ");
    JsonNode page = page();
    List<String> command = new ArrayList<>(List.of("evaluate"));
    Stream.of("a_b", "knn", "popularity").map(this::model).forEach(command::add);
    command.addAll(List.of("" + shop, "--slices", "--resamples", "10000", "--json"));
    command.addAll(List.of(protocol));
    assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isZero();
    JsonNode evaluated = JSON.readTree(console.out().replace(".model\"", "\""));
    for (String name : List.of("a_b", "knn", "popularity")) {
      assertThat(page.path("models").path(name).path("metrics"))
          .isEqualTo(evaluated.path("models").path(name));
    }
    assertThat(page.path("events")).isEqualTo(evaluated.path("events"));
    assertThat(page.path("comparisons")).hasSize(6).isEqualTo(evaluated.path("comparisons"));
    assertThat(page.path("slices").path("position").get(0).path("metrics").path("knn"))
        .isEqualTo(evaluated.path("slices").path("position").get(0).path("metrics").path("knn"));
    requireEstimates(page);
  }

  /** Each figure stands in its interval, and is the metric's own. */
  private static void requireEstimates(JsonNode page) {
    assertThat(page.path("estimates")).hasSize(6);
    for (JsonNode estimate : page.path("estimates")) {
      double value = estimate.path("value").asDouble();
      JsonNode metrics =
          page.path("models").path(estimate.path("model").asString()).path("metrics");
      assertThat(metrics.path("median").path(estimate.path("metric").asString()).asDouble())
          .isCloseTo(value, within(1e-12));
      assertThat(estimate.path("interval").get(0).asDouble()).isLessThan(value);
      assertThat(estimate.path("interval").get(1).asDouble()).isGreaterThan(value);
    }
  }

  @Test
  void onlyWhatHasChangedIsTrainedAgain() throws IOException {
    JsonNode before = page();
    FileTime chain = time("a_b.model");
    assertThat(compare("--config", "" + config(MODELS))).as(console.err()).isZero();
    assertThat(console.err())
        .contains("a_b: trained before", "knn: trained before")
        .doesNotContain(": training");
    assertThat(page().path("models").path("knn").path("metrics"))
        .isEqualTo(before.path("models").path("knn").path("metrics"));
    assertThat(page().path("comparisons")).isEqualTo(before.path("comparisons"));
    Path other = config(MODELS.replace("n_sims: 10", "n_sims: 3"));
    assertThat(compare("--config", "" + other)).as(console.err()).isZero();
    assertThat(console.err())
        .contains("a_b: trained before", "knn: training", "popularity: trained before");
    assertThat(time("a_b.model")).isEqualTo(chain);
    JsonNode models = page().path("models");
    assertThat(models.path("a_b").path("metrics"))
        .isEqualTo(before.path("models").path("a_b").path("metrics"));
    assertThat(models.path("knn").path("parameters").path("n_sims").asInt()).isEqualTo(3);
    assertThat(models.path("knn").path("metrics"))
        .isNotEqualTo(before.path("models").path("knn").path("metrics"));
  }

  @Test
  void ranksOfEveryProtocolAreKept() throws IOException {
    String config = "" + config(MODELS);
    String[] rest = {
      "--config",
      config,
      "--events",
      "rest",
      "--exclude-seen",
      "--lists",
      "--candidates",
      "popular:20",
      "--at",
      "2",
      "--metrics",
      "ndcg"
    };
    assertThat(compare(rest)).as(console.err()).isZero();
    JsonNode before = page();
    FileTime ranked = time("popularity.ranks");
    assertThat(before.path("models").path("popularity").path("metrics").propertyNames())
        .contains("lists");
    assertThat(compare(rest)).as(console.err()).isZero();
    assertThat(page()).isEqualTo(before);
    assertThat(time("popularity.ranks")).isEqualTo(ranked);
    assertThat(compare("--config", config, "--candidates", "uniform:5")).as(console.err()).isZero();
    assertThat(console.err()).contains("warning: targets were ranked among sampled candidates");
    assertThat(time("popularity.ranks")).isNotEqualTo(ranked);
  }

  @Test
  void thePagesAreWellFormedAndLoadNothing() throws Exception {
    String html = Files.readString(out().resolve("comparison.html"));
    DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    assertThat(html)
        .doesNotContain("http:", "https:", "src=", "<link", "@import", "url(", "%%")
        .contains("prefers-color-scheme:dark", "width=device-width", "a_b", "n_sims");
    String tex = Files.readString(out().resolve("comparison.tex"));
    assertThat(tex.chars().filter(c -> c == '{').count())
        .isEqualTo(tex.chars().filter(c -> c == '}').count());
    assertThat(tex).contains("\\begin{table}", "\\end{table}", "a\\_b & \\textbf{");
    assertThat(tex.lines().filter(line -> line.endsWith("\\\\")))
        .hasSize(4)
        .allSatisfy(line -> assertThat(line.chars().filter(c -> c == '&').count()).isEqualTo(7));
    List<String> rows =
        Files.readAllLines(out().resolve("comparison.md")).stream()
            .filter(line -> line.startsWith("| "))
            .limit(5)
            .toList();
    assertThat(rows)
        .allSatisfy(row -> assertThat(row.chars().filter(c -> c == '|').count()).isEqualTo(10));
    assertThat(rows.get(2)).startsWith("| a\\_b | **0.");
  }

  @Test
  void answersAreTimedAlone() {
    int code = console.run("latency", model("a_b"), "" + shop, "--answers", "30", "--json");
    assertThat(code).as(console.err()).isZero();
    JsonNode times = JSON.readTree(console.out());
    assertThat(times.path("answers").asInt()).isEqualTo(30);
    assertThat(times.path("p50_us").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(times.path("p90_us").asDouble());
    assertThat(times.path("p99_us").asDouble())
        .isGreaterThanOrEqualTo(times.path("p90_us").asDouble());
    assertThat(console.run("latency", model("a_b"), "" + shop, "--top", "0")).isEqualTo(2);
    assertThat(console.err()).contains("--top is 0").hasLineCount(1);
  }
}
