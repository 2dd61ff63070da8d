package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What --resume takes up, and what it refuses. */
class ResumeTest {
  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();
  private Path log;
  private Path model;
  private Path checkpoint;

  /** A training that was killed behind its first epoch. */
  @BeforeEach
  void killATraining() throws Exception {
    log = ClickFile.of(folder.resolve("log.tsv"), 50);
    model = folder.resolve("shop.model");
    checkpoint = folder.resolve("shop.model.checkpoint");
    String[] command = {
      "train",
      "" + log,
      "--out",
      "" + model,
      "--json",
      "--set",
      "n_epochs=1000000",
      "--set",
      "layers=8",
      "--set",
      "learning_rate=0.05"
    };
    Process training = ProgramProcess.start(ProgramProcess.command(command));
    try (BufferedReader out = training.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("\"epoch\":1,");
    } finally {
      training.destroyForcibly().waitFor();
    }
    assertThat(checkpoint).exists();
  }

  private String refusal(Path data, String... more) {
    List<String> command =
        new ArrayList<>(List.of("train", "" + data, "--resume", "--out", "" + model));
    command.addAll(List.of(more));
    assertThat(console.run(command.toArray(String[]::new))).isEqualTo(2);
    assertThat(console.err()).hasLineCount(1);
    return console.err();
  }

  @Test
  void whatContradictsTheCheckpointIsRefusedAndLeavesItAsItIs() throws IOException {
    byte[] before = Files.readAllBytes(checkpoint);
    assertThat(refusal(log, "--set", "layers=8", "--set", "learning_rate=0.1"))
        .contains("--resume: learning_rate=0.1 was given, and " + checkpoint)
        .contains("was begun with learning_rate=0.05. Leave the setting out");
    assertThat(refusal(log, "--valid", "recall@5")).contains("valid=recall@5 was given");
    Path other = ClickFile.of(folder.resolve("other.tsv"), 51);
    assertThat(refusal(other))
        .contains("the clicks of " + other + " are not those that " + checkpoint)
        .contains("was begun with (" + log);
    String clicks = Files.readString(log);
    String later = clicks.replaceFirst("(?m)^(\\S+\\t\\S+\\t\\d+)$", "$1.5");
    assertThat(later).isNotEqualTo(clicks);
    assertThat(refusal(Files.writeString(folder.resolve("later.tsv"), later)))
        .contains("are not those that " + checkpoint);
    assertThat(checkpoint).hasBinaryContent(before);
  }

  @Test
  void withoutACheckpointThereIsNothingToResume() throws IOException {
    Files.delete(checkpoint);
    assertThat(refusal(log))
        .contains("--resume: there is no " + checkpoint)
        .contains("Leave --resume out to begin one");
  }

  @Test
  void aDamagedCheckpointIsRefused() throws IOException {
    byte[] bytes = Files.readAllBytes(checkpoint);
    Files.write(checkpoint, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(refusal(log)).contains(checkpoint + ": truncated");
    Files.copy(model, checkpoint, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThat(refusal(log)).contains(checkpoint + ": is a model, and no checkpoint");
  }

  @Test
  void beginningAgainSaysThatTheCheckpointWillBeReplaced() {
    assertThat(console.run("train", "" + log, "--out", "" + model, "--set", "n_epochs=1"))
        .as(console.err())
        .isZero();
    assertThat(console.err())
        .contains(checkpoint + ", of a training that was interrupted, will be");
    assertThat(checkpoint).doesNotExist();
  }
}
