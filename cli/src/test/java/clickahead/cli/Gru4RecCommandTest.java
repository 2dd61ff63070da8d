package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Gru4RecCommandTest {
  private static final String SMALL = "layers=12,batch_size=8,n_sample=5,n_epochs=2";

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();

  @BeforeEach
  void writeLogs() throws IOException {
    Files.writeString(folder.resolve("train.tsv"), log("SessionId\tItemId\tTime", 60));
    Files.writeString(
        folder.resolve("test.tsv"), log("SessionId\tItemId\tTime", 9) + "9\tnew\t1\n");
    Files.writeString(folder.resolve("named.tsv"), log("visit\tarticle\twhen", 60));
  }

  private static String log(String head, int sessions) {
    StringBuilder log = new StringBuilder(head).append('\n');
    for (int s = 0; s < sessions; s++) {
      for (int i = 0; i < 4; i++) {
        log.append(s).append("\titem-").append((s + i) % 7).append('\t').append(10 * s + i);
        log.append('\n');
      }
    }
    return log.toString();
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private int run(String... arguments) {
    List<String> all = new ArrayList<>(List.of("gru4rec"));
    for (String argument : arguments) {
      boolean file = argument.matches("[\\w-]+\\.(tsv|py|model|pickle|pt)");
      all.add(file ? path(argument) : argument);
    }
    return console.run(all.toArray(String[]::new));
  }

  @Test
  void f9_theOfficialCommandLineRunsAndPrintsTheLinesThatScriptsRead() {
    assertThat(
            run(
                "train.tsv",
                "-ps",
                SMALL,
                "-t",
                "test.tsv",
                "test.tsv",
                "-m",
                "3",
                "1",
                "-pm",
                "mrr",
                "-lpm",
                "-s",
                "out.model"))
        .as(console.err())
        .isZero();
    List<String> lines = console.out().lines().toList();
    assertThat(lines).hasSize(2 + 2 * 3);
    for (int epoch = 1; epoch <= 2; epoch++) {
      assertThat(lines.get(epoch - 1))
          .matches(
              "Epoch"
                  + epoch
                  + " --> loss: \\d+\\.\\d{6} \\(\\d+\\.\\d\\ds\\) \\t\\[\\d+\\.\\d\\d mb/s \\| \\d+"
                  + " e/s\\]");
    }
    assertThat(lines.get(2)).matches("Recall@3: [01]\\.\\d{6} MRR@3: [01]\\.\\d{6}");
    assertThat(lines.get(3)).matches("Recall@1: [01]\\.\\d{6} MRR@1: [01]\\.\\d{6}");
    assertThat(lines.get(4)).matches("PRIMARY METRIC: [01]\\.\\d+");
    double primary = Double.parseDouble(lines.get(4).substring("PRIMARY METRIC: ".length()));
    assertThat(lines.get(2)).endsWith("MRR@3: %.6f".formatted(primary));
    assertThat(lines.subList(5, 8)).isEqualTo(lines.subList(2, 5));
    assertThat(console.err()).contains("1 events with items that the model does not know");
    assertThat(folder.resolve("out.model")).exists();
  }

  @Test
  void aLoadedModelMeasuresAsItDidAfterItsTraining() {
    run("train.tsv", "-ps", SMALL, "-t", "test.tsv", "-s", "out.model");
    String trained = console.out().lines().toList().getLast();
    assertThat(run("out.model", "-l", "-t", "test.tsv", "-s", "copy.model")).isZero();
    assertThat(console.out()).isEqualTo(trained + "\n");
    assertThat(run("copy.model", "-l", "-t", "test.tsv")).isZero();
    assertThat(console.out()).isEqualTo(trained + "\n");
  }

  @Test
  void aParameterFileMeansWhatTheStringMeans() throws IOException {
    Files.writeString(
        folder.resolve("params.py"),
        """
        from collections import OrderedDict
        gru4rec_params = OrderedDict([
          ('layers', [12]), ('batch_size', 8),
          ('n_sample', 5), ('n_epochs', 2)])
        """);
    run("train.tsv", "-ps", SMALL, "-t", "test.tsv");
    String fromString = measured();
    assertThat(run("train.tsv", "-pf", "params.py", "-t", "test.tsv")).as(console.err()).isZero();
    assertThat(measured()).isEqualTo(fromString);
  }

  private String measured() {
    return console.out().lines().filter(line -> line.startsWith("Recall")).findFirst().orElse("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"standard", "conservative", "median", "tiebreaking"})
  void g16_everyTieModeMeasures(String mode) {
    assertThat(run("train.tsv", "-ps", SMALL, "-t", "test.tsv", "-e", mode)).isZero();
    assertThat(measured()).startsWith("Recall@20: 1.000000");
  }

  @Test
  void theDialectSaysWhichDefaultsHold() {
    assertThat(
            run(
                "train.tsv",
                "-ps",
                "layers=6,n_epochs=1,n_sample=3",
                "-s",
                "out.model",
                "--dialect",
                "theano"))
        .as(console.err())
        .isZero();
    console.run("info", path("out.model"));
    assertThat(console.out())
        .contains("loss=bpr-max")
        .contains("cell=reset-before")
        .contains("batch_size=32")
        .contains("sample_alpha=0.75");
    run("train.tsv", "-ps", "layers=6,n_epochs=1,n_sample=3", "-s", "out.model");
    console.run("info", path("out.model"));
    assertThat(console.out()).contains("loss=cross-entropy").contains("batch_size=64");
  }

  @Test
  void columnsHaveTheNamesThatAreGiven() {
    assertThat(
            run(
                "named.tsv",
                "-ps",
                SMALL,
                "-sk",
                "visit",
                "-ik",
                "article",
                "-tk",
                "when",
                "-t",
                "named.tsv"))
        .as(console.err())
        .isZero();
    assertThat(measured()).startsWith("Recall@20: 1.000000");
    assertThat(
            run(
                "named.tsv",
                "--dialect",
                "theano",
                "-ps",
                SMALL + ",session_key=visit,item_key=article,time_key=when"))
        .as(console.err())
        .isZero();
  }

  @Test
  void whatHasNothingToDoHereIsTakenWithARemark() {
    assertThat(
            run("train.tsv", "-ps", SMALL, "-d", "cuda:0", "-ss", "1000", "--sample_store_on_cpu"))
        .isZero();
    assertThat(console.err())
        .contains("-d cuda:0 is ignored")
        .contains("-ss 1000 is ignored")
        .contains("--sample_store_on_cpu is ignored");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          train.tsv | no parameters: give one of -ps PARAM_STRING
          train.tsv -ps layers=4 -l | leave -ps, -pf and --preset out
          train.tsv -ps layers=4 -pf params.py | keep one of them
          train.tsv -ps layers=4 -g model.py | docs/import-export.md
          train.pickle -ps layers=4 | docs/import-export.md
          train.tsv -ps layers=4 -t test.pickle | Write it as a tab-separated file
          model.pt -l -t test.tsv | clickahead import
          train.tsv -ps layers=4,loss | 'loss' sets nothing
          train.tsv -ps layer=4 | did you mean 'layers'
          train.tsv -ps final_act=linear | --dialect theano
          train.tsv -ps layers=4 -t test.tsv -m 0 | -m is 0, must be 1 or more
          train.tsv -ps layers=4 -t missing.tsv | missing.tsv: no such file
          train.tsv --preset rsc14 | did you mean 'rsc15'
          train.tsv -ps layers=4 --resume | there is no
          missing.tsv -ps layers=4 | missing.tsv: no such file
          train.tsv -l | train.tsv
          """)
  void whatCannotWorkIsOneErrorAndLeavesNothing(String arguments, String message)
      throws IOException {
    Files.write(folder.resolve("train.pickle"), new byte[] {(byte) 0x80, 4, 1, 2});
    Files.write(folder.resolve("test.pickle"), new byte[] {(byte) 0x80, 4, 1, 2});
    Files.write(folder.resolve("model.pt"), new byte[] {'P', 'K', 3, 4});
    Files.writeString(folder.resolve("params.py"), "gru4rec_params = {'layers': [4]}");
    assertThat(run((arguments + " -s out.model").split(" "))).isEqualTo(2);
    assertThat(console.err().lines().toList().getLast()).contains(message);
    assertThat(folder.resolve("out.model")).doesNotExist();
    assertThat(console.out()).isEmpty();
  }

  @Test
  void aPickledFileIsFoundOutWhateverItsName() throws IOException {
    Files.write(folder.resolve("train.tsv"), new byte[] {(byte) 0x80, 4, 1, 2});
    assertThat(run("train.tsv", "-ps", SMALL)).isEqualTo(2);
    assertThat(console.err()).contains("data that Python pickled");
  }

  @Test
  void presetFileAndFlagWinInThisOrder() throws IOException {
    Path yaml =
        Files.writeString(folder.resolve("p.yaml"), "layers: 9\nn_epochs: 1\nmomentum: 0.3\n");
    assertThat(
            console.run(
                "train",
                path("train.tsv"),
                "--preset",
                "rsc15",
                "--config",
                yaml.toString(),
                "--set",
                "layers=5",
                "--set",
                "n_sample=4",
                "--out",
                path("out.model")))
        .as(console.err())
        .isZero();
    console.run("info", path("out.model"));
    assertThat(console.out())
        .contains("layers=5")
        .contains("momentum=0.3")
        .contains("dropout_p_hidden=0.4")
        .contains("learning_rate=0.2");
  }
}
