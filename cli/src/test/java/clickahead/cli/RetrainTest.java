package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Going on with a model on the clicks of later days. */
class RetrainTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();

  private void run(String... command) {
    assertThat(console.run(command)).as(console.err()).isZero();
  }

  private Path sessions(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private Path small(String name, Path log) {
    Path model = folder.resolve(name);
    run("train", "" + log, "--session-list", "--set", "layers=4", "--out", "" + model);
    return model;
  }

  @Test
  void theRecordAndARemarkSayWhatIsNew() throws IOException {
    Path old = small("old.model", sessions("monday.txt", "a b c", "b c a", "c a b", "a c"));
    Path next = folder.resolve("next.model");
    Path tuesday = sessions("tuesday.txt", "x a b", "y z", "b c x", "a c");
    run("train", "" + tuesday, "--session-list", "--from", "" + old, "--out", "" + next);
    assertThat(console.err())
        .contains("%s: 3 known items, 3 new ones (1 begin with a mean, 2 drawn)".formatted(old));
    run("info", "" + next, "--json");
    JsonNode from = JSON.readTree(console.out()).path("training").path("from");
    assertThat(from.path("model").asString()).isEqualTo(old.toAbsolutePath().toString());
    assertThat(from.path("new_items").asString()).isEqualTo("neighbours");
    assertThat(from.path("supports").asString()).isEqualTo("cumulative");
    run("recommend", "" + next, "--items", "x", "--top", "6");
    assertThat(console.out()).contains("z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec-seq", "gru4recf", "narm"})
  void aSequenceModelGoesOnWithItsParametersAndRecommendsNewItems(String kind) throws IOException {
    Path monday = sessions("monday.tsv", "SessionId\tItemId\tTime\tclass");
    Path tuesday = sessions("tuesday.tsv", "SessionId\tItemId\tTime\tclass");
    for (int s = 0; s < 30; s++) {
      clicks(monday, s, "a", "b", "c");
      clicks(tuesday, 100 + s, "c", "x", "y");
    }
    Path old = folder.resolve("old.model");
    Path next = folder.resolve("next.model");
    String[] small = {
      "--set",
      "embedding_size=8",
      "--set",
      "hidden_size=8",
      "--set",
      "learning_rate=0.05",
      "--set",
      "epochs=20",
      "--set",
      "train_batch_size=16"
    };
    run(with(small, "train", "" + prepared(monday), "--model", kind, "--out", "" + old));
    run("train", "" + prepared(tuesday), "--from", "" + old, "--out", "" + next);
    assertThat(console.err()).contains("3 known items, 2 new ones (1 begin with a mean, 1 drawn)");
    assertThat(console.out()).hasLineCount(21);
    run("recommend", "" + next, "--items", "x", "--top", "1");
    assertThat(console.out()).contains("y");
    run("info", "" + next, "--json");
    JsonNode info = JSON.readTree(console.out());
    assertThat(info.path("parameters").path("hidden_size").asInt()).isEqualTo(8);
    assertThat(info.path("training").path("from").path("optimizer_state").asString())
        .isEqualTo("keep");
  }

  private Path prepared(Path log) {
    Path data = folder.resolve(log.getFileName() + ".data");
    run("prepare", "" + log, "--item-columns", "class", "--out", "" + data);
    return data;
  }

  private static void clicks(Path log, int session, String... items) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < items.length; i++) {
      lines.add("%d\t%s\t%d\tc%s".formatted(session, items[i], 1000 * session + i, items[i]));
    }
    Files.write(log, lines, StandardOpenOption.APPEND);
  }

  private static String[] with(String[] more, String... command) {
    return Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aModelOfSessionsIsThatOfAllOfThem() throws IOException {
    String[] monday = {"a b c", "b c a", "c a b"};
    String[] tuesday = {"x a b", "y x", "b c x"};
    Path both =
        sessions("both.txt", Stream.of(monday, tuesday).flatMap(Stream::of).toArray(String[]::new));
    Path old = folder.resolve("old.model");
    Path next = folder.resolve("next.model");
    Path whole = folder.resolve("whole.model");
    run(training(sessions("monday.txt", monday), "vsknn", old));
    run(
        "train",
        "" + sessions("tuesday.txt", tuesday),
        "--session-list",
        "--model",
        "vsknn",
        "--from",
        "" + old,
        "--set",
        "k=50",
        "--out",
        "" + next);
    assertThat(console.err()).contains("3 known items, 2 new ones" + System.lineSeparator());
    assertThat(console.out()).contains("loss").doesNotContain("0.0000").doesNotContain("NaN");
    run(with(new String[] {"--set", "k=50"}, training(both, "vsknn", whole)));
    String[] question = {"--items", "a,x", "--top", "3"};
    run(with(question, "recommend", "" + whole));
    String expected = console.out();
    run(with(question, "recommend", "" + next));
    assertThat(console.out()).isEqualTo(expected);
  }

  private static String[] training(Path log, String kind, Path out) {
    return new String[] {"train", "" + log, "--session-list", "--model", kind, "--out", "" + out};
  }

  @Test
  void factorsThatWereInterruptedGoOnToTheSameModel() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int s = 0; s < 500; s++) {
      lines.add("i%d i%d i%d".formatted(s % 7, s % 11, s % 13));
    }
    Path log = Files.write(folder.resolve("log.txt"), lines);
    Path whole = folder.resolve("whole.model");
    Path killed = folder.resolve("killed.model");
    String[] more = {"--set", "n_iterations=60", "--json"};
    run(with(more, training(log, "bpr-mf", whole)));
    Process training =
        ProgramProcess.start(ProgramProcess.command(with(more, training(log, "bpr-mf", killed))));
    try (var out = training.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("\"epoch\":1,");
    } finally {
      training.destroyForcibly().waitFor();
    }
    assertThat(folder.resolve("killed.model.checkpoint")).exists();
    run("train", "" + log, "--session-list", "--resume", "--out", "" + killed);
    assertThat(ModelBits.of(killed)).isEqualTo(ModelBits.of(whole));
  }

  @Test
  void aRetrainingThatWasKilledGoesOnToTheSameModel() throws Exception {
    Path old = small("old.model", sessions("monday.txt", "a b c", "b c a", "c a b", "a c"));
    Path log = sessions("tuesday.txt", "x a b", "y z", "b c x", "a c", "c y");
    Path whole = folder.resolve("whole.model");
    Path killed = folder.resolve("killed.model");
    run(goOn(log, old, whole));
    Process training = ProgramProcess.start(ProgramProcess.command(goOn(log, old, killed)));
    try (var out = training.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("\"epoch\":1,");
    } finally {
      training.destroyForcibly().waitFor();
    }
    assertThat(folder.resolve("killed.model.checkpoint")).exists();
    run("train", "" + log, "--session-list", "--resume", "--out", "" + killed);
    assertThat(ModelBits.of(killed)).isEqualTo(ModelBits.of(whole));
    run("info", "" + killed, "--json");
    JsonNode from = JSON.readTree(console.out()).path("training").path("from");
    assertThat(from.path("model").asString()).isEqualTo(old.toAbsolutePath().toString());
  }

  private static String[] goOn(Path log, Path old, Path out) {
    String[] paths = {"train", "" + log, "--session-list", "--from", "" + old, "--out", "" + out};
    String[] more = {"--json", "--set", "n_epochs=200", "--set", "threads=1"};
    return Stream.concat(Stream.of(paths), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void aMistakeIsOneClearErrorAndLeavesNoModel() throws IOException {
    Path log = sessions("monday.txt", "a b c", "b c a", "c a b", "a c");
    Path old = small("old.model", log);
    Path counts = folder.resolve("counts.model");
    run("train", "" + log, "--session-list", "--model", "popularity", "--out", "" + counts);
    String[][] mistakes = {
      {"--from", "" + old, "--set", "layers=5", "layers=5: the model was trained with layers=4"},
      {"--from", "" + old, "--new-items", "category:size", "has this item column (found: [])"},
      {"--from", "" + old, "--new-items", "mean", "must be glorot, neighbours or category:COLUMN"},
      {"--from", "" + old, "--model", "narm", "is a model of gru4rec. Go on with --model gru4rec"},
      {
        "--from",
        "" + counts,
        "--supports",
        "new",
        "--supports means nothing to a model of popularity"
      },
      {"--new-items", "glorot", "--supports", "new", "need --from, the model to go on with"}
    };
    Path none = folder.resolve("none.model");
    for (String[] mistake : mistakes) {
      List<String> command =
          new ArrayList<>(List.of("train", "" + log, "--session-list", "--out", "" + none));
      command.addAll(List.of(mistake).subList(0, mistake.length - 1));
      assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isEqualTo(2);
      assertThat(console.err())
          .startsWith("clickahead train: ")
          .contains(mistake[mistake.length - 1])
          .hasLineCount(1);
      assertThat(none).doesNotExist();
    }
  }

  /** On the bundled shop: trained on its first months, gone on with on later days, and measured. */
  @Test
  void onLaterDaysARetrainedModelIsAheadOfTheStaleOne() throws IOException {
    List<Path> parts = monthsOfTheShop();
    Path stale = folder.resolve("stale.model");
    run("train", "" + parts.get(0), "--set", "n_epochs=3", "--out", "" + stale);
    Path retrained = folder.resolve("retrained.model");
    String[] goOn = {"--from", "" + stale, "--set", "n_epochs=2", "--out", "" + retrained};
    List<String> command = new ArrayList<>(List.of("train", "" + parts.get(1)));
    command.addAll(List.of(goOn));
    run(command.toArray(String[]::new));
    assertThat(recall(retrained, parts.get(2))).isGreaterThan(recall(stale, parts.get(2)));
  }

  /** Sessions of April, of May to July, and of August, as files. */
  private List<Path> monthsOfTheShop() throws IOException {
    Path log =
        Path.of(
            System.getProperty("clickahead.root"),
            "examples/eshop-2008/e-shop-clothing-2008.csv.gz");
    List<StringBuilder> files = new ArrayList<>();
    for (int part = 0; part < 3; part++) {
      files.add(new StringBuilder("SessionId\tItemId\tTime\n"));
    }
    try (var in = new java.util.zip.GZIPInputStream(Files.newInputStream(log));
        var lines = new java.io.BufferedReader(new java.io.InputStreamReader(in))) {
      List<String> names = List.of(lines.readLine().replace("\"", "").split("[;,]"));
      int month = names.indexOf("month");
      int day = names.indexOf("day");
      int order = names.indexOf("order");
      int session = names.indexOf("session ID");
      int item = names.indexOf("page 2 (clothing model)");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] values = line.replace("\"", "").split("[;,]");
        int m = Integer.parseInt(values[month]);
        long time =
            (m * 31L + Integer.parseInt(values[day])) * 86_400 + Integer.parseInt(values[order]);
        files
            .get(m == 4 ? 0 : m < 8 ? 1 : 2)
            .append(values[session] + "\t" + values[item] + "\t" + time + "\n");
      }
    }
    List<Path> parts = new ArrayList<>();
    for (StringBuilder file : files) {
      parts.add(Files.writeString(folder.resolve("part" + parts.size() + ".tsv"), file));
    }
    return parts;
  }

  private double recall(Path model, Path log) {
    run("evaluate", "" + model, "" + log, "--at", "20", "--json");
    JsonNode metrics = JSON.readTree(console.out()).path("metrics").path("conservative");
    return metrics.path("recall@20").asDouble();
  }
}
