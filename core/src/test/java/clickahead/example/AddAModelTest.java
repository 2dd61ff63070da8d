package clickahead.example;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.math.ForkedJvm;
import clickahead.model.ModelKind;
import clickahead.train.LauncherFlags;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/add-a-model.md to its word: its model works, and its code is the model's. */
class AddAModelTest {
  private static final Path ROOT = Path.of(System.getProperty("clickahead.root"));
  private static final Path SOURCE =
      ROOT.resolve("core/src/test/java/clickahead/example/AttentionBag.java");

  /** On a class path of its own, so that no other test sees the example among the models. */
  private static final Path SERVICES = ROOT.resolve("core/src/test/resources/add-a-model");

  private static final String SERVICE = "META-INF/services/clickahead.model.ModelKind";
  private static final Pattern PART =
      Pattern.compile("  // example: (?!end)\\w+\n(.*?)\n+  // example: end\n", Pattern.DOTALL);
  private static final Pattern FENCE = Pattern.compile("```java\n(.*?)\n```", Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void theModelIsFoundTrainsSavesLoadsBeatsPopularityAndRecommendsAsItWasMeasured()
      throws IOException, InterruptedException {
    assertThat(ModelKind.named("attention-bag")).as("without its jar").isEmpty();
    ForkedJvm jvm =
        ForkedJvm.run(
            folder,
            System.getProperty("java.class.path") + File.pathSeparator + SERVICES,
            AttentionBagRun.class,
            LauncherFlags.ALL,
            folder.toString());
    assertThat(jvm.exit()).as("exit, with %s", jvm).isZero();
    assertThat(recall(jvm.out().get(0), "popularity")).as("%s", jvm).isLessThan(0.2);
    // Ten of a topic's twelve items: who knows the topic alone does no better on average.
    double best = 10.0 / (AttentionBagRun.ITEMS / AttentionBagRun.TOPICS);
    assertThat(recall(jvm.out().get(1), "attention-bag"))
        .as("seed %d, %s", AttentionBagRun.SEED, jvm)
        .isGreaterThan(0.9 * best);
    assertThat(Double.parseDouble(jvm.out().get(2)))
        .as("largest difference of a served score to a measured one, %s", jvm)
        .isLessThan(2e-5);
    assertThat(jvm.out().subList(3, jvm.out().size()))
        .as("seed %d", AttentionBagRun.SEED)
        .hasSize(5)
        .allMatch(item -> item.matches("item-\\d*3"));
  }

  private static double recall(String line, String kind) {
    assertThat(line).startsWith(kind + " ");
    return Double.parseDouble(line.substring(kind.length() + 1));
  }

  @Test
  void theCodeOfThePageIsTheCodeThatRuns() throws IOException {
    List<String> parts =
        PART.matcher(Files.readString(SOURCE))
            .results()
            .map(part -> part.group(1).stripIndent().strip())
            .toList();
    String page = Files.readString(ROOT.resolve("docs/add-a-model.md"));
    List<String> fences = FENCE.matcher(page).results().map(fence -> fence.group(1)).toList();
    assertThat(parts).hasSize(3);
    assertThat(fences).isEqualTo(parts);
    String line = Files.readString(SERVICES.resolve(SERVICE)).strip();
    assertThat(line).isEqualTo(AttentionBag.class.getName());
    assertThat(page).contains("```\n" + line + "\n```", "`" + SERVICE + "`");
  }
}
