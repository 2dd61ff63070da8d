package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.Recommender;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
  @TempDir private Path folder;
  private Path log;

  @BeforeEach
  void writeLog() throws IOException {
    ProgramProcess.assumeInterruptible();
    log = ClickFile.of(folder.resolve("log.tsv"), 200);
  }

  private String[] command(Path model, int epochs) {
    return new String[] {
      "train",
      log.toString(),
      "--json",
      "--set",
      "n_epochs=" + epochs,
      "--set",
      "threads=2",
      "--set",
      "layers=20",
      "--set",
      "dropout_p_hidden=0.2",
      "--out",
      model.toString()
    };
  }

  /** Starts a training, interrupts it behind its first epoch, and returns what stderr says. */
  private String interrupt(Path model, int epochs) throws Exception {
    Process training = ProgramProcess.start(ProgramProcess.command(command(model, epochs)));
    try (BufferedReader out = training.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("\"epoch\":1,");
      ProgramProcess.interrupt(training);
      out.lines().forEach(line -> assertThat(line).startsWith("{\"epoch\":"));
      assertThat(training.waitFor()).isEqualTo(130);
    }
    return new String(training.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void anInterruptedTrainingLeavesAUsableModelAndEndsWith130() throws Exception {
    Path model = folder.resolve("shop.model");
    String err = interrupt(model, 1_000_000);
    assertThat(err).contains("interrupted in epoch ").contains(model + " holds the model so far");
    Recommender recommender = Recommender.load(model);
    assertThat(recommender.model().record()).containsEntry("interrupted", true);
    assertThat(recommender.session().click("b")).isTrue();
  }

  @Test
  void theCommandThatAnInterruptionNamesGoesOnToTheSameModel() throws Exception {
    Path model = folder.resolve("shop.model");
    String err = interrupt(model, 150);
    String goOn = err.substring(err.indexOf("Go on with: ") + "Go on with: ".length()).strip();
    assertThat(goOn)
        .isEqualTo("clickahead train %s --resume --json --out %s".formatted(log, model));
    ConsoleOutput console = new ConsoleOutput();
    List<String> words = List.of(goOn.split(" "));
    assertThat(console.run(words.subList(1, words.size()).toArray(String[]::new)))
        .as(console.err())
        .isZero();
    assertThat(console.out().lines().toList().getLast()).startsWith("{\"epoch\":150,");
    Path whole = folder.resolve("whole.model");
    assertThat(console.run(command(whole, 150))).isZero();
    assertThat(ModelBits.of(model)).isEqualTo(ModelBits.of(whole));
    assertThat(Files.exists(folder.resolve("shop.model.checkpoint"))).isFalse();
  }
}
