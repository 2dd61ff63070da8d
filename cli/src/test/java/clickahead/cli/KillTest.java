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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a training at random moments, in the middle of epochs, checkpoints and models, and goes on
 * each time with what it left.
 */
class KillTest {
  private static final int KILLS = 20;
  private static final int SEQUENCE_KILLS = 4;
  private static final int EPOCHS = 200;
  private static final int MOST_LINES = 3;
  private static final int MOST_MILLIS = 30;

  @TempDir private Path folder;

  private static final List<String> GRU4REC =
      List.of(
          "n_epochs=" + EPOCHS,
          "threads=2",
          "layers=12/8",
          "batch_size=8",
          "n_sample=16",
          "momentum=0.3",
          "dropout_p_hidden=0.2",
          "dropout_p_embed=0.1",
          "train_random_order=true",
          "lr_schedule=cosine",
          "warmup=0.1");

  private static final List<String> NARM =
      List.of(
          "epochs=" + EPOCHS,
          "threads=2",
          "hidden_size=12",
          "embedding_size=8",
          "train_batch_size=8",
          "max_length=2",
          "lr_schedule=cosine");

  private List<String> training(
      String kind, List<String> settings, Path log, Path model, boolean resume) {
    List<String> words =
        new ArrayList<>(List.of("train", log.toString(), "--json", "--out", model.toString()));
    words.addAll(List.of("--checkpoint-minutes", "0.0002"));
    words.addAll(resume ? List.of("--resume") : List.of("--model", kind));
    for (String setting : settings) {
      words.addAll(List.of("--set", setting));
    }
    return words;
  }

  @Test
  void aTrainingThatIsKilledAtRandomMomentsEndsWithTheSameBits() throws Exception {
    killAndGoOn("gru4rec", GRU4REC, KILLS);
  }

  @Test
  void soDoesOneOfASequenceModel() throws Exception {
    killAndGoOn("narm", NARM, SEQUENCE_KILLS);
  }

  private void killAndGoOn(String kind, List<String> settings, int kills) throws Exception {
    Path log = ClickFile.of(folder.resolve("log.tsv"), 100);
    Path shop = folder.resolve("shop");
    ConsoleOutput console = new ConsoleOutput();
    assertThat(console.run("prepare", log.toString(), "--out", shop.toString())).isZero();
    Path model = folder.resolve("killed.model");
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int kill = 1; kill <= kills; kill++) {
      int lines = random.nextInt(MOST_LINES + 1);
      int millis = random.nextInt(MOST_MILLIS);
      boolean resume = Files.exists(folder.resolve("killed.model.checkpoint"));
      kill(
          training(kind, settings, shop, model, resume),
          lines,
          millis,
          "seed %d, kill %d".formatted(seed, kill));
    }
    List<String> last = training(kind, settings, shop, model, true);
    assertThat(console.run(last.toArray(String[]::new))).as(console.err()).isZero();
    Path whole = folder.resolve("whole.model");
    List<String> uninterrupted = training(kind, settings, shop, whole, false);
    assertThat(console.run(uninterrupted.toArray(String[]::new))).as(console.err()).isZero();
    assertThat(ModelBits.of(model)).as("seed %d", seed).isEqualTo(ModelBits.of(whole));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("log.tsv", "shop", "killed.model", "whole.model");
    }
  }

  /** Starts or resumes the training, and kills it some time behind some epochs' lines. */
  private static void kill(List<String> words, int lines, int millis, String what)
      throws IOException, InterruptedException {
    Process process = ProgramProcess.start(ProgramProcess.command(words.toArray(String[]::new)));
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (int line = 0; line < lines; line++) {
        if (out.readLine() == null) {
          String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
          throw new AssertionError(what + ", ended by itself: " + err);
        }
      }
      assertThat(process.waitFor(millis, TimeUnit.MILLISECONDS)).as(what).isFalse();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
