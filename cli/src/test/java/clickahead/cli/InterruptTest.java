package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import clickahead.Recommender;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InterruptTest {
  @TempDir private Path folder;

  @Test
  void anInterruptedTrainingLeavesAUsableModelAndEndsWith130() throws Exception {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "signals are sent with the shell's kill");
    Path log = Files.writeString(folder.resolve("log.tsv"), log());
    Path model = folder.resolve("shop.model");
    Process training =
        train(log, "--set", "n_epochs=1000000", "--set", "threads=2", "--out", model.toString());
    try (BufferedReader out = training.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).contains("\"epoch\":1,");
      String kill = "kill -INT " + training.pid();
      assertThat(new ProcessBuilder("/bin/sh", "-c", kill).start().waitFor()).isZero();
      out.lines().forEach(line -> assertThat(line).startsWith("{\"epoch\":"));
      assertThat(training.waitFor()).isEqualTo(130);
    }
    String err = new String(training.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(err).contains("interrupted in epoch ").contains(model + " holds the model so far");
    Recommender recommender = Recommender.load(model);
    assertThat(recommender.model().record()).containsEntry("interrupted", true);
    assertThat(recommender.session().click("b")).isTrue();
  }

  private static String log() {
    StringBuilder log = new StringBuilder("SessionId\tItemId\tTime\n");
    String[] items = {"a", "b", "c", "d", "e"};
    for (int session = 0; session < 200; session++) {
      for (int click = 0; click < 4; click++) {
        log.append(session).append('\t').append(items[(session + click) % items.length]);
        log.append('\t').append(1_000_000 + 100 * session + click).append('\n');
      }
    }
    return log.toString();
  }

  private static Process train(Path log, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "clickahead.cli.Main",
                "train",
                log.toString(),
                "--json"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).start();
  }
}
