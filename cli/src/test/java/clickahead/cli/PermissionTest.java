package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.ObjectMapper;

/**
 * Files and folders that one may not read or write. Root may everything, so that its processes lose
 * that right here; whoever runs this as somebody else needs nothing.
 */
class PermissionTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SETPRIV = "/usr/bin/setpriv";
  private static final String RIGHTS = "-dac_override,-dac_read_search";

  @TempDir private Path folder;

  /** What is asked of a command: its words, and what stands in its one line of complaint. */
  private record Refusal(List<String> words, List<String> complaint) {}

  private final List<Refusal> refusals = new ArrayList<>();

  private void refused(String words, String... complaint) {
    refusals.add(new Refusal(List.of(words.split(" ")), List.of(complaint)));
  }

  private static void allow(Path path, String permissions) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  @BeforeEach
  void writesWhatMayNotBeReadOrWritten() throws IOException {
    Path log = ClickFile.of(folder.resolve("log.tsv"), 20);
    run("prepare", "log.tsv", "--out", "shop");
    run("train", "shop", "--model", "popularity", "--out", "shop.model");
    run("convert", "log.tsv", "--to", "parquet", "--out", "secret.parquet");
    run("convert", "log.tsv", "--to", "atomic", "--out", "secret");
    Files.copy(log, folder.resolve("secret.tsv"));
    Files.copy(folder.resolve("shop.model"), folder.resolve("secret.model"));
    for (String name : List.of("tsv", "model", "parquet", "inter")) {
      allow(folder.resolve("secret." + name), "---------");
    }
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Files.copy(log, closed.resolve("log.tsv"));
    allow(closed, "---------");
    Path readOnly = Files.createDirectory(folder.resolve("full"));
    run("prepare", "log.tsv", "--out", "full/shop");
    allow(readOnly, "r-xr-xr-x");
  }

  @AfterEach
  void letsTheFolderBeDeleted() throws IOException {
    allow(folder.resolve("closed"), "rwxr-xr-x");
    allow(folder.resolve("full"), "rwxr-xr-x");
  }

  private void run(String... words) {
    ConsoleOutput console = new ConsoleOutput();
    assertThat(console.run(inFolder(List.of(words)))).as(console.err()).isZero();
  }

  /** Names of files are those of the test's folder. */
  private String[] inFolder(List<String> words) {
    List<String> places = List.of("log", "shop", "secret", "closed", "full", "new");
    return words.stream()
        .map(
            word ->
                places.stream().anyMatch(place -> word.matches(place + "([./].*)?"))
                    ? folder.resolve(word).toString()
                    : word)
        .toArray(String[]::new);
  }

  @Test
  void whatMayNotBeReadOrWrittenIsOneClearErrorThatLeavesNothing() throws Exception {
    String denied = "cannot be read, permission denied. Ask its owner";
    refused("prepare secret.tsv --out new", "secret.tsv: " + denied);
    refused("prepare secret.parquet --out new", "secret.parquet: " + denied);
    refused("prepare secret --format atomic --out new", "secret.inter: " + denied);
    refused("prepare closed/log.tsv --out new", "closed/log.tsv: " + denied);
    refused("prepare closed/*.tsv --out new", "closed", "permission denied");
    refused("prepare log.tsv --out full/new", "full: cannot be written (permission denied)");
    refused("prepare log.tsv --out full/shop --overwrite", "full: cannot be written");
    refused("convert secret.tsv --to jsonl --out new", "secret.tsv: " + denied);
    refused("evaluate shop.model closed/log.tsv", "closed/log.tsv: permission denied");
    refused("evaluate secret.model log.tsv", "secret.model: permission denied");
    refused(
        "evaluate shop.model log.tsv --slices --plot full/new.svg", "new.svg: its folder cannot");
    refused("train secret.tsv --out new", "secret.tsv: " + denied);
    refused("train shop --model popularity --out full/new", "full/new: permission denied");
    for (String to : List.of("jsonl", "parquet", "atomic")) {
      refused("convert log.tsv --to " + to + " --out full/new", "full/new: permission denied");
      refused("convert log.tsv --to " + to + " --out closed/new", "closed/new: permission denied");
    }
    List<String> before = entries();
    List<String> answers = answers();
    for (int i = 0; i < refusals.size(); i++) {
      Refusal refusal = refusals.get(i);
      String[] answer = answers.get(i).split("\t", 2);
      List<String> errors =
          JSON.readValue(answer[1], String.class)
              .lines()
              .filter(line -> line.startsWith("clickahead " + refusal.words().getFirst() + ": "))
              .toList();
      assertThat(errors).as("%s: %s", refusal.words(), answer[1]).hasSize(1);
      assertThat(errors.getFirst()).contains(refusal.complaint()).doesNotContain("Exception");
      assertThat(answer[0]).as("exit code of %s", refusal.words()).isEqualTo("2");
    }
    assertThat(entries()).isEqualTo(before);
  }

  /** What lies in the folder and in the one that may not be written. */
  private List<String> entries() throws IOException {
    try (Stream<Path> all = Files.list(folder);
        Stream<Path> full = Files.walk(folder.resolve("full"))) {
      return Stream.concat(all, full).map(Path::toString).sorted().toList();
    }
  }

  /** Exit code and stderr of each command, in a process that may not do everything. */
  private List<String> answers() throws Exception {
    List<String> command = ProgramProcess.command();
    command.set(command.size() - 1, Commands.class.getName());
    if (Files.isReadable(folder.resolve("secret.tsv"))) {
      assumeTrue(Files.isExecutable(Path.of(SETPRIV)), "skipped: root may read everything");
      command.addAll(0, List.of(SETPRIV, "--inh-caps=" + RIGHTS, "--bounding-set=" + RIGHTS));
    }
    Process process = ProgramProcess.start(command);
    try (var in = process.outputWriter(StandardCharsets.UTF_8)) {
      for (Refusal refusal : refusals) {
        in.write(String.join("\t", inFolder(refusal.words())) + "\n");
      }
    }
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isZero();
    assertThat(out.lines()).as(err).hasSize(refusals.size());
    return out.lines().toList();
  }

  /** Runs the commands of stdin, one a line with tabs between their words. */
  static final class Commands {
    private Commands() {}

    public static void main(String[] arguments) throws IOException {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        ConsoleOutput console = new ConsoleOutput();
        int exitCode = console.run(line.split("\t"));
        System.out.println(exitCode + "\t" + JSON.writeValueAsString(console.err()));
      }
    }
  }
}
