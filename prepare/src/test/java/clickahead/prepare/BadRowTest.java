package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that cannot be used are counted, shown, and too many of them are an error. */
class BadRowTest extends PreparationContract {

  @Test
  void showsTheFirstFewWithFileLineAndReason() throws Exception {
    Path first =
        file(
            "1.tsv",
            "session\titem\ttime\tclick",
            "1\ta\t1\t1",
            "1\tb",
            "1\t\"two",
            "lines\"\t2\t2",
            "",
            "\tc\t3\t3",
            "1\t\"d\"d\t4\t4",
            "1\te\t5\t5\t5",
            "1\tf\tsoon\t6");
    Path second = file("2.tsv", "session\titem\ttime\tclick", "1\tg\t7\tseventh", "1\th\t8\t8");
    prepare(options(first, second).orderColumn("click").maxBad(0.9));
    assertThat(train()).containsExactly("a two\nlines h");
    assertThat(report.rows()).isEqualTo(9);
    assertThat(report.badRows()).isEqualTo(6);
    assertThat(report.firstBadRows())
        .extracting(BadRow::file, BadRow::line, BadRow::reason)
        .containsExactly(
            tuple(first.toString(), 3L, "wrong number of values, or damaged"),
            tuple(first.toString(), 7L, "no session id"),
            tuple(first.toString(), 8L, "wrong number of values, or damaged"),
            tuple(first.toString(), 9L, "wrong number of values, or damaged"),
            tuple(first.toString(), 10L, "no readable time"));
    assertThat(dataset.record().path("bad_rows").asInt()).isEqualTo(6);
  }

  @Test
  void goesOnToTheNextFileForTheFirstFew() throws Exception {
    Path first = file("1.csv", "session,item,time,click", "1,a,1,1", "1,b");
    Path second = file("2.csv", "session,item,time,click", "1,g,7,seventh", "1,h,8,8");
    prepare(options(first, second).orderColumn("click").maxBad(0.9));
    assertThat(report.firstBadRows())
        .containsExactly(
            new BadRow(first.toString(), 3, "wrong number of values, or damaged", "1,b"),
            new BadRow(second.toString(), 2, "no number in the order column", "1,g,7,seventh"));
  }

  @Test
  void readsOnAfterBytesThatAreNoText() throws Exception {
    Path log = folder.resolve("log.csv");
    byte[] text = "session,item,time\n1,a,1\n1,?,2\n1,é,3\n2,,4\n".getBytes(StandardCharsets.UTF_8);
    text[new String(text, StandardCharsets.UTF_8).indexOf('?')] = (byte) 0xFF;
    Files.write(log, text);
    prepare(options(log).maxBad(0.9));
    assertThat(train()).containsExactly("a é");
    assertThat(report.firstBadRows()).extracting(BadRow::line).isEqualTo(List.of(3L, 5L));
  }

  @Test
  void aShareUpToTheAllowedPasses() throws Exception {
    List<String> lines = new ArrayList<>(List.of("session,item,time"));
    for (int i = 0; i < 99; i++) {
      lines.add("s,a," + i);
    }
    lines.add("s,a,never");
    Path log = file("log.csv", lines.toArray(String[]::new));
    prepare(options(log));
    assertThat(report.badRows()).isEqualTo(1);
    assertThat(report.table())
        .contains("1 of 100 rows could not be used:", log + ":101: no readable time: s,a,never");
    assertThat(complaint(options(log).maxBad(0.009).overwrite(true)))
        .startsWith("1 of 100 rows (1.00 %) cannot be used, more than the 0.90 % allowed:");
  }

  @Test
  void countsDamagedLinesOfSessionLists() throws Exception {
    Path log = folder.resolve("log.txt");
    byte[] text = "a b\n\n? b\nb a\n".getBytes(StandardCharsets.UTF_8);
    text[5] = (byte) 0xFF;
    Files.write(log, text);
    prepare(options(log).format(LogFormat.SESSION_LIST).maxBad(0.9));
    assertThat(train()).containsExactly("a b", "b a");
    assertThat(report.rows()).isEqualTo(3);
    assertThat(report.firstBadRows()).extracting(BadRow::line).isEqualTo(List.of(3L));
  }

  @Test
  void aLogOfOnlyBadRowsIsRefusedEvenIfAllAreAllowed() throws IOException {
    Path log = file("log.csv", "session,item,time", "1,a,never", "1,b,ever");
    assertThat(complaint(options(log).maxBad(1))).startsWith("no event is left");
  }

  @Test
  void countsWhatDisappearsBehindAQuoteThatIsNotClosed() throws Exception {
    List<String> lines = new ArrayList<>(List.of("session,item,time"));
    for (int i = 0; i < 300_000; i++) {
      lines.add(i == 1_000 ? "s,\"open,5" : "s" + i / 3 + ",i" + i % 100 + "," + i);
    }
    Path log = file("log.csv", lines.toArray(String[]::new));
    assertThat(complaint(options(log)))
        .contains(
            " of 300,000 rows (", log + ":1002: wrong number of values, or damaged: s,\"open,5")
        .contains("stand behind a quote that is not closed", "--no-quotes");
    prepare(options(log).quotes(false).minSessionLength(1));
    assertThat(report.badRows()).isZero();
    assertThat(dataset.train().events()).isEqualTo(300_000);
    assertThat(dataset.catalog().index("\"open")).isNotNegative();
  }

  @Test
  void findsTheLinesOfBadRowsFarDownALargeFile() throws Exception {
    Path log = folder.resolve("log.csv");
    try (BufferedWriter writer = Files.newBufferedWriter(log)) {
      writer.write("session,item,time,padding\n");
      for (int line = 2; line <= 800_000; line++) {
        String time = line == 650_000 || line == 799_999 ? "never" : "1400000000";
        writer.write(line / 10 + ",i" + line % 10 + "," + time + ",some words to fill buffers");
        writer.write(line == 700_000 ? ",one more\n" : "\n");
      }
    }
    prepare(options(log).itemColumns(List.of()));
    assertThat(report.firstBadRows())
        .extracting(BadRow::line)
        .isEqualTo(List.of(650_000L, 700_000L, 799_999L));
  }
}
