package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.Catalog;
import clickahead.data.Dataset;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written in another format comes back as it was. */
class ConvertCommandTest {
  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void ok(String... arguments) {
    assertThat(console.run(arguments)).as(console.err()).isZero();
  }

  private void prepareShop(String... more) throws IOException {
    Files.writeString(
        folder.resolve("shop.jsonl"),
        """
        {"SessionId":"s 1","ItemId":"red shoe","Time":1300000000.25,"colour":"red"}
        {"SessionId":"s 1","ItemId":"Größe \\"L\\"","Time":1300000001.125,"colour":"blau, \\"hell\\""}
        {"SessionId":"\\"q\\"","ItemId":"靴","Time":1300000002,"colour":""}
        {"SessionId":"\\"q\\"","ItemId":"red shoe","Time":1300000002,"colour":"red"}
        {"SessionId":"late","ItemId":"靴","Time":1300200000.007,"colour":""}
        {"SessionId":"late","ItemId":"red shoe","Time":1300200001,"colour":"red"}
        """);
    List<String> words = new ArrayList<>(List.of("prepare", path("shop.jsonl")));
    words.addAll(List.of("--out", path("shop"), "--item-columns", "colour"));
    words.addAll(List.of(more));
    ok(words.toArray(String[]::new));
  }

  /** Events as text: session, item, milliseconds. */
  static List<String> events(SessionLog log, Catalog catalog) {
    List<String> events = new ArrayList<>();
    for (int s = 0; s < log.sessions(); s++) {
      for (long e = log.start(s); e < log.start(s + 1); e++) {
        events.add(log.id(s) + " | " + catalog.id(log.item(e)) + " | " + log.time(e));
      }
    }
    return events;
  }

  /** The events of a prepared folder's train part. */
  static List<String> train(Path prepared) throws IOException {
    Dataset dataset = Dataset.open(prepared);
    return events(dataset.train(), dataset.catalog());
  }

