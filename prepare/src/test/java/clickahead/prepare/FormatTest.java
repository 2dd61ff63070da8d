package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Logs of every layout give the same data set. */
class FormatTest extends PreparationContract {

  private Path gzip(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }

  private Path copied(String name, String select) throws Exception {
    Path file = folder.resolve(name);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + select + ") TO '" + file + "'");
    }
    return file;
  }

  @Test
  void readsGzip() throws Exception {
    prepare(options(gzip("log.csv.gz", "session,item,time\n1,a,1\n1,b,2\n")));
    assertThat(train()).containsExactly("a b");
  }

  @Test
  void readsZstandard() throws Exception {
    prepare(
        options(
            copied(
                "log.csv.zst",
                "SELECT * FROM (VALUES (1, 'a', 1), (1, 'b', 2)) AS t(session, item, time)")));
    assertThat(train()).containsExactly("a b");
  }

  @Test
  void readsParquetWithTypedColumns() throws Exception {
    prepare(
        options(
                copied(
                    "log.parquet",
                    "SELECT * FROM (VALUES"
                        + " (7, 12, TIMESTAMP '2024-01-01 00:00:01.5', 3),"
                        + " (7, 11, TIMESTAMP '2024-01-01 00:00:00.25', 4),"
                        + " (NULL, 13, TIMESTAMP '2024-01-01 00:00:01', 5))"
                        + " AS t(session_id, item_id, time, price)"))
            .maxBad(0.5)
            .itemColumns(List.of("price")));
    assertThat(train()).containsExactly("11 12");
    assertThat(times()).containsExactly(1704067200250L, 1704067201500L);
    assertThat(dataset.catalog().value(0, "price")).isEqualTo("4");
    assertThat(report.firstBadRows())
        .singleElement()
        .extracting(BadRow::line, BadRow::reason)
        .containsExactly(3L, "no session id");
  }

  @Test
  void readsJsonLines() throws Exception {
    Path log =
        file(
            "log.jsonl",
            "{\"session\": 7, \"item\": \"b\", \"ts\": 1396437466.94, \"colour\": \"red\"}",
            "",
            "no json",
            "{\"item\": 007.5, \"session\": \"7\"}",
            "{\"item\": \"a, \\\"x\\\"\", \"session\": \"7\", \"ts\": 1396437466}");
    prepare(options(log).maxBad(0.9).itemColumns(List.of("colour")));
    assertThat(train()).containsExactly("a, \"x\" b");
    assertThat(times()).containsExactly(1396437466000L, 1396437466940L);
    assertThat(dataset.catalog().value(1, "colour")).isEqualTo("red");
    assertThat(report.rows()).isEqualTo(4);
    assertThat(report.firstBadRows()).extracting(BadRow::line).isEqualTo(List.of(3L, 4L));
  }

  @Test
  void readsQuotedIdsWithDelimitersQuotesAndLineBreaks() throws Exception {
    prepare(
        options(
            file(
                "log.csv",
                "\"session\",\"item\",\"time\"",
                "\"s,1\",\"a \"\"b\"\"\",1",
                "\"s,1\",\"c",
                "d\",2")));
    assertThat(train()).containsExactly("a \"b\" c\nd");
  }

  @Test
  void keepsIdsAsTheyStand() throws Exception {
    prepare(
        options(
            file(
                "log.tsv",
                "session\titem\ttime",
                "1\t007\t1",
                "1\t7\t2",
                "1\tжакет 夏\t3",
                "1\t1e3\t4")));
    assertThat(dataset.catalog().size()).isEqualTo(4);
    assertThat(train()).containsExactly("007 7 жакет 夏 1e3");
    assertThat(dataset.catalog().index("жакет 夏")).isEqualTo(2);
  }

  @Test
  void readsWindowsAndMixedLineEnds() throws Exception {
    Path log = folder.resolve("log.csv");
    Files.writeString(log, "session,item,time\r\n1,a,1\r\n1,b,2\r\n");
    prepare(options(log));
    assertThat(train()).containsExactly("a b");
    Files.writeString(log, "session,item,time\r\n1,a,1\r\n1,b,2\n1,c,3\r\n");
    prepare(options(log).overwrite(true));
    assertThat(train()).containsExactly("a b c");
  }

  @Test
  void readsAFileWithAByteOrderMarkAndNoLastLineEnd() throws Exception {
    Path log = folder.resolve("log.csv");
    Files.writeString(log, "\uFEFFsession,item,time\n1,a,1\n1,b,2");
    prepare(options(log));
    assertThat(train()).containsExactly("a b");
    Files.writeString(log, "\uFEFF1,a,1\n1,b,2");
    prepare(
        options(log).header(false).columnNames(List.of("session", "item", "time")).overwrite(true));
    assertThat(train()).containsExactly("a b");
  }

  @Test
  void readsColumnsByPositionWithoutHeader() throws Exception {
    Path log =
        file(
            "clicks.dat",
            "1,2014-04-07T10:51:09.277Z,214536502,0",
            "1,2014-04-07T10:54:09.868Z,214536500,0");
    prepare(
        options(log).header(false).sessionColumn("1").timeColumns(List.of("2")).itemColumn("3"));
    assertThat(train()).containsExactly("214536502 214536500");
    assertThat(complaint(options(log).overwrite(true)))
        .contains("no session column (found: 1, 2014-04-07T10:51:09.277Z,")
        .endsWith("if the first line is an event, pass --no-header");
    assertThat(complaint(options(log).header(false).columnNames(List.of("s", "t")).overwrite(true)))
        .contains(log + ":1: 4 values, but 2 column names given: s, t.");
  }

  @Test
  void findsTheDelimiterOrSaysThatItCannot() throws Exception {
    for (String delimiter : List.of("\t", ";", "|", ",")) {
      Path log =
          file(
              "log.txt",
              "session,item,time".replace(",", delimiter),
              "1,a,1".replace(",", delimiter));
      prepare(options(log).minSessionLength(1).overwrite(true));
      assertThat(train()).as(delimiter).containsExactly("a");
    }
    Path odd = file("odd.txt", "session::item::time", "1::a::1", "1::b::2");
    prepare(options(odd).delimiter("::").overwrite(true));
    assertThat(train()).containsExactly("a b");
    assertThat(complaint(options(odd).overwrite(true)))
        .startsWith(odd + ":1: no delimiter found in 'session::item::time'");
    Path both = file("both.txt", "session,item;time", "1,a;1");
    assertThat(complaint(options(both).overwrite(true)))
        .startsWith(both + ":1: more than one possible delimiter found");
  }

  @Test
  void readsSeveralFilesInTheOrderOfTheirNames() throws Exception {
    Path late = file("b/1.csv", "session,item,time", "s,one,5");
    Path early = file("a/2.csv", "time,session,item", "5,s,two", "5,s,three");
    prepare(options(early, late));
    assertThat(train()).containsExactly("one two three");
    prepare(options(early, late).fileOrder(FileOrder.GIVEN).overwrite(true));
    assertThat(train()).containsExactly("two three one");
    assertThat(report.files()).containsExactly(early.toString(), late.toString());
  }

  @Test
  void readsTheFilesOfAPattern() throws Exception {
    file("days/2.csv", "session,item,time", "s,b,5");
    file("days/1.csv", "session,item,time", "s,a,5");
    file("days/note.txt", "nothing");
    prepare(options(folder.resolve("days/*.csv")));
    assertThat(train()).containsExactly("a b");
    assertThat(complaint(options(folder.resolve("days/*.tsv")).overwrite(true)))
        .contains("*.tsv: no file matches this pattern");
    assertThat(complaint(options(folder.resolve("days")).overwrite(true)))
        .contains("is a folder, expected a log file");
    assertThat(complaint(options(folder.resolve("nothing.csv")).overwrite(true)))
        .contains("nothing.csv: no such file");
  }

  @Test
  void refusesFilesThatAreEmptyOrNotWhatTheirNameSays() throws Exception {
    assertThat(complaint(options(file("empty.csv")))).contains("empty.csv: the file is empty");
    assertThat(complaint(options(file("header.csv", "session,item,time"))))
        .isEqualTo(folder.resolve("header.csv") + ": has no rows, expected at least one event");
    assertThat(complaint(options(file("odd.parquet", "session,item,time", "1,a,1"))))
        .contains("odd.parquet: cannot be read as Parquet");
    byte[] whole = Files.readAllBytes(gzip("whole.gz", longLog()));
    Path cut = folder.resolve("cut.csv.gz");
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    assertThat(complaint(options(cut))).contains("cut.csv.gz").contains("cannot be");
  }

  private static String longLog() throws IOException {
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    log.write("session,item,time\n".getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 200_000; i++) {
      log.write(
          (i / 3 + ",i" + i * 7919L % 1000 + "," + i + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return log.toString(StandardCharsets.UTF_8);
  }
}
