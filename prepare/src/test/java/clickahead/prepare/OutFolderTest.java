package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import clickahead.data.Dataset;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The result stands in its place whole, or not at all. */
class OutFolderTest extends PreparationContract {
  private Path log;

  @BeforeEach
  void writeLog() throws IOException {
    log = file("log.csv", "session,item,time", "1,a,1", "1,b,2");
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aDataSetIsReplacedOnlyIfAsked() throws Exception {
    prepare(options(log));
    file("log.csv", "session,item,time", "1,x,1", "1,y,2");
    assertThat(complaint(options(log)))
        .contains("holds a data set already. Add --overwrite to replace it");
    assertThat(train()).containsExactly("a b");
    prepare(options(log).overwrite(true));
    assertThat(train()).containsExactly("x y");
    assertThat(entries()).containsExactly("log.csv", "out");
  }

  @Test
  void anythingElseIsLeftAlone() throws Exception {
    Path letter = file("out/letter.txt", "dear");
    assertThat(complaint(options(log).overwrite(true))).contains("is not empty and no data set");
    assertThat(letter).hasContent("dear\n");
    assertThat(complaint(options(log).out(log))).contains("log.csv: is a file, expected a folder");
    Files.delete(letter);
    prepare(options(log));
    assertThat(train()).containsExactly("a b");
  }

  @Test
  void aFailureLeavesTheOldDataSetAndNothingNew() throws Exception {
    prepare(options(log));
    Path bad = file("bad.csv", "session,item,time", "1,a,never");
    complaint(options(bad).overwrite(true));
    assertThat(train()).containsExactly("a b");
    assertThatThrownBy(() -> prepare(options(log).memory("no size").overwrite(true)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("DuckDB");
    assertThat(entries()).containsExactly("bad.csv", "log.csv", "out");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws Exception {
    assertThat(complaint(options(log).out(log.resolve("below/out"))))
        .startsWith(log.resolve("below") + ": cannot be written")
        .endsWith("Choose another folder with --out");
  }

  @Test
  void whatACrashLeftIsRemovedNextTimeAndReported() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    Path stale = folder.resolve(".out.preparing-" + ended.pid());
    Path alive =
        folder.resolve(".out.preparing-" + ProcessHandle.current().parent().orElseThrow().pid());
    file(stale.getFileName() + "/work.duckdb", "remains");
    file(alive.getFileName() + "/work.duckdb", "at work");
    List<String> steps = new ArrayList<>();
    Preparation.run(options(log).build(), steps::add);
    assertThat(stale).doesNotExist();
    assertThat(alive).as("another process is at work there").exists();
    assertThat(steps).contains("removing what an interrupted run left: " + stale);
  }

  @Test
  void anInterruptedRunLeavesNothing() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                WaitingPreparation.class.getName(),
                log.toString(),
                folder.resolve("out").toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader steps =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(steps.readLine()).isEqualTo("waiting");
      assertThat(entries()).anyMatch(name -> name.startsWith(".out.preparing-"));
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(process.exitValue()).as("ended by the signal").isEqualTo(143);
    assertThat(entries()).containsExactly("log.csv");
  }

  /** Prepares, and does not begin to clean before the process is told to end. */
  static final class WaitingPreparation {
    private static final CountDownLatch TOLD = new CountDownLatch(1);

    private WaitingPreparation() {}

    public static void main(String[] arguments) throws IOException {
      Runtime.getRuntime().addShutdownHook(new Thread(TOLD::countDown));
      Preparation.run(
          PreparationOptions.builder()
              .logs(List.of(arguments[0]))
              .out(Path.of(arguments[1]))
              .build(),
          WaitingPreparation::step);
    }

    private static void step(String step) {
      if (step.equals("cleaning")) {
        System.out.println("waiting");
        try {
          TOLD.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
      }
    }
  }

  @Test
  void readsAFileAsItIs() throws Exception {
    Path official =
        file("train.txt", "Sid\tItemId\tTime", "2\ta\t2", "1\tb\t1", "1\tb\t1", "3\tc\t9");
    dataset =
        Preparation.readFile(
            official, folder.resolve("as-it-is"), o -> o.sessionColumn("Sid"), Progress.NONE);
    assertThat(train()).containsExactly("b b", "a", "c");
    assertThat(dataset.test()).isEmpty();
    assertThat(Dataset.isDataset(folder.resolve("as-it-is"))).isTrue();
  }
}