  private static List<String> colours(Path prepared) throws IOException {
    Catalog catalog = Dataset.open(prepared).catalog();
    return Stream.of("red shoe", "Größe \"L\"", "靴")
        .map(id -> catalog.value(catalog.index(id), "colour"))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "official, out.tsv, auto, false",
    "parquet, out.parquet, auto, true",
    "jsonl, out.jsonl, auto, true",
    "atomic, out, atomic, true"
  })
  void sessionsItemsAndTimesComeBack(String to, String name, String format, boolean described)
      throws IOException {
    prepareShop();
    ok("convert", path("shop"), "--to", to, "--out", path(name));
    assertThat(console.err().contains("item columns [colour]")).isEqualTo(!described);
    ok("prepare", path(name), "--format", format, "--out", path("back"));
    assertThat(train(folder.resolve("back")))
        .isEqualTo(train(folder.resolve("shop")))
        .contains("s 1 | Größe \"L\" | 1300000001125", "\"q\" | 靴 | 1300000002000");
    if (described) {
      assertThat(colours(folder.resolve("back"))).containsExactly("red", "blau, \"hell\"", "");
    }
  }

  @Test
  void sessionListsComeBackWithoutTimes() throws IOException {
    Files.writeString(folder.resolve("lists.txt"), "b \"a\" b\n靴 b\n");
    ok(
        "convert",
        path("lists.txt"),
        "--session-list",
        "--to",
        "session-list",
        "--out",
        path("new/o"));
    assertThat(folder.resolve("new/o")).hasContent("b \"a\" b\n靴 b\n");
    Path log = ClickFile.of(folder.resolve("clicks.tsv"), 3);
    ok("convert", log.toString(), "--to", "session-list", "--out", path("clicks.txt"));
    assertThat(folder.resolve("clicks.txt")).hasContent("a b e e\nb c a a\nc d b b\n");
    assertThat(console.err()).containsOnlyOnce("times and session ids");
  }

  @Test
  void partsOfCutSessionsDoNotRepeatTheirHistoriesUnmarked() throws IOException {
    Files.writeString(folder.resolve("log.csv"), "session,item,time\na,x,1\na,y,2\na,z,3\na,x,4\n");
    ok("prepare", path("log.csv"), "--split", "leave-one-out", "--out", path("cut"));
    for (String to : List.of("atomic", "official")) {
      assertThat(console.run("convert", path("cut"), "--to", to, "--out", path("o"))).isEqualTo(2);
    }
    assertThat(console.err())
        .contains("begin with history, as those that --split cut")
        .contains("--part (train, valid, test)");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("cut", "log.csv");
    ok("convert", path("cut"), "--to", "session-list", "--part", "train", "--out", path("train"));
    assertThat(console.err()).doesNotContain("warning");
    ok("convert", path("cut"), "--to", "session-list", "--part", "test", "--out", path("test"));
    assertThat(folder.resolve("train")).hasContent("x y\n");
    assertThat(folder.resolve("test")).hasContent("x y z x\n");
    assertThat(console.err()).contains("sessions of test begin with their history");
  }

  @Test
  void listsSayWhatIsHistory() throws IOException {
    Files.writeString(
        folder.resolve("log.csv"),
        "session,item,time\na,x,1\na,y,2\na,z,3\na,x,4.5\nb,y,2\nb,x,3\n");
    ok("prepare", path("log.csv"), "--split", "leave-one-out", "--out", path("cut"));
    ok("convert", path("cut"), "--to", "atomic-lists", "--out", path("l"));
    String header =
        "session_id:token\titem_id_list:token_seq\titem_id:token\ttimestamp_list:float_seq"
            + "\ttimestamp:float\n";
    assertThat(folder.resolve("l.train.inter"))
        .hasContent(header + "a\tx\ty\t1\t2\nb\ty\tx\t2\t3\n");
    assertThat(folder.resolve("l.valid.inter")).hasContent(header + "a\tx y\tz\t1 2\t3\n");
    assertThat(folder.resolve("l.test.inter")).hasContent(header + "a\tx y z\tx\t1 2 3\t4.5\n");
    ok("prepare", path("l"), "--format", "atomic", "--out", path("back"));
    Dataset cut = Dataset.open(folder.resolve("cut"));
    Dataset back = Dataset.open(folder.resolve("back"));
    assertSame(cut.train(), cut, back.train(), back);
    assertSame(cut.valid().orElseThrow(), cut, back.valid().orElseThrow(), back);
    assertSame(cut.test().orElseThrow(), cut, back.test().orElseThrow(), back);
    assertSame(cut.trainFull().orElseThrow(), cut, back.trainFull().orElseThrow(), back);
    ok("convert", path("back"), "--to", "atomic-lists", "--out", path("again"));
    for (String part : List.of("train", "valid", "test")) {
      assertThat(folder.resolve("again." + part + ".inter"))
          .hasSameTextualContentAs(folder.resolve("l." + part + ".inter"));
    }
    assertThat(console.run("convert", path("back"), "--to", "official", "--out", path("o")))
        .isEqualTo(2);
  }

  private static void assertSame(SessionLog log, Dataset of, SessionLog other, Dataset ofOther) {
    assertThat(events(other, ofOther.catalog())).isEqualTo(events(log, of.catalog()));
    for (int s = 0; s < log.sessions(); s++) {
      assertThat(Math.max(1, other.history(s))).isEqualTo(Math.max(1, log.history(s)));
    }
  }

  @Test
  void listsAreCutAndJoinedAgainAndSessionsWithoutRowsAreSaid() throws IOException {
    StringBuilder lists = new StringBuilder("a\n");
    for (int i = 0; i < 70; i++) {
      lists.append(i * 7 % 5).append(' ');
    }
    Files.writeString(folder.resolve("long.txt"), lists + "\nb a b\n");
    ok("convert", path("long.txt"), "--session-list", "--to", "atomic-lists", "--out", path("l"));
    assertThat(console.err())
        .contains("nothing in them is to be predicted: 1 sessions")
        .contains(
            "lists of 1 sessions are cut to their last 50 items; --max-list-length takes more")
        .doesNotContain("the number of each event stands for them");
    assertThat(Files.readAllLines(folder.resolve("l.inter")))
        .hasSize(1 + 69 + 2)
        .contains("3\tb a\tb")
        .allMatch(line -> line.split("\t")[1].split(" ").length <= 50);
    ok("convert", path("l.inter"), "--to", "session-list", "--out", path("back"));
    assertThat(folder.resolve("back")).hasContent(lists.substring(2).strip() + "\nb a b\n");
    assertThat(
            console.run(
                "convert",
                path("l.inter"),
                "--to",
                "atomic-lists",
                "--max-list-length",
                "0",
                "--out",
                path("z")))
        .isEqualTo(2);
  }

  @Test
  void sessionsOfOneIdInSeveralPartsAreNotMixed() throws IOException {
    String header = "session_id:token\titem_id:token\ttimestamp:float\n";
    Files.writeString(folder.resolve("d.train.inter"), header + "1\ta\t1\n1\tb\t2\n");
    Files.writeString(folder.resolve("d.test.inter"), header + "1\tb\t3\n1\ta\t4\n");
    ok("prepare", path("d"), "--format", "atomic", "--out", path("d"));
    assertThat(console.run("convert", path("d"), "--to", "official", "--out", path("o")))
        .isEqualTo(2);
    assertThat(console.err()).contains("has sessions of one id in several parts");
    ok("convert", path("d"), "--to", "atomic", "--out", path("e"));
    assertThat(folder.resolve("e.test.inter"))
        .hasSameTextualContentAs(folder.resolve("d.test.inter"));
  }

  @Test
  void anItemWithASpaceHasNoPlaceInASessionList() throws IOException {
    prepareShop();
    assertThat(console.run("convert", path("shop"), "--to", "session-list", "--out", path("o")))
        .isEqualTo(2);
    assertThat(console.err()).contains("item 'red shoe' of session 's 1' has a space in its id");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("shop", "shop.jsonl");
  }

  @Test
  void partsBecomeDividedAtomicFilesAndReplaceAnUndividedOne() throws IOException {
    prepareShop("--test-days", "1");
    ok("convert", path("shop"), "--to", "atomic", "--part", "train", "--out", path("a"));
    assertThat(folder.resolve("a.inter")).exists();
    assertThat(console.run("convert", path("shop"), "--to", "atomic", "--out", path("a")))
        .isEqualTo(2);
    assertThat(console.err()).contains("a.inter exists already").contains("--overwrite");
    ok("convert", path("shop"), "--to", "atomic", "--out", path("a"), "--overwrite");
    assertThat(folder.resolve("a.inter")).doesNotExist();
    ok("prepare", path("a"), "--format", "atomic", "--out", path("back"));
    assertThat(train(folder.resolve("back"))).isEqualTo(train(folder.resolve("shop"))).hasSize(4);
    Dataset back = Dataset.open(folder.resolve("back"));
    assertThat(events(back.test().orElseThrow(), back.catalog()))
        .containsExactly("late | 靴 | 1300200000007", "late | red shoe | 1300200001000");
  }

  @Test
  void partsThatCannotBeToldApartAreNotMixed() throws IOException {
    Files.writeString(folder.resolve("lists.txt"), "a b\nb a\na b\n");
    ok("prepare", path("lists.txt"), "--session-list", "--test-lines", "1", "--out", path("l"));
    assertThat(console.run("convert", path("l"), "--to", "jsonl", "--out", path("o"))).isEqualTo(2);
    assertThat(console.err()).contains("cannot be told apart").contains("--part (train, test)");
    ok("convert", path("l"), "--to", "jsonl", "--part", "test", "--out", path("o"));
    assertThat(console.err()).contains("the log has no times");
    assertThat(console.run("convert", path("l"), "--to", "jsonl", "--part", "valid", "--out", "x"))
        .isEqualTo(2);
    assertThat(console.err()).contains("has no valid part (found: train, test)");
  }
}
