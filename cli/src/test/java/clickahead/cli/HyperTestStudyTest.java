package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The tuning files of RecBole's three model pages, as they stand there. */
class HyperTestStudyTest {
  private static final String RATES = "learning_rate choice [0.01,0.005,0.001,0.0005,0.0001]\n";
  private static final Map<String, String> PAGES =
      Map.of(
          "gru4rec-seq",
          RATES
              + """
              dropout_prob choice [0.0,0.1,0.2,0.3,0.4,0.5]
              num_layers choice [1,2,3]
              hidden_size choice [128]
              """,
          "gru4recf",
          RATES + "num_layers choice [1, 2]\n",
          "narm",
          RATES
              + """
              hidden_size choice [128]
              n_layers choice [1,2]
              dropout_probs choice ['[0.25,0.5]','[0.2,0.2]','[0.1,0.2]']
              """);

  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();
  private Path shop;

  /** Users who walk through ten items, each of two classes, over ten days. */
  @BeforeEach
  void prepare() throws IOException {
    List<String> clicks = new ArrayList<>(List.of("user_id:token\titem_id:token\ttimestamp:float"));
    for (int user = 0; user < 60; user++) {
      for (int e = 0; e < 4; e++) {
        int time = 880_000_000 + user * 86_400 / 6 + e;
        clicks.add("u%d\ti%d\t%d".formatted(user, (user + e) % 10, time));
      }
    }
    List<String> items = new ArrayList<>(List.of("item_id:token\tclass:token_seq"));
    for (int item = 0; item < 10; item++) {
      items.add("i%d\tc%d d%d".formatted(item, item % 3, item % 2));
    }
    Path set = Files.createDirectories(folder.resolve("walk"));
    Files.write(set.resolve("walk.inter"), clicks);
    Files.write(set.resolve("walk.item"), items);
    shop = folder.resolve("shop");
    List<String> words = new ArrayList<>(List.of("prepare", "" + set, "--format", "atomic"));
    words.addAll(List.of("--valid-days", "2", "--out", "" + shop));
    assertThat(console.run(words.toArray(String[]::new))).as(console.err()).isZero();
  }

  @Test
  void eachRunsOnItsModel() throws IOException {
    for (Map.Entry<String, String> page : PAGES.entrySet()) {
      String model = page.getKey();
      Path space = folder.resolve(model + "/hyper.test");
      Files.createDirectories(space.getParent());
      Files.writeString(space, page.getValue());
      List<String> words = new ArrayList<>(List.of("tune", "" + shop, "--model", model));
      words.addAll(List.of("--space", "" + space, "--trials", "2", "--metric", "mrr@5", "--json"));
      words.addAll(List.of("--set", "epochs=1", "--set", "threads=1"));
      words.addAll(List.of("--out", "" + folder.resolve(model + ".study")));
      assertThat(console.run(words.toArray(String[]::new))).as(console.err()).isZero();
      JsonNode trials = new ObjectMapper().readTree(console.out()).path("trials");
      List<String> names =
          page.getValue().lines().map(line -> line.substring(0, line.indexOf(' '))).toList();
      assertThat(trials).as(model).hasSize(2);
      for (JsonNode trial : trials) {
        assertThat(trial.path("state").asString()).as(model).isEqualTo("complete");
        assertThat(trial.path("value").asDouble()).as(model).isPositive();
        assertThat(trial.path("parameters").propertyNames())
            .as(model)
            .containsExactlyInAnyOrderElementsOf(names);
      }
    }
  }
}
