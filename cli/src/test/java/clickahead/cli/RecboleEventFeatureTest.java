package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** RecBole's configurations, whose selected_features name columns of the interactions. */
class RecboleEventFeatureTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private static ConsoleOutput run(int expected, String... keys) {
    List<String> command = new ArrayList<>(List.of("recbole"));
    command.addAll(List.of(keys));
    ConsoleOutput console = new ConsoleOutput();
    assertThat(console.run(command.toArray(String[]::new))).as(console.err()).isEqualTo(expected);
    return console;
  }

  /** The type of a user's last event but one tells the last item; nothing else does. */
  private Path toldByTheType() throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "user_id:token\titem_id:token\ttimestamp:float\ttype:token\tpaid:float"
                    + "\ttags:token_seq\tspot:float_seq"));
    for (int user = 0; user < 250; user++) {
      long time = 880000000L + 1000L * user;
      for (int step = 0; step < 4; step++) {
        int kind = random.nextInt(4);
        lines.add(
            "u%d\ta%d\t%d\tt%d\t%d\tany|t%d\t%d|0.5"
                .formatted(
                    user, random.nextInt(5), time++, kind, random.nextInt(9), kind, kind % 2));
        lines.add("u%d\tk%d\t%d\t\t1\tany\t".formatted(user, kind, time++));
      }
    }
    Path set = Files.createDirectories(folder.resolve("told"));
    Files.write(set.resolve("told.inter"), lines);
    return set;
  }

  private double recall(String... keys) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--model=GRU4RecF",
                "--train_neg_sample_args=None",
                "--threads=1",
                "--train_batch_size=64",
                "--learning_rate=0.02",
                "--epochs=6",
                "--embedding_size=12",
                "--hidden_size=16",
                "--topk=1",
                "--valid_metric=Recall@1",
                "--json"));
    all.addAll(List.of(keys));
    JsonNode result = JSON.readTree(run(0, all.toArray(String[]::new)).out());
    return result.path("test_result").path("recall@1").asDouble();
  }

  @Test
  void columnOfTheInteractionsIsAFeatureOfTheEvents() throws IOException {
    String set = "--dataset=" + toldByTheType();
    String columns = "--load_col={'inter': ['user_id', 'item_id', 'timestamp']}";
    assertThat(recall(set, columns, "--selected_features=[type, paid]")).isGreaterThan(0.9);
    assertThat(recall(set, columns, "--selected_features=[paid]")).isLessThan(0.5);
    assertThat(recall(set, "--selected_features=[tags, spot]", "--seq_separator=|"))
        .isGreaterThan(0.9);
    String shares =
        "--eval_args={'split': {'RS': [0.8, 0.1, 0.1]}, 'order': 'TO', 'group_by': 'none'}";
    assertThat(recall(set, shares, "--selected_features=['event:type:token']"))
        .as("half of the events are such as no one can know")
        .isBetween(0.4, 0.9);
  }

  /** Behind any item comes that of the user's group, which no window of one event shows. */
  @Test
  void columnOfTheUsersIsAFeatureOfTheSessions() throws IOException {
    Path set = Files.createDirectories(folder.resolve("groups"));
    SplittableRandom random = new SplittableRandom(6);
    List<String> lines = new ArrayList<>(List.of("user_id:token\titem_id:token\ttimestamp:float"));
    List<String> users = new ArrayList<>(List.of("user_id:token\tgroup:token"));
    for (int user = 0; user < 150; user++) {
      int group = random.nextInt(4);
      users.add("u%d\tg%d".formatted(user, group));
      for (int e = 0; e < 8; e++) {
        String item = e % 2 == 0 ? "a" + random.nextInt(5) : "k" + group;
        lines.add("u%d\t%s\t%d".formatted(user, item, 880000000 + 10 * user + e));
      }
    }
    Files.write(set.resolve("groups.inter"), lines);
    Files.write(set.resolve("groups.user"), users);
    String data = "--dataset=" + set;
    String columns = "--load_col={'inter': ['user_id', 'item_id', 'timestamp']}";
    String window = "--MAX_ITEM_LIST_LENGTH=1";
    assertThat(recall(data, columns, window, "--selected_features=[group]")).isGreaterThan(0.9);
    assertThat(
            recall(
                data, columns, window, "--architecture=item-only", "--selected_features=[group]"))
        .isLessThan(0.5);
  }

  @Test
  void selectedFeatureThatNoFileHasIsNamedWithTheColumnsThatTheyHave() throws IOException {
    Path set = toldByTheType();
    String[] keys = {"--model=GRU4RecF", "--dataset=" + set, "--selected_features=[type, kind]"};
    assertThat(run(2, keys).err())
        .contains(
            "selected_features has 'kind', which is a column of neither "
                + set.resolve("told.item")
                + " (columns that are read: no such file, or none) nor "
                + set.resolve("told.inter")
                + " (columns that are read: user_id, item_id, timestamp, type, paid, tags, spot)");
    keys[2] = "--selected_features=['event:kind']";
    assertThat(run(2, keys).err())
        .contains(
            "told.inter:1: no column 'kind' (found: user_id, item_id, timestamp, type, paid, tags, spot)");
  }

  @Test
  void valueThatIsNoNumberIsNamedWithTheFileThatHasIt() throws IOException {
    Path set = toldByTheType();
    String[] keys = {
      "--model=GRU4RecF", "--dataset=" + set, "--selected_features=['event:type:float']"
    };
    assertThat(run(2, keys).err())
        .contains(set.resolve("told.inter") + ": 't", "in the column 'type' is no number");
    Path items = set.resolve("told.item");
    Files.writeString(items, "item_id:token\tprice:float\na1\tcheap\n");
    keys[2] = "--selected_features=[price]";
    assertThat(run(2, keys).err())
        .contains(items + ": item 'a1' has 'cheap' in the column 'price', which is no number");
  }

  @Test
  void rowsOfListsHaveNoFeaturesOfEvents() throws IOException {
    Path set = Files.createDirectories(folder.resolve("lists"));
    for (String part : List.of("train", "valid", "test")) {
      Files.writeString(
          set.resolve("lists." + part + ".inter"),
          "session_id:token\titem_id_list:token_seq\titem_id:token\n%s\ta b\tc\n".formatted(part));
    }
    String[] keys = {
      "--model=GRU4RecF",
      "--dataset=" + set,
      "--benchmark_filename=['train','valid','test']",
      "--selected_features=[session_id]"
    };
    assertThat(run(2, keys).err())
        .contains("lists.train.inter: selected_features has session_id, and the file's rows are");
  }
}
