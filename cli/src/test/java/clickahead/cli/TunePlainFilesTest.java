package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A study on files that were not prepared, and the command line of the official tuning. */
class TunePlainFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();
  private Path space;

  @BeforeEach
  void writeSpace() throws IOException {
    space = folder.resolve("space.yaml");
    Files.writeString(space, "learning_rate: [0.001, 0.3]\nlayers: [8, 16]\n");
  }

  @Test
  void filesAreTakenAsTheyAreWithTheOptionsOfTheOfficialTuning() throws IOException {
    String log = Files.readString(ClickFile.of(folder.resolve("log.tsv"), 60));
    Path file = folder.resolve("log.tsv");
    Files.writeString(file, log.replace("SessionId", "visit").replace("ItemId", "article"));
    List<String> command = new ArrayList<>(List.of("tune", "" + file, "-opf", "" + space));
    command.addAll(List.of("-nt", "2", "-fp", "n_sample=4,threads=1,n_epochs=1", "--json"));
    command.addAll(List.of("--session-column", "visit", "--item-column", "article"));
    command.addAll(List.of("--out", "" + folder.resolve("a.study")));
    assertThat(console.run(command.toArray(String[]::new))).isEqualTo(2);
    assertThat(console.err())
        .contains("log.tsv is a file, which has no valid part")
        .hasLineCount(1);
    command.addAll(List.of("--valid-data", "" + file));
    assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isZero();
    assertThat(JSON.readTree(console.out()).path("trials")).hasSize(2);
    assertThat(Files.readString(folder.resolve("a.study.best.yaml"))).contains("n_sample: 4");
  }

  @Test
  void theOfficialCommandLineIsTakenAsItStands() throws IOException {
    String log = Files.readString(ClickFile.of(folder.resolve("log.tsv"), 60));
    Path file = folder.resolve("log.tsv");
    Files.writeString(file, log.replace("SessionId", "visit").replace("ItemId", "article"));
    Path official = folder.resolve("space.json");
    Files.writeString(
        official,
        """
        {"name":"layers","dtype":"int","values":[4,8],"step":4}
        {"name":"learning_rate","dtype":"float","values":[0.05,0.25],"step":0.05}
        {"name":"final_act","dtype":"categorical","values":["elu-0.5","linear"]}
        """);
    String fixed = "loss=bpr-max,n_sample=4,threads=1,n_epochs=2,constrained_embedding=True";
    Path study = folder.resolve("a.study");
    List<String> command = new ArrayList<>(List.of("tune", "" + file, "" + file));
    command.addAll(List.of("-g", "gru4rec", "-tf", "device=cuda0", "-fp", fixed));
    command.addAll(List.of("-opf", "" + official, "-m", "5", "-nt", "3", "-fm", "1", "5", "10"));
    command.addAll(List.of("-pm", "mrr", "-e", "conservative", "-ik", "article", "-sk", "visit"));
    command.addAll(List.of("-tk", "Time", "--out", "" + study, "--json"));
    assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isZero();
    assertThat(console.err()).contains("-tf device=cuda0 is ignored");
    JsonNode found = JSON.readTree(console.out());
    assertThat(found.path("metric").asString()).isEqualTo("mrr@5");
    assertThat(found.path("trials")).hasSize(3);
    JsonNode last = found.path("final");
    assertThat(last.valueStream().map(at -> at.path("k").asInt())).containsExactly(1, 5, 10);
    assertThat(last.path(1).path("mrr").asDouble())
        .isEqualTo(found.path("best").path("value").asDouble());
    assertThat(last.path(2).path("recall").asDouble())
        .isGreaterThanOrEqualTo(last.path(0).path("recall").asDouble());
    command.removeLast();
    assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isZero();
    assertThat(console.out())
        .containsPattern("Recall@1: 0\\.\\d{6} MRR@1: 0\\.\\d{6}\nRecall@5: .*\nRecall@10: ");
    command.addAll(List.of("--valid-data", "" + file));
    assertThat(console.run(command.toArray(String[]::new))).isEqualTo(2);
    assertThat(console.err()).contains("sessions to measure on were named twice").hasLineCount(2);
  }

  @Test
  void thePrintedCommandTrainsOnAPlainFileToo() throws Exception {
    String log = Files.readString(ClickFile.of(folder.resolve("log.tsv"), 60));
    Path file = folder.resolve("my log.tsv");
    Files.writeString(file, log.replace("SessionId", "visit no").replace("ItemId", "article"));
    Path study = folder.resolve("a.study");
    List<String> command = new ArrayList<>(List.of("tune", "" + file, "--valid-data", "" + file));
    command.addAll(List.of("--space", "" + space, "--trials", "1", "-fp", "n_sample=4,n_epochs=1"));
    command.addAll(List.of("--session-column", "visit no", "--item-column", "article"));
    command.addAll(List.of("--out", "" + study));
    assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isZero();
    String printed = console.err().lines().toList().getLast().replaceFirst(".*train with: ", "");
    assertThat(Files.readString(folder.resolve("a.study.best.yaml"))).contains("# " + printed);
    Path model = folder.resolve("best.model");
    assertThat(printed).startsWith("clickahead train ").endsWith(" --out MODEL");
    String pasted = printed.replaceFirst("^clickahead ", "").replaceFirst("MODEL$", "" + model);
    assertThat(console.run(shellWords(pasted))).as(console.err()).isZero();
    assertThat(model).exists();
  }

  private static String[] shellWords(String command) throws Exception {
    Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + command).start();
    String words = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(shell.waitFor()).isZero();
    return words.lines().toArray(String[]::new);
  }
}
