package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills or interrupts a study, and goes on each time with what it left. */
class StudyKillTest {
  private static final int KILLS = 10;
  private static final int TRIALS = 45;
  private static final int MOST_LINES = 3;
  private static final int MOST_MILLIS = 60;
  private static final int MOST_STARTUP_MILLIS = 800;

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();
  private Path shop;
  private Path space;

  @BeforeEach
  void prepare() throws IOException {
    List<String> sessions = new ArrayList<>();
    for (int s = 0; s < 60; s++) {
      sessions.add("i%d i%d i%d i%d".formatted(s % 7, (s + 1) % 7, (s + 2) % 7, (s * s) % 7));
    }
    Path log = Files.write(folder.resolve("sessions.txt"), sessions);
    shop = folder.resolve("shop");
    String[] prepare = {"prepare", "" + log, "--session-list", "--valid-lines", "10"};
    List<String> words = new ArrayList<>(List.of(prepare));
    words.addAll(List.of("--out", "" + shop));
    int prepared = console.run(words.toArray(String[]::new));
    assertThat(prepared).as(console.err()).isZero();
    space = folder.resolve("space.yaml");
    Files.writeString(space, "learning_rate: {low: 0.001, high: 0.5, log: true}\nlayers: [4, 8]\n");
  }

  private String[] study(Path file, int jobs, int trials, int epochs) {
    List<String> words = new ArrayList<>(List.of("tune", "" + shop, "--space", "" + space));
    words.addAll(List.of("--metric", "mrr@5", "--trials", "" + trials, "--out", "" + file));
    words.addAll(List.of("--jobs", "" + jobs));
    for (String setting : List.of("n_epochs=" + epochs, "threads=1", "n_sample=4")) {
      words.addAll(List.of("--set", setting));
    }
    return words.toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aStudyThatIsKilledAtRandomMomentsLosesNoTrialAndEndsWithTheSame(int jobs) throws Exception {
    Path killed = folder.resolve("killed.study");
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    List<String> kept = List.of();
    for (int kill = 1; kill <= KILLS; kill++) {
      String what = "seed %d, kill %d".formatted(seed, kill);
      int finished = kill(study(killed, jobs, TRIALS, 3), random, what);
      List<String> now = wholeLines(killed);
      assertThat(now).as(what).hasSizeGreaterThanOrEqualTo(kept.size());
      assertThat(now.subList(0, kept.size())).as(what).isEqualTo(kept);
      if (finished > 0) {
        assertThat(now.size()).as(what).isGreaterThanOrEqualTo(Math.max(kept.size(), 1) + finished);
      }
      kept = now;
    }
    assertThat(kept.size()).as("seed %d, none left to do", seed).isLessThanOrEqualTo(TRIALS);
    assertThat(console.run(study(killed, jobs, TRIALS, 3))).as(console.err()).isZero();
    assertThat(wholeLines(killed).subList(0, kept.size())).isEqualTo(kept);
    Path whole = folder.resolve("whole.study");
    assertThat(console.run(study(whole, jobs, TRIALS, 3))).as(console.err()).isZero();
    assertThat(withoutSeconds(killed))
        .as("seed %d", seed)
        .hasSize(1 + TRIALS)
        .isEqualTo(withoutSeconds(whole));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.contains(".best") || name.endsWith(".study"))
          .containsExactlyInAnyOrder(
              "killed.study", "killed.study.best.yaml", "whole.study", "whole.study.best.yaml");
    }
  }

  /** Begins or goes on, and kills; returns how many trials it said to have finished. */
  private int kill(String[] study, SplittableRandom random, String what) throws Exception {
    int lines = random.nextInt(MOST_LINES + 1);
    int millis = random.nextInt(lines == 0 ? MOST_STARTUP_MILLIS : MOST_MILLIS);
    Process process = ProgramProcess.start(ProgramProcess.command(study));
    int finished = 0;
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      while (finished < lines) {
        String line = err.readLine();
        assertThat(line).as(what + ", ended by itself").isNotNull();
        finished += line.matches("trial \\d+: .*") ? 1 : 0;
      }
      assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as(what).isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
    return finished;
  }

  private static List<String> wholeLines(Path study) throws IOException {
    if (!Files.exists(study)) {
      return List.of();
    }
    String text = Files.readString(study);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Trials that run at the same time end in any order. */
  private static List<String> withoutSeconds(Path study) throws IOException {
    return wholeLines(study).stream()
        .map(line -> line.replaceAll("\"seconds\":[0-9.]+|\"typed_.*", ""))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void ctrlCEndsWith130AndNamesTheCommandThatGoesOn(int jobs) throws Exception {
    ProgramProcess.assumeInterruptible();
    Path file = folder.resolve("a.study");
    Process process = ProgramProcess.start(ProgramProcess.command(study(file, jobs, 1000, 30)));
    List<String> said = new ArrayList<>();
    try (BufferedReader err = process.errorReader(StandardCharsets.UTF_8)) {
      int finished = 0;
      String line = err.readLine();
      while (line != null) {
        said.add(line);
        // Two jobs may finish trial 2 before trial 1: lines are counted.
        if (line.matches("trial \\d+: .*") && ++finished == 2) {
          ProgramProcess.interrupt(process);
        }
        line = err.readLine();
      }
    }
    assertThat(process.waitFor()).isEqualTo(130);
    int before = wholeLines(file).size() - 1;
    assertThat(before).isBetween(2, 999);
    assertThat(said.getLast())
        .isEqualTo(
            "interrupted; go on with: clickahead " + String.join(" ", study(file, jobs, 1000, 30)));
    assertThat(console.run(study(file, jobs, before + 1, 30))).as(console.err()).isZero();
    assertThat(console.err()).contains("a.study has %d trials, going on".formatted(before));
  }
}
