package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import clickahead.data.SessionLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Rows of the items before and the item behind them, as in RecBole's session data sets. */
class ItemListTest extends PreparationContract {
  private static final String HEADER = "session_id:token\titem_id_list:token_seq\titem_id:token";

  private Path part(String name, String... rows) throws Exception {
    List<String> lines = new ArrayList<>(List.of(HEADER));
    lines.addAll(List.of(rows));
    return file(name, lines.toArray(String[]::new));
  }

  private void prepareFolder(String name) throws Exception {
    prepare(options(folder.resolve(name)).format(LogFormat.ATOMIC).overwrite(true));
  }

  /** What is to be predicted: the items before it, and the item. */
  private List<String> pairs(SessionLog log) {
    List<String> pairs = new ArrayList<>();
    List<String> sessions = sessions(log);
    for (int s = 0; s < log.sessions(); s++) {
      List<String> items = List.of(sessions.get(s).split(" "));
      for (int i = Math.max(1, log.history(s)); i < items.size(); i++) {
        pairs.add(String.join(" ", items.subList(0, i)) + " > " + items.get(i));
      }
    }
    return pairs;
  }

  private static List<String> ids(SessionLog log) {
    List<String> ids = new ArrayList<>();
    for (int s = 0; s < log.sessions(); s++) {
      ids.add(log.id(s));
    }
    return ids;
  }

  @Test
  void rowsOfOneIdAreItsSession() throws Exception {
    part("s/s.train.inter", "7\ta\tb", "8\tc\ta", "7\ta b\tc", "7\ta b c\tb", "8\tc a\ta");
    part("s/s.test.inter", "7\tb\tc", "9\ta a b\tc");
    prepareFolder("s");
    assertThat(train()).containsExactly("a b c b", "c a a");
    assertThat(test()).containsExactly("b c", "a a b c");
    assertThat(ids(dataset.train())).containsExactly("7", "8");
    assertThat(ids(dataset.test().orElseThrow())).containsExactly("7", "9");
    assertThat(pairs(dataset.train())).hasSize(5);
    assertThat(pairs(dataset.test().orElseThrow())).containsExactly("b > c", "a a b > c");
    assertThat(report.rows()).isEqualTo(7);
    assertThat(report.notes())
        .contains("7 rows of lists are 4 sessions")
        .anyMatch(note -> note.startsWith("1 sessions begin with 3 events that no row predicts"));
    assertThat(report.timed()).isFalse();
  }

  @Test
  void runningNumbersInPlaceOfIdsAreJoinedByTheirPrefixes() throws Exception {
    // The longest first, as the scripts for Diginetica and Yoochoose write them.
    part(
        "n/n.train.inter",
        "0\ta b c\td",
        "1\ta b\tc",
        "2\ta\tb",
        "3\ta\tb",
        "4\tb c\ta",
        "5\tb\tc");
    part("n/n.test.inter", "0\tc\ta", "1\tc a\ta", "2\tc\ta");
    prepareFolder("n");
    assertThat(train()).containsExactly("a b c d", "a b", "b c a");
    assertThat(test()).containsExactly("c a a", "c a");
    assertThat(ids(dataset.train())).containsExactly("0", "3", "4");
  }

  @Test
  void runningNumbersAreJoinedWhereListsAreCutOrTheFirstRowsAreMissing() throws Exception {
    List<String> rows = new ArrayList<>(List.of("x y\tz"));
    for (int session = 0; session < 40; session++) {
      rows.addAll(List.of("b c\ta", "a b\tc", "b a\tb", "a b\ta", "a\tb", "b\tb", "c\tc"));
    }
    String[] numbered = new String[rows.size()];
    for (int i = 0; i < numbered.length; i++) {
      numbered[i] = i + "\t" + rows.get(i);
    }
    part("m/m.inter", numbered);
    prepareFolder("m");
    assertThat(train()).hasSize(1 + 40 * 3).contains("x y z");
    assertThat(train().subList(1, 4)).containsExactly("a b a b c a", "b b", "c c");
  }

