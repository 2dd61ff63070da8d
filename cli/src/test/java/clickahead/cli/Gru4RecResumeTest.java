package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A training by the official command line that is interrupted. */
class Gru4RecResumeTest {
  private static final String SMALL =
      "layers=12,batch_size=8,n_sample=5,n_epochs=200,dropout_p_hidden=0.2,threads=1";

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();
  private Path log;

  @BeforeEach
  void write() throws IOException {
    log = ClickFile.of(folder.resolve("train.tsv"), 60);
  }

  private static String[] command(Path log, String parameters, Path out) {
    return new String[] {"gru4rec", "" + log, "-ps", parameters, "-s", "" + out};
  }

  /** Trains until it is interrupted in its second epoch or later; what it says then. */
  private String interrupted(String... command) throws Exception {
    Process training = ProgramProcess.start(ProgramProcess.command(command));
    try (BufferedReader out = training.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).startsWith("Epoch1 --> loss: ");
      ProgramProcess.interrupt(training);
      out.lines().forEach(line -> assertThat(line).startsWith("Epoch"));
      assertThat(training.waitFor()).isEqualTo(130);
    }
    return new String(training.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",bptt=3,momentum=0.1"})
  void goesOnWithResumeToTheSameModel(String more) throws Exception {
    ProgramProcess.assumeInterruptible();
    Path out = folder.resolve("out.model");
    Path whole = folder.resolve("whole.model");
    String[] begun = command(log, SMALL + more, out);
    String err = interrupted(begun);
    String goOn = err.substring(err.indexOf("Go on with: ") + "Go on with: ".length()).strip();
    assertThat(goOn).isEqualTo("clickahead " + String.join(" ", begun) + " --resume");
    List<String> words = List.of(goOn.split(" "));
    String[] other = words.subList(1, words.size()).toArray(String[]::new);
    other[3] = (SMALL + more).replace("layers=12", "layers=13");
    assertThat(console.run(other)).isEqualTo(2);
    assertThat(console.err()).contains("layers=13 was given").contains("begun with layers=12");
    assertThat(console.run(words.subList(1, words.size()).toArray(String[]::new)))
        .as(console.err())
        .isZero();
    assertThat(console.out().lines().toList().getLast()).startsWith("Epoch200 --> loss: ");
    assertThat(console.run(command(log, SMALL + more, whole))).as(console.err()).isZero();
    assertThat(ModelBits.of(out)).isEqualTo(ModelBits.of(whole));
    assertThat(folder.resolve("out.model.checkpoint")).doesNotExist();
  }
}
