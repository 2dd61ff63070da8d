package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportExportTest {
  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();

  @BeforeEach
  void writeLog() throws IOException {
    StringBuilder log = new StringBuilder("SessionId\tItemId\tTime\n");
    for (int s = 0; s < 60; s++) {
      for (int i = 0; i < 4; i++) {
        log.append(s).append("\titem-").append((s + i) % 7).append('\t').append(10 * s + i);
        log.append('\n');
      }
    }
    Files.writeString(folder.resolve("log.tsv"), log);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void train(String model, String... settings) {
    List<String> arguments =
        new java.util.ArrayList<>(List.of("train", path("log.tsv"), "--out", path(model)));
    for (String setting : settings) {
      arguments.addAll(List.of("--set", setting));
    }
    assertThat(console.run(arguments.toArray(String[]::new))).as(console.err()).isZero();
  }

  private String recommended(String model) {
    ConsoleOutput own = new ConsoleOutput();
    assertThat(own.run("recommend", path(model), "--items", "item-2,item-3", "--top", "5"))
        .as(own.err())
        .isZero();
    return own.out();
  }

  @Test
  void whatIsExportedComesBackAsTheSameModel() {
    train("shop.model", "layers=12", "n_epochs=1", "batch_size=8");
    assertThat(console.run("export", path("shop.model"), "--out", path("weights.safetensors")))
        .as(console.err())
        .isZero();
    assertThat(
            console.run(
                "import",
                path("weights.safetensors"),
                "--items",
                path("weights.safetensors.items.tsv"),
                "--out",
                path("back.model")))
        .as(console.err())
        .isZero();
    assertThat(recommended("back.model")).isEqualTo(recommended("shop.model"));
  }

  @Test
  void theTheanoVersionTakesModelsWithItsCell() {
    train("shop.model", "layers=9", "n_epochs=1", "cell=reset-before", "batch_size=8");
    String weights = path("weights.safetensors");
    assertThat(console.run("export", path("shop.model"), "--dialect", "theano", "--out", weights))
        .as(console.err())
        .isZero();
    assertThat(
            console.run(
                "import", weights, "--items", weights + ".items.tsv", "--out", path("back.model")))
        .as(console.err())
        .isZero();
    assertThat(recommended("back.model")).isEqualTo(recommended("shop.model"));
  }

  @Test
  void aCellThatTheOtherCodeLacksIsWrongUse() {
    train("shop.model", "layers=9", "n_epochs=1", "batch_size=8");
    assertThat(
            console.run(
                "export",
                path("shop.model"),
                "--dialect",
                "theano",
                "--out",
                path("w.safetensors")))
        .isEqualTo(2);
    assertThat(console.err()).contains("layer 0 has a reset-after cell").contains("--dialect");
    assertThat(folder.resolve("w.safetensors")).doesNotExist();
  }

  @Test
  void anItemThatStandsTwiceIsNamedWithItsLine() throws IOException {
    Path items = Files.writeString(folder.resolve("items.tsv"), "a\nb\na\n");
    assertThat(
            console.run(
                "import", path("log.tsv"), "--items", items.toString(), "--out", path("m.model")))
        .isEqualTo(2);
    assertThat(console.err()).contains("items.tsv:3: item 'a' stands here again");
    assertThat(folder.resolve("m.model")).doesNotExist();
  }
}