  @Test
  void aRowOfEachSessionStaysARowOfEachSession() throws Exception {
    // The second could be the first one's prefix, were there a row of "a > b" too.
    part("l/l.train.inter", "u1\ta b c\td", "u2\ta b\tc", "u3\tc\tb");
    part("l/l.test.inter", "u1\ta b c d\ta");
    prepareFolder("l");
    assertThat(train()).containsExactly("a b c d", "a b c", "c b");
    assertThat(pairs(dataset.train())).containsExactly("a b c > d", "a b > c", "c > b");
  }

  @Test
  void listsThatAreCutAreJoinedByTheItemsTheyShare() throws Exception {
    part("c/c.inter", "7\ta\tb", "7\ta b\tc", "7\tb c\tb", "7\tc b\tc", "7\tb c\ta", "8\tb c\ta");
    prepareFolder("c");
    assertThat(train()).containsExactly("a b c b c a", "b c a");
    assertThat(pairs(dataset.train())).hasSize(6).contains("b c > a", "a b c b c > a");
    part("c/c.inter", "7\tb c\ta", "7\tc b\tc", "7\tb c\tb", "7\ta b\tc", "7\ta\tb");
    prepareFolder("c");
    assertThat(train()).as("the longest first").containsExactly("a b c b c a");
  }

  @Test
  void whatDoesNotFitTogetherIsNotMixed() throws Exception {
    part("d/d.inter", "7\ta\tb", "7\ta\tb", "7\ta b\tc", "7\tx y\tz", "7/2\tb\ta");
    prepareFolder("d");
    assertThat(sorted(train())).containsExactly("a b", "a b c", "b a", "x y z");
    assertThat(pairs(dataset.train()))
        .containsExactlyInAnyOrder("a > b", "a > b", "a b > c", "x y > z", "b > a");
    assertThat(ids(dataset.train())).containsExactlyInAnyOrder("7/1", "7/2", "7/3", "7/2/1");
    assertThat(report.notes())
        .anyMatch(note -> note.startsWith("3 sessions have an id that others have too"));
  }

  private static List<String> sorted(List<String> texts) {
    return texts.stream().sorted().toList();
  }

  @Test
  void trainAndValidTogetherDoNotHoldAHistoryTwice() throws Exception {
    part("v/v.train.inter", "u1\ta\tb", "u1\ta b\tc", "u2\tb\ta");
    part("v/v.valid.inter", "u1\ta b c\ta", "u2\tc a\tb");
    part("v/v.test.inter", "u1\ta b c a\tb", "u2\tb a b\ta");
    prepareFolder("v");
    assertThat(valid()).containsExactly("a b c a", "c a b");
    assertThat(trainFull())
        .as("u2 goes on from elsewhere")
        .containsExactly("a b c a", "b a", "c a b");
    assertThat(pairs(dataset.trainFull().orElseThrow()))
        .containsExactly("a > b", "a b > c", "a b c > a", "b > a", "c a > b");
    assertThat(test()).containsExactly("a b c a b", "b a b a");
    assertThat(report.steps()).isEmpty();
  }

