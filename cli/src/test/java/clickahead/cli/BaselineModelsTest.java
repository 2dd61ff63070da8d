package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.cli.demo.DemoCommand;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Baselines through the commands, on the bundled log. */
class BaselineModelsTest {
  @TempDir private static Path folder;
  private static Path shop;

  private final ConsoleOutput console = new ConsoleOutput();

  @BeforeAll
  static void prepare() {
    Path examples = Path.of(System.getProperty("clickahead.root"), "examples");
    Path log = examples.resolve("eshop-2008/e-shop-clothing-2008.csv.gz");
    shop = folder.resolve("shop");
    ConsoleOutput console = new ConsoleOutput();
    assertThat(console.run(DemoCommand.prepare(log, shop).toArray(String[]::new)))
        .as(console.err())
        .isZero();
  }

  private String run(String... command) {
    return ConsoleOutput.succeeding(command).out();
  }

  @Test
  void aNeighbourModelIsTrainedMeasuredShownAndServed() {
    String model = folder.resolve("vsknn.model").toString();
    run("train", shop.toString(), "--model", "vsknn", "--set", "k=200", "--out", model);
    JsonNode measured =
        new ObjectMapper()
            .readTree(run("evaluate", model, shop.toString(), "--at", "20", "--json"));
    JsonNode popularity = measured.path("baselines").path("popularity").path("conservative");
    JsonNode metrics = measured.path("metrics").path("conservative");
    assertThat(measured.path("events").asInt()).isEqualTo(12_561);
    assertThat(popularity.path("recall@20").asDouble()).isGreaterThan(0.2);
    assertThat(metrics.path("recall@20").asDouble())
        .as("recall@20 against popularity's")
        .isGreaterThan(popularity.path("recall@20").asDouble());
    assertThat(run("info", model)).contains("vsknn").contains("sample_size");
    assertThat(run("recommend", model, "--items", "A13,A16")).contains("A");
  }

  @Test
  void aModelThatIsNotThereIsNamed() {
    String out = folder.resolve("none.model").toString();
    assertThat(console.run("train", shop.toString(), "--model", "vsknnn", "--out", out))
        .isEqualTo(2);
    assertThat(console.err()).contains("vsknnn").contains("vsknn, vstan");
  }
}
