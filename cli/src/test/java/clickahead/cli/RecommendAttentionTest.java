package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.AttentionWeight;
import clickahead.Recommender;
import clickahead.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** How NARM weighs the clicks, on the command line. */
class RecommendAttentionTest {
  @TempDir private static Path folder;
  private static String narm;
  private static String gru;

  private final ConsoleOutput console = new ConsoleOutput();

  @BeforeAll
  static void train() throws IOException {
    Path shop = SmallShop.prepare(folder);
    narm = train(shop, "narm", "attention_softmax=true", "max_length=3", "hidden_size=8");
    gru = train(shop, "gru4rec-seq", "hidden_size=8");
  }

  @AfterAll
  static void restore() {
    SmallShop.restore();
  }

  private static String train(Path shop, String kind, String... settings) {
    String model = folder.resolve(kind + ".model").toString();
    List<String> command =
        new ArrayList<>(List.of("train", shop.toString(), "--model", kind, "--out", model));
    command.addAll(List.of("--set", "epochs=1", "--set", "threads=1"));
    for (String setting : settings) {
      command.addAll(List.of("--set", setting));
    }
    ConsoleOutput console = new ConsoleOutput();
    assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isZero();
    return model;
  }

  private List<AttentionWeight> expected() throws IOException {
    Session session = Recommender.load(Path.of(narm)).session();
    session.click(List.of("i1", "i7", "i1", "i12"));
    return session.attention();
  }

  @Test
  void theLastClicksThatTheModelLooksAtHaveBars() throws IOException {
    assertThat(
            console.run(
                "recommend", narm, "--items", "i1,i7,nothing,i1,i12", "--top", "2", "--attention"))
        .as(console.err())
        .isZero();
    List<String> lines = console.out().lines().toList();
    List<AttentionWeight> expected = expected();
    assertThat(lines).hasSize(3 + 1 + 4);
    assertThat(lines.get(3)).isEmpty();
    assertThat(lines.get(4)).startsWith("click  item  weight  attention");
    double largest = expected.stream().mapToDouble(AttentionWeight::weight).max().orElseThrow();
    for (int i = 0; i < 3; i++) {
      AttentionWeight weight = expected.get(i);
      long length = Math.round(30 * weight.weight() / largest);
      assertThat(lines.get(5 + i))
          .matches(
              "%d +%s +%.4f +#{%d}"
                  .formatted(weight.click() + 1, weight.item(), weight.weight(), length));
    }
  }

  @Test
  void jsonHasItemsAndWeightsTheOldestFirst() throws IOException {
    console.run("recommend", narm, "--items", "i1,i7,i1,i12", "--attention", "--json");
    JsonNode attention = new ObjectMapper().readTree(console.out()).path("attention");
    List<AttentionWeight> expected = expected();
    assertThat(attention.size()).isEqualTo(3);
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      assertThat(attention.get(i).path("item").asString()).isEqualTo(expected.get(i).item());
      assertThat(attention.get(i).path("weight").asDouble()).isEqualTo(expected.get(i).weight());
      sum += attention.get(i).path("weight").asDouble();
    }
    assertThat(sum).as("weights behind a softmax").isCloseTo(1, within(1e-6));
  }

  @Test
  void nothingIsShownThatWasNotAskedForAndOfAModelWithoutAttentionNothingCanBe() {
    console.run("recommend", narm, "--items", "i1", "--json");
    assertThat(console.out()).doesNotContain("attention");
    assertThat(console.run("recommend", gru, "--items", "i1", "--attention")).isEqualTo(2);
    assertThat(console.err()).contains("gru4rec-seq").contains("narm");
    assertThat(console.out()).isEmpty();
  }
}