  @Test
  void listsOfTimesGiveTheEventsTheirTimes() throws Exception {
    file(
        "t/t.inter",
        "user_id:token\titem_id_list:token_seq\titem_id:token\ttimestamp_list:float_seq\ttimestamp:float",
        "u\ta b\tc\t1300000000 1300000001.5\t1300000003",
        "u\ta b c\ta\t1300000000 1300000001.5 1300000003\t1300000009",
        "v\ta b\tc\t1300000000\t1300000003",
        "v\ta b\tc\t1300000000 soon\t1300000003",
        "v\t\tc\t1300000000 1300000001\t1300000003",
        "\ta\tc\t1300000000\t1300000003");
    Path set = folder.resolve("t");
    prepare(options(set).format(LogFormat.ATOMIC).maxBad(0.7));
    assertThat(train()).containsExactly("a b c a");
    assertThat(times())
        .containsExactly(1300000000000L, 1300000001500L, 1300000003000L, 1300000009000L);
    assertThat(report.firstBadRows())
        .extracting(BadRow::line, BadRow::reason)
        .containsExactly(
            tuple(4L, "no readable time, or another number of times than of items"),
            tuple(5L, "no readable time, or another number of times than of items"),
            tuple(6L, "no item in the list"),
            tuple(7L, "no session id"));
    assertThat(report.rows()).isEqualTo(6);
    assertThat(complaint(options(set).format(LogFormat.ATOMIC).overwrite(true)))
        .contains("4 of 6 rows (66.67 %) cannot be used");
  }

  @Test
  void sessionsThatBeginWithAHistoryAreNotCutOnceMore() throws Exception {
    part("h/h.inter", "7\ta b\tc", "8\ta\tc");
    PreparationOptionsBuilder cut =
        options(folder.resolve("h"))
            .format(LogFormat.ATOMIC)
            .division(Division.parse("leave-one-out", 0));
    assertThat(complaint(cut))
        .contains("h.inter")
        .contains("begin with events that no row predicts");
  }

  /** The pairs of the golden file, as rows. */
  private static List<String> rows(JsonNode pairs) {
    List<String> rows = new ArrayList<>();
    for (JsonNode pair : pairs) {
      List<String> history = pair.path("history").valueStream().map(JsonNode::asString).toList();
      rows.add(
          pair.path("user").asString()
              + "\t"
              + String.join(" ", history)
              + "\t"
              + pair.path("target").asString());
    }
    return rows;
  }

  /** The last seven items before each that is to be predicted, and it, as rows. */
  private List<String> rows(SessionLog log) {
    List<String> rows = new ArrayList<>();
    for (int s = 0; s < log.sessions(); s++) {
      List<String> items = List.of(sessions(log).get(s).split(" "));
      for (int i = Math.max(1, log.history(s)); i < items.size(); i++) {
        List<String> before = items.subList(Math.max(0, i - 7), i);
        rows.add(log.id(s) + "\t" + String.join(" ", before) + "\t" + items.get(i));
      }
    }
    return rows;
  }

  @Test
  void recbolesPairsAreThoseOfItsListsAndOfItsLeaveOneOut() throws Exception {
    JsonNode golden;
    try (InputStream in =
        getClass().getResourceAsStream("/golden/recbole_tiny_leave_one_out.json")) {
      golden = new ObjectMapper().readTree(in);
    }
    for (String name : List.of("train", "valid", "test")) {
      part("g/g." + name + ".inter", rows(golden.path(name)).toArray(String[]::new));
    }
    prepareFolder("g");
    assertSamePairs(golden);
    assertThat(rows(dataset.trainFull().orElseThrow()))
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("train", "valid").flatMap(name -> rows(golden.path(name)).stream()).toList());
    try (InputStream in = getClass().getResourceAsStream("/golden/recbole_tiny.inter")) {
      Files.write(folder.resolve("tiny.inter"), in.readAllBytes());
    }
    prepare(
        options(folder.resolve("tiny"))
            .format(LogFormat.ATOMIC)
            .division(Division.parse("leave-one-out", 0))
            .overwrite(true));
    assertSamePairs(golden);
  }

  private void assertSamePairs(JsonNode golden) throws IOException {
    Map<String, SessionLog> parts =
        Map.of(
            "train", dataset.train(),
            "valid", dataset.valid().orElseThrow(),
            "test", dataset.test().orElseThrow());
    parts.forEach(
        (name, log) ->
            assertThat(rows(log))
                .as(name)
                .containsExactlyInAnyOrderElementsOf(rows(golden.path(name))));
  }
}
