package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A limit on the size of files does to a training what a full disk does. */
class FullDiskTest {
  private static final int BLOCKS = 100;

  @TempDir private Path folder;
  private Path shop;
  private Path model;
  private Path checkpoint;

  private record Run(int exitCode, String out, List<String> err) {}

  @BeforeEach
  void prepare() throws IOException {
    assumeTrue(Files.exists(Path.of("/bin/sh")), "the limit is set with the shell's ulimit");
    Path log = ClickFile.of(folder.resolve("log.tsv"), 100);
    shop = folder.resolve("shop");
    model = Files.writeString(folder.resolve("shop.model"), "an older model");
    checkpoint = folder.resolve("shop.model.checkpoint");
    ConsoleOutput console = new ConsoleOutput();
    assertThat(console.run("prepare", log.toString(), "--out", shop.toString())).isZero();
  }

  private Run train(String... more) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("train", shop.toString(), "--out", model.toString()));
    words.addAll(List.of(more));
    return run(words);
  }

  private Run run(List<String> words) throws IOException, InterruptedException {
    List<String> command = ProgramProcess.command(words.toArray(String[]::new));
    // The library is not what is tested, and unpacking it would meet the limit too.
    command.add(1, "-Dclickahead.products=vector");
    List<String> limited =
        new ArrayList<>(List.of("/bin/sh", "-c", "ulimit -f " + BLOCKS + "; exec \"$@\"", "sh"));
    limited.addAll(command);
    Process process = ProgramProcess.start(limited);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(
        process.waitFor(),
        out,
        err.lines()
            .filter(line -> line.startsWith("clickahead " + words.getFirst() + ": "))
            .toList());
  }

  private void assertNothingHalfWritten(String... files) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder(files);
    }
    assertThat(model).hasContent("an older model");
  }

  @Test
  void aModelThatCannotBeWrittenIsOneClearErrorAndTheOlderOneStays() throws Exception {
    Run run = train("--set", "layers=200");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().getFirst()).contains(model + " could not be written: File too large");
    assertThat(run.out()).isEmpty();
    assertNothingHalfWritten("log.tsv", "shop", "shop.model");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "atomic"})
  void aConversionThatCannotBeWrittenIsOneClearErrorAndTheOlderFileStays(String to)
      throws Exception {
    Path out = folder.resolve(to.equals("atomic") ? "converted.inter" : "converted");
    Files.writeString(out, "an older file");
    Path large = folder.resolve("large");
    String log = ClickFile.of(folder.resolve("log.tsv"), 4000).toString();
    assertThat(new ConsoleOutput().run("prepare", log, "--out", large.toString())).isZero();
    Path given = folder.resolve("converted");
    Run run =
        run(
            List.of(
                "convert", large.toString(), "--to", to, "--out", given.toString(), "--overwrite"));
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().getFirst())
        .contains(given + " could not be written: File too large")
        .contains("Check the free space");
    assertThat(out).hasContent("an older file");
    assertNothingHalfWritten(
        "log.tsv", "shop", "shop.model", "large", out.getFileName().toString());
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsOneClearErrorAndTheOlderOneStays() throws Exception {
    Files.writeString(checkpoint, "an older checkpoint");
    Run run = train("--set", "layers=200", "--checkpoint-minutes", "0.0000001");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).hasSize(1);
    assertThat(run.err().getFirst()).contains(checkpoint + " could not be written: File too large");
    assertThat(checkpoint).hasContent("an older checkpoint");
    assertNothingHalfWritten("log.tsv", "shop", "shop.model", "shop.model.checkpoint");
  }
}
