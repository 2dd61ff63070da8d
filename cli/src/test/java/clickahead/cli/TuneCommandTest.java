package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A study on a small log. */
class TuneCommandTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();
  private Path shop;
  private Path space;

  /** Sessions that walk through the items, with a stumble now and then. */
  @BeforeEach
  void prepare() throws IOException {
    SplittableRandom random = new SplittableRandom(3);
    List<String> lines = new ArrayList<>();
    for (int session = 0; session < 300; session++) {
      int item = random.nextInt(40);
      StringBuilder line = new StringBuilder("i" + item);
      for (int click = 2 + random.nextInt(5); click > 0; click--) {
        item = random.nextInt(3) == 0 ? random.nextInt(40) : (item + 1) % 40;
        line.append(" i").append(item);
      }
      lines.add(line.toString());
    }
    Path log = Files.write(folder.resolve("sessions.txt"), lines);
    shop = folder.resolve("shop");
    assertThat(
            console.run(
                "prepare",
                "" + log,
                "--session-list",
                "--valid-lines",
                "50",
                "--test-lines",
                "50",
                "--out",
                "" + shop))
        .as(console.err())
        .isZero();
    space = folder.resolve("space.yaml");
    Files.writeString(space, "learning_rate: [0.001, 0.3]\nlayers: [8, 16]\n");
  }

  private int tune(Path study, String... more) {
    List<String> command = new ArrayList<>(List.of("tune", "" + shop, "--out", "" + study));
    command.addAll(List.of("--space", "" + space, "--metric", "mrr@5"));
    for (String setting : List.of("n_sample=16", "threads=1", "n_epochs=3")) {
      command.addAll(List.of("--set", setting));
    }
    command.addAll(List.of(more));
    return console.run(command.toArray(String[]::new));
  }

  @Test
  void theBestTrialsParametersTrainToWhatTheTrialMeasured() throws IOException {
    Path study = folder.resolve("a.study");
    assertThat(tune(study, "--sampler", "exhaustive", "--json")).as(console.err()).isZero();
    JsonNode found = JSON.readTree(console.out());
    assertThat(found.path("trials")).hasSize(4);
    double best = found.path("best").path("value").asDouble();
    found
        .path("trials")
        .forEach(t -> assertThat(t.path("value").asDouble()).isLessThanOrEqualTo(best));
    assertThat(found.path("best").path("parameters").path("learning_rate").asString())
        .isEqualTo("0.3");
    Path model = folder.resolve("best.model");
    String config = found.path("config").asString();
    int trained =
        console.run(
            "train",
            "" + shop,
            "--config",
            config,
            "--valid",
            "mrr@5",
            "--out",
            "" + model,
            "--json");
    assertThat(trained).as(console.err()).isZero();
    JsonNode last = JSON.readTree(console.out().lines().toList().getLast());
    assertThat(last.path("mrr@5").asDouble()).isEqualTo(best);
  }

  @Test
  void neitherTheTestPartNorAnInterruptionChangesTheTrials() throws IOException {
    Path whole = folder.resolve("whole.study");
    assertThat(tune(whole, "--trials", "4")).as(console.err()).isZero();
    assertThat(console.out()).contains("best: trial ").contains("learning_rate: 0.3");
    Files.delete(shop.resolve("test.safetensors"));
    Path parts = folder.resolve("parts.study");
    assertThat(tune(parts, "--trials", "2")).as(console.err()).isZero();
    Files.writeString(parts, Files.readString(parts) + "{\"trial\":3,\"sta");
    assertThat(tune(parts, "--trials", "4")).as(console.err()).isZero();
    assertThat(console.err()).contains("parts.study has 2 trials, going on");
    assertThat(withoutSeconds(parts)).hasSize(5).isEqualTo(withoutSeconds(whole));
  }

  @Test
  void trialsSideBySideMeasureTheSameAndTheStudyGoesOnWithAsMany() throws IOException {
    Path one = folder.resolve("one.study");
    assertThat(tune(one, "--sampler", "exhaustive")).as(console.err()).isZero();
    Path two = folder.resolve("two.study");
    String[] parts = {"--sampler", "exhaustive", "--jobs", "2", "--trials", "3"};
    assertThat(tune(two, parts)).as(console.err()).isZero();
    assertThat(tune(two, "--sampler", "exhaustive")).as(console.err()).isZero();
    List<String> sorted = withoutSeconds(two).stream().skip(1).sorted().toList();
    assertThat(sorted).hasSize(4).isEqualTo(withoutSeconds(one).stream().skip(1).sorted().toList());
    assertThat(Files.readString(two)).contains("\"jobs\":2");
    assertThat(tune(two, "--sampler", "exhaustive", "--jobs", "1")).isEqualTo(2);
    assertThat(console.err()).contains("two.study:1: the study has jobs 2, now it is 1.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "narm; epochs=2 threads=1; learning_rate: [0.01]|hidden_size: [4]|n_layers: [1, 2]",
        "vsknn; idf_weighting=1; k: [5, 50]|sample_size: [20, 100]",
        "bpr-mf; n_factors=4; learning_rate: [0.01, 0.1]|n_iterations: [1, 3]"
      })
  void everyKindOfModelTrainsSideBySide(String model, String settings, String lines)
      throws IOException {
    Files.writeString(space, lines.replace("|", "\n"));
    List<List<String>> studies = new ArrayList<>();
    for (String jobs : List.of("1", "2")) {
      Path study = folder.resolve(jobs + ".study");
      List<String> command = new ArrayList<>(List.of("tune", "" + shop, "--out", "" + study));
      command.addAll(List.of("--model", model, "--space", "" + space, "--metric", "mrr@5"));
      Stream.of(settings.split(" ")).forEach(s -> command.addAll(List.of("--set", s)));
      command.addAll(List.of("--sampler", "exhaustive", "--jobs", jobs));
      assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isZero();
      studies.add(withoutSeconds(study).stream().skip(1).sorted().toList());
    }
    assertThat(studies.getFirst()).isNotEmpty().allMatch(line -> !line.contains("failed"));
    assertThat(studies.getLast()).isEqualTo(studies.getFirst());
  }

  private static List<String> withoutSeconds(Path study) throws IOException {
    return Files.readAllLines(study).stream()
        .map(line -> line.replaceAll("\"seconds\":[0-9.]+|\"typed_.*", ""))
        .toList();
  }

  @Test
  void aCombinationThatTheModelRefusesFailsAndTheOthersGoOn() throws IOException {
    Files.writeString(space, "loss: [bpr-max, cross-entropy]\nsmoothing: [0.1]\n");
    Path study = folder.resolve("a.study");
    assertThat(tune(study, "--sampler", "exhaustive")).as(console.err()).isZero();
    assertThat(console.err())
        .contains("trial 1 failed: smoothing needs loss=cross-entropy")
        .contains("every combination was tried");
    Files.writeString(space, "loss: [bpr-max]\nsmoothing: [0.1]\n");
    Path none = folder.resolve("none.study");
    assertThat(tune(none)).isEqualTo(1);
    assertThat(console.err()).contains("no trial was complete; ");
    assertThat(folder.resolve("none.study.best.yaml")).doesNotExist();
  }

  @Test
  void whatIsSetMayGoWithWhatTheSpaceChoosesAlone() throws IOException {
    Files.writeString(space, "constrained_embedding: [false]\nlayers: [8]\n");
    Path study = folder.resolve("a.study");
    assertThat(tune(study, "--set", "embedding=6", "--trials", "1")).as(console.err()).isZero();
    assertThat(console.out()).contains("best: trial 1");
  }

  @Test
  void aStudyCanBeShownAgain() throws IOException {
    Path study = folder.resolve("a.study");
    assertThat(tune(study, "--trials", "2", "--json")).as(console.err()).isZero();
    String json = console.out();
    assertThat(console.err()).contains("wrote " + study + ".html and " + study + ".svg");
    Path page = folder.resolve("a.study.html");
    String html = Files.readString(page);
    assertThat(html).contains("clickahead tune " + shop).contains("--out MODEL");
    Files.delete(page);
    assertThat(console.run("study", "" + study, "--json")).as(console.err()).isZero();
    assertThat(console.out()).isEqualTo(json);
    assertThat(page).content().isEqualTo(html);
    assertThat(Files.getPosixFilePermissions(page))
        .as("readable for whoever may read the study")
        .isEqualTo(Files.getPosixFilePermissions(study));
    assertThat(console.run("study", "" + study)).isZero();
    assertThat(console.out()).contains("best: trial ").contains("learning_rate: ");
    assertThat(console.run("study", "" + folder.resolve("b.study"))).isEqualTo(2);
    assertThat(console.err()).contains("b.study: no study; name what tune --out was given");
    assertThat(console.run("study", "" + space)).isEqualTo(2);
    assertThat(console.err()).contains("space.yaml is there and no study");
  }

  @Test
  void aTrialThatDivergesFailsAndTheOthersGoOn() throws IOException {
    Files.writeString(space, "learning_rate: [1e30, 0.1]\nloss: [bpr-max]\nelu_param: [0]\n");
    Path study = folder.resolve("a.study");
    assertThat(tune(study, "--sampler", "exhaustive", "--json")).as(console.err()).isZero();
    assertThat(console.err()).contains("trial 1 failed: the loss became ");
    JsonNode trials = JSON.readTree(console.out()).path("trials");
    assertThat(trials.path(0).path("parameters").path("learning_rate").asString()).isEqualTo("0.1");
    assertThat(trials.path(0).path("state").asString()).isEqualTo("complete");
    assertThat(trials.path(1).path("state").asString()).isEqualTo("failed");
    assertThat(Files.readAllLines(study).get(1)).contains("\"state\":\"failed\"");
    assertThat(tune(study, "--sampler", "exhaustive")).as(console.err()).isZero();
    assertThat(console.err()).contains("has 2 trials, going on").contains("every combination");
  }

  @Test
  void aMistakeIsOneClearErrorAndLeavesNothing() throws IOException {
    String[][] mistakes = {
      {"--trials", "0", "--trials is 0, must be 1 or more"},
      {"--jobs", "0", "--jobs is 0, must be 1 or more"},
      {"--time", "soon", "--time is 'soon', expected such as 2h, 90m or 1h30m"},
      {"-fm", "0", "-fm is 0, must be 1 or more"},
      {"-g", "mine.py", "-g mine.py: no Python is run here"},
      {"-m", "0", "--metric is 'recall@0', must be recall@K or mrr@K"},
      {"--metric", "ndcg@5", "--metric is 'ndcg@5', must be recall@K or mrr@K"},
      {"--model", "gru5rec", "--model is 'gru5rec', this version knows"},
      {"--model", "popularity", "popularity has no parameters, so there is nothing to search"},
      {"--model=narm", "--set=reverse=true", "a model with reverse=true looks at sessions from"},
      {
        "--model=gru4recf", "--trials=1", "no item column 'class', which selected_features asks for"
      },
      {"--set", "layer=3", "unknown parameter 'layer'; did you mean 'layers'?"},
      {"--space", folder.resolve("none") + "", "none: no such file or folder"}
    };
    Path study = folder.resolve("a.study");
    for (String[] mistake : mistakes) {
      List<String> command = new ArrayList<>(List.of("tune", "" + shop, "--out", "" + study));
      Stream.of(mistake[0], mistake[1]).forEach(command::add);
      assertThat(console.run(command.toArray(String[]::new))).isEqualTo(2);
      assertThat(console.err()).contains("clickahead tune: ").contains(mistake[2]).hasLineCount(1);
    }
    Files.writeString(space, "learning_rate: {low: 0, high: 1}\n");
    assertThat(tune(study)).isEqualTo(2);
    assertThat(console.err()).contains("space.yaml:1: learning_rate=0: must be above 0");
    Files.delete(shop.resolve("valid.safetensors"));
    Files.writeString(space, "layers: [8]\n");
    assertThat(tune(study)).isEqualTo(2);
    assertThat(console.err()).contains("has no valid part. Prepare the log with --valid-days");
    assertThat(study).doesNotExist();
  }
}
