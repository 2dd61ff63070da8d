package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Which models a comparison has, with which parameters, and what is wrong with them. */
class CompareModelsTest {
  @TempDir private static Path shared;
  private static Path shop;

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();

  @BeforeAll
  static void prepare() throws IOException {
    shop = SmallShop.prepare(shared);
  }

  @AfterAll
  static void restore() {
    SmallShop.restore();
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

  @Test
  void whatIsNamedLaterWins() throws IOException {
    Files.writeString(folder.resolve("best.yaml"), "n_sims: 3\nlmbd: 4\nalpha: 0.3\n");
    Path config = config("knn: {model: item-knn, config: best.yaml, lmbd: 5}\n");
    Path file = Files.writeString(folder.resolve("own.yaml"), "alpha: 0.4\n");
    String[] options = {
      "--config", "" + config, "--config", "knn=" + file, "--set", "knn.n_sims=9", "--models", "knn"
    };
    assertThat(compare(options)).as(console.err()).isZero();
    JsonNode parameters = page().path("models").path("knn").path("parameters");
    assertThat(parameters.path("n_sims").asInt()).isEqualTo(9);
    assertThat(parameters.path("lmbd").asDouble()).isEqualTo(5);
    assertThat(parameters.path("alpha").asDouble()).isEqualTo(0.4);
  }

  @Test
  void aModelThatFailsLeavesTheOthers() throws IOException {
    Path config =
        config(
            "popularity:\nbad: {model: gru4rec, layers: 8, n_epochs: 1, learning_rate: 1.0e+30}\n");
    assertThat(compare("--config", "" + config)).isEqualTo(1);
    assertThat(console.err()).contains("bad failed: clickahead train: ");
    assertThat(page().path("models").path("bad").path("problem").asString()).isNotEmpty();
    assertThat(page().path("models").path("popularity").path("metrics").isObject()).isTrue();
    assertThat(Files.readString(out().resolve("comparison.html"))).contains("<strong>bad</strong>");
  }

  @Test
  void tunedParametersAreSearchedOnceAndTrainedWith() throws IOException {
    Files.writeString(folder.resolve("space.yaml"), "n_sims: [1, 2, 3, 20]\n");
    Path config = config("tuned: {model: item-knn, space: space.yaml}\npopularity:\n");
    String[] options = {"--config", "" + config, "--tune", "3", "--tune-by", "mrr@5"};
    assertThat(compare(options)).as(console.err()).isZero();
    assertThat(console.err()).contains("popularity has no parameters to tune");
    JsonNode tuned = page().path("models").path("tuned");
    assertThat(tuned.path("tuning").path("trials").asInt()).isEqualTo(3);
    assertThat(tuned.path("tuning").path("metric").asString()).isEqualTo("mrr@5");
    assertThat(tuned.path("settings").path("n_sims").asString()).isIn("1", "2", "3", "20");
    assertThat(tuned.path("commands").get(0).asString()).startsWith("clickahead tune ");
    assertThat(compare(options)).as(console.err()).isZero();
    assertThat(console.err()).contains("has 3 trials, going on", "tuned: trained before");
    assertThat(page().path("models").path("tuned").path("tuning")).isEqualTo(tuned.path("tuning"));
  }

  @Test
  void aMistakeIsOneClearErrorBeforeAnythingIsTrained() throws IOException {
    Path config = config("knn: {model: item-knn, n_sim: 3}\nother: {model: vsknn}\n");
    String[][] mistakes = {
      {"--models", "popularty", "is no kind of model; did you mean 'popularity'?"},
      {"--models", "popularity,popularity", "names 'popularity' twice"},
      {"--config", "" + config, "models.yaml:1: unknown parameter 'n_sim'; did you mean 'n_sims'?"},
      {"--set", "k=3", "nothing to compare: name models"},
      {"--models", "popularity", "--set", "k=3", "none of the models has a parameter 'k'"},
      {"--models", "vsknn", "--set", "vsknn.k=0", "k=0: must be at least 1"},
      {"--models", "vsknn", "--config", "stan=x.yaml", "x.yaml: no such file or folder"},
      {"--models", "popularity", "--tune", "0", "--tune is 0, must be 1 or more"},
      {"--models", "popularity", "--tune-by", "ndcg@5", "--tune-by is 'ndcg@5', must be recall@K"},
      {"--models", "popularity", "--resamples", "0", "--resamples is 0, must be 1 or more"},
      {"--models", "popularity,narm", "--set", "reverse=true", "narm: a model with reverse=true"},
      {"--models", "popularity,narm", "--set", "teacher=no.model", "narm: no.model: no such file"},
      {
        "--models",
        "popularity,gru4recf",
        "no item column 'class', which selected_features asks for"
      },
      {"--models", "popularity", "--events", "second", "events 'second': expected"},
      {
        "--models", "popularity", "--candidates", "none.txt", "none.txt: no such file; expected all"
      },
      {"--models", "popularity", "--candidates", "popular:0", "popular:0: expected all"},
      {"--models", "popularity", "--lists", "--candidates=uniform:5", "diversity of lists"},
    };
    for (String[] mistake : mistakes) {
      List<String> options = List.of(mistake).subList(0, mistake.length - 1);
      assertThat(compare(options.toArray(String[]::new))).as(console.err()).isEqualTo(2);
      assertThat(console.err())
          .contains("clickahead compare: ")
          .contains(mistake[mistake.length - 1])
          .hasLineCount(1);
    }
    assertThat(out()).doesNotExist();
  }

  @Test
  void withoutAValidPartNoTrainingIsWatched() throws IOException {
    Path plain = folder.resolve("plain");
    Path log = shared.resolve("log.tsv");
    assertThat(console.run("prepare", "" + log, "--out", "" + plain, "--test-days", "3")).isZero();
    String[] options = {"--models=popularity,gru4rec", "--set=gru4rec.valid=recall@5"};
    assertThat(new Contest(plain, folder, console).compare(options)).isEqualTo(2);
    assertThat(console.err())
        .contains("gru4rec: valid=recall@5: " + plain + " has no valid part")
        .hasLineCount(1);
    assertThat(out()).doesNotExist();
  }
}
