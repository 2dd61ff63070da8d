package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad files: a clear error or a counted warning, and nothing half-written. */
class BadFileTest extends PreparationContract {

  @AfterEach
  void nothingHalfWrittenIsLeft() throws IOException {
    try (var entries = Files.list(folder)) {
      assertThat(entries.map(entry -> entry.getFileName().toString()))
          .noneMatch(name -> name.contains(".preparing-"));
    }
  }

  /** Ten rows of two sessions; one in ten is broken. */
  private static List<String> events(String form, String broken) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      lines.add(i == 4 ? broken : form.formatted(i / 5, i, 1_400_000_000 + i));
    }
    return lines;
  }

  @Test
  void aTenthOfBrokenLinesIsAnErrorUnlessItIsAllowed() throws Exception {
    List<String> lines = events("%d,i%d,%d", "0,i4");
    lines.addFirst("session,item,time");
    Path log = file("log.csv", lines.toArray(String[]::new));
    assertThat(complaint(options(log)))
        .startsWith(
            "1 of 10 rows (10.00 %) cannot be used, more than the 1.00 % allowed:\n  "
                + log
                + ":6: ");
    prepare(options(log).maxBad(0.1));
    assertThat(train()).containsExactly("i0 i1 i2 i3", "i5 i6 i7 i8 i9");
    assertThat(report.badRows()).isEqualTo(1);
  }

  @Test
  void aTenthOfBrokenJsonIsAnErrorUnlessItIsAllowed() throws Exception {
    Path log =
        file(
            "log.jsonl",
            events(
                    "{\"session\": %d, \"item\": \"i%d\", \"time\": %d}",
                    "{\"session\": 0, \"item\": \"i4\", \"ti")
                .toArray(String[]::new));
    assertThat(complaint(options(log))).startsWith("1 of 10 rows (10.00 %)").contains(log + ":5: ");
    prepare(options(log).maxBad(0.1));
    assertThat(train()).containsExactly("i0 i1 i2 i3", "i5 i6 i7 i8 i9");
  }

  @Test
  void whatHoldsNoJsonObjectsIsNamed() throws Exception {
    String object = "{\"session\": 1, \"item\": \"a\", \"time\": 1400000000}";
    for (String content : List.of("[" + object + "," + object + "]", "not json")) {
      Path log = file("log.json", content);
      assertThat(complaint(options(log)))
          .startsWith(log + ": has no JSON objects, expected one a line, such as {");
    }
    Path log = file("log.jsonl", object, object.substring(0, 30), object);
    assertThat(complaint(options(log))).contains(log + ":2: no JSON object: {");
  }

  /** Bytes of Windows' code page, some of which are no Latin-1 either. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void rowsInAnotherEncodingAreCountedAndNamed(boolean packed) throws Exception {
    String rows = "session,item,time\r\n1,a,1\r\n1,it\u0092s,2\r\n\r\n1,\u00E4,3\n1,b,4\n";
    byte[] bytes = rows.getBytes(StandardCharsets.ISO_8859_1);
    Path log = folder.resolve(packed ? "log.csv.gz" : "log.csv");
    try (OutputStream file = Files.newOutputStream(log);
        OutputStream out = packed ? new GZIPOutputStream(file) : file) {
      out.write(bytes);
    }
    prepare(options(log).maxBad(0.6));
    assertThat(train()).containsExactly("a b");
    assertThat(report.firstBadRows())
        .extracting(BadRow::line, BadRow::reason)
        .containsExactly(
            tuple(3L, "no UTF-8 text (another encoding, or damaged)"),
            tuple(5L, "no UTF-8 text (another encoding, or damaged)"));
  }

  @Test
  void aHeaderInAnotherEncodingIsNotPassedOver() throws Exception {
    String rows = "session,item,time,it\u0092s\n1,a,1,x\n";
    Path log = folder.resolve("log.csv");
    Files.write(log, rows.getBytes(StandardCharsets.ISO_8859_1));
    assertThat(complaint(options(log))).startsWith(log + ":1: is no UTF-8 text. Is the file what");
    Files.write(log, rows.getBytes(StandardCharsets.UTF_16));
    assertThat(complaint(options(log)))
        .isEqualTo(
            log + ":1: is no UTF-8 text, it is UTF-16. Convert it: iconv -f UTF-16 -t UTF-8");
  }

  @Test
  void truncatedGzipIsNamedInEveryFormat() throws Exception {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < 100_000; i++) {
      json.append(
          "{\"session\": %d, \"item\": \"i%d\", \"time\": %d}%n"
              .formatted(i / 3, i * 7919L % 9973, i));
    }
    Path whole = folder.resolve("whole.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(whole))) {
      out.write(json.toString().getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = Files.write(folder.resolve("cut.jsonl.gz"), Arrays.copyOf(bytes, bytes.length / 2));
    assertThat(complaint(options(cut))).contains("cut.jsonl.gz").contains("cannot be");
  }

  @Test
  void aWrongDelimiterShowsAsMissingColumns() throws Exception {
    Path log = file("log.csv", "session,item,time", "1,a,1");
    assertThat(complaint(options(log).delimiter(";")))
        .startsWith(log + ":1: no session column (found: session,item,time)");
  }

  @Test
  void timesOutOfOrderAreSortedAndAbsurdOnesCounted() throws Exception {
    Path log =
        file(
            "log.csv",
            "session,item,time",
            "s,c,30",
            "s,a,-10",
            "s,b,20",
            "s,d,99999999999999999999");
    prepare(options(log).timeUnit(TimeUnit.SECONDS).maxBad(0.25));
    assertThat(train()).containsExactly("a b c");
    assertThat(times()).startsWith(-10_000L);
    assertThat(report.badRows()).isEqualTo(1);
  }

  @Test
  void idsAreTextWithSpacesAndOneSessionIsEnough() throws Exception {
    Path log = file("log.csv", "session,item,time", "one visit,red shoe,1", "one visit,ß/?,2");
    prepare(options(log));
    assertThat(train()).containsExactly("red shoe ß/?");
    assertThat(dataset.catalog().id(0)).isEqualTo("red shoe");
    assertThat(dataset.train().id(0)).isEqualTo("one visit");
  }

  /** A limit on the size of files stands for a disk that is full. */
  @Test
  void aDiskThatIsFullIsAnErrorThatLeavesNothing() throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/bin/prlimit")), "skipped: no prlimit");
    List<String> lines = new ArrayList<>(List.of("session,item,time"));
    for (int i = 0; i < 200_000; i++) {
      lines.add("session " + i / 4 + ",item " + i % 1000 + "," + i);
    }
    Path log = file("log.csv", lines.toArray(String[]::new));
    Path said = folder.resolve("said.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                log.toString(),
                folder.resolve("out").toString())
            .redirectOutput(said.toFile())
            .redirectErrorStream(true)
            .start();
    assertThat(process.waitFor()).as(Files.readString(said)).isEqualTo(1);
    assertThat(said).content().contains("Check the disk of " + folder);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** Prepares a file in a process that may write no file of more than a megabyte. */
  static final class FullDisk {
    private FullDisk() {}

    public static void main(String[] arguments) throws Exception {
      // DuckDB unpacks its library when it is first used
      DriverManager.getConnection("jdbc:duckdb:").close();
      String self = Long.toString(ProcessHandle.current().pid());
      new ProcessBuilder("/usr/bin/prlimit", "--fsize=1048576", "--pid", self).start().waitFor();
      Preparation.run(
          PreparationOptions.builder()
              .logs(List.of(arguments[0]))
              .out(Path.of(arguments[1]))
              .memory("500MB")
              .build(),
          Progress.NONE);
    }
  }

  @Test
  void idsThatLookLikeNumbersStayTextAndAllTimesMayBeNegative() throws Exception {
    Path log =
        file("log.csv", "session,item,time", "007,1e3,-30", "007,01,-20", "7,1000,-10", "7,1,-5");
    prepare(options(log).timeUnit(TimeUnit.SECONDS));
    assertThat(train()).containsExactly("1e3 01", "1000 1");
    assertThat(dataset.train().id(0)).isEqualTo("007");
    assertThat(times()).containsExactly(-30_000L, -20_000L, -10_000L, -5_000L);
  }

  @Test
  void aFolderThatIsAFileIsNoPlaceToWriteTo() throws Exception {
    Path log = file("log.csv", "session,item,time", "1,a,1", "1,b,2");
    assertThatThrownBy(() -> prepare(options(log).out(Path.of("/proc/clickahead/out"))))
        .hasMessageContaining("/proc/clickahead: cannot be written")
        .hasMessageEndingWith("Choose another folder with --out");
  }
}
