package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** RecBole's files that are divided already, and its rows of lists. */
class RecbolePartsTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ITEMS = 12;

  @TempDir private Path folder;

  @Test
  void dividedFilesAreTrainedAndMeasuredAsTheyAreDivided() throws IOException {
    Path set = Files.createDirectories(folder.resolve("sets/parts"));
    for (String part : List.of("one", "two", "three")) {
      List<String> lines =
          new ArrayList<>(List.of("session_id:token\titem_id:token\ttimestamp:float"));
      for (int s = 0; s < 20; s++) {
        for (int e = 0; e < 5; e++) {
          lines.add("%s%d\ti%d\t%d".formatted(part, s, (s + e) % ITEMS, 880000000 + 10 * e));
        }
      }
      Files.write(set.resolve("parts." + part + ".inter"), lines);
    }
    ConsoleOutput console =
        ConsoleOutput.succeeding(
            "recbole",
            "--dataset=" + set,
            "--model=GRU4Rec",
            "--benchmark_filename=['one','two','three']",
            "--threads=1",
            "--learning_rate=0.02",
            "--epochs=60",
            "--topk=1",
            "--valid_metric=Recall@1",
            "--json");
    JsonNode result = JSON.readTree(console.out());
    assertThat(result.path("test_result").path("recall@1").asDouble()).isGreaterThan(0.9);
  }

  /** Rows of lists: of each session all prefixes to train on, the last one alone to test on. */
  private Path circleOfLists() throws IOException {
    Path set = Files.createDirectories(folder.resolve("sets/lists"));
    for (String part : List.of("train", "valid", "test")) {
      List<String> rows =
          new ArrayList<>(List.of("session_id:token\titem_id_list:token_seq\titem_id:token"));
      for (int s = 0; s < 20; s++) {
        String list = "i" + s % ITEMS;
        for (int e = 1; e < 5; e++) {
          String item = "i" + (s + e) % ITEMS;
          if (part.equals("train") || e == 4) {
            rows.add("%s%d\t%s\t%s".formatted(part, s, list, item));
          }
          list += " " + item;
        }
      }
      Files.write(set.resolve("lists." + part + ".inter"), rows);
    }
    return set;
  }

  @ParameterizedTest
  @CsvSource({"GRU4Rec", "NARM"})
  void rowsOfListsAreTrainedAndMeasuredAsTheyAre(String model) throws IOException {
    ConsoleOutput console =
        ConsoleOutput.succeeding(
            "recbole",
            "--dataset=" + circleOfLists(),
            "--model=" + model,
            "--benchmark_filename=['train','valid','test']",
            "--load_col={'inter': ['session_id', 'item_id_list', 'item_id']}",
            "--threads=1",
            "--learning_rate=0.02",
            "--epochs=30",
            "--topk=1",
            "--valid_metric=Recall@1",
            "--json");
    assertThat(console.err())
        .contains("120 rows of lists are 60 sessions")
        .contains("40 sessions begin with 160 events that no row predicts: they are history");
    JsonNode result = JSON.readTree(console.out());
    assertThat(result.path("test_result").path("recall@1").asDouble()).isGreaterThan(0.9);
  }

  @Test
  void withoutPartsListsAreMadeAnewFromTheEvents() throws IOException {
    Path set = Files.createDirectories(folder.resolve("sets/anew"));
    Files.writeString(
        set.resolve("anew.inter"),
        """
        user_id:token\titem_id_list:token_seq\titem_id:token\ttimestamp:float
        u\tx y z\ta\t880000000
        u\tx y z a\tb\t880000001
        u\tx y z a b\tc\t880000002
        u\tx y z a b c\td\t880000003
        """);
    ConsoleOutput console =
        ConsoleOutput.succeeding(
            "recbole", "--dataset=" + set, "--model=GRU4Rec", "--epochs=1", "--json");
    assertThat(console.err()).doesNotContain("rows of lists");
  }
}
