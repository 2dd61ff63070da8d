package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Comparisons that do not come to their end. */
class CompareInterruptTest {
  private static final int SECONDS = 30;

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

  @Test
  void aKilledComparisonGoesOnWhereItStopped() throws Exception {
    ProgramProcess.assumeInterruptible();
    Contest contest = new Contest(shop, folder, console);
    String[] words = {
      "compare",
      "" + shop,
      "--models",
      "popularity,gru4rec",
      "--out",
      "" + contest.out(),
      "--answers",
      "50",
      "--set",
      "layers=8",
      "--set",
      "n_sample=0",
      "--set",
      "n_epochs=30"
    };
    Path checkpoint = contest.out().resolve("models/gru4rec.model.checkpoint");
    Process killed = ProgramProcess.start(ProgramProcess.command(words));
    try (BufferedReader err = killed.errorReader(StandardCharsets.UTF_8)) {
      readTo(err, "gru4rec: training", killed);
      while (!Files.exists(checkpoint)) {
        assertThat(killed.isAlive()).as("it trains for a while").isTrue();
        Thread.onSpinWait();
      }
      ProcessHandle training = training(killed);
      killed.destroyForcibly().waitFor();
      training.onExit().get(SECONDS, TimeUnit.SECONDS);
    }
    assertThat(checkpoint).exists();
    Process interrupted = ProgramProcess.start(ProgramProcess.command(words));
    try (BufferedReader err = interrupted.errorReader(StandardCharsets.UTF_8)) {
      readTo(err, "gru4rec: going on with its training", interrupted);
      ProgramProcess.interrupt(interrupted);
      readTo(err, "interrupted; the same command goes on", interrupted);
      assertThat(interrupted.waitFor()).isEqualTo(130);
    }
    assertThat(console.run(words)).as(console.err()).isZero();
    assertThat(console.err()).contains("popularity: trained before", "gru4rec: going on");
    assertThat(
            contest.page().path("models").path("gru4rec").path("training").path("epochs").asInt())
        .isEqualTo(30);
    try (Stream<Path> files = Files.list(contest.out().resolve("models"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .noneMatch(name -> name.endsWith(".part") || name.endsWith(".checkpoint"));
    }
  }

  /** The process that the comparison has started. */
  private static ProcessHandle training(Process comparison) {
    List<ProcessHandle> children = comparison.children().toList();
    assertThat(children).as("the training's process").hasSize(1);
    return children.getFirst();
  }

  private static void readTo(BufferedReader err, String line, Process process) throws IOException {
    List<String> lines = new ArrayList<>();
    do {
      lines.add(err.readLine());
    } while (lines.getLast() != null && !lines.getLast().contains(line));
    assertThat(lines.getLast()).as("%s ended with %s", process.info(), lines).isNotNull();
  }
}
