package clickahead.cli;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.Catalog;
import clickahead.data.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that nobody prepared, whole and cut, in other formats. */
class ConvertFileTest {
  @TempDir private Path folder;
  private final ConsoleOutput console = new ConsoleOutput();

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private void ok(String... arguments) {
    assertThat(console.run(arguments)).as(console.err()).isZero();
  }

  /** What a file of each format is called, and what reads it. */
  private static String[] file(String format) {
    return switch (format) {
      case "official" -> new String[] {".tsv"};
      case "atomic", "atomic-lists" -> new String[] {".inter"};
      case "session-list" -> new String[] {".txt", "--session-list"};
      default -> new String[] {"." + format};
    };
  }

  private String convertTo(String format, String source, String name, String... reading) {
    List<String> words = new ArrayList<>(List.of("convert", source, "--to", format, "--out"));
    String end = file(format)[0];
    words.add(path(format.startsWith("atomic") ? name : name + end));
    words.addAll(List.of(reading));
    ok(words.toArray(String[]::new));
    return path(name + end);
  }

  private static final List<String> FORMATS =
      List.of("official", "atomic", "atomic-lists", "parquet", "session-list", "jsonl");

  private static final List<String> EVENTS =
      List.of(
          "s1 | red | 1300000000250",
          "s1 | l,g | 1300000001125",
          "2 | 靴 | 1300000002000",
          "2 | red | 1300000002000");

  @ParameterizedTest
  @ValueSource(strings = {"official", "atomic", "atomic-lists", "parquet", "session-list", "jsonl"})
  void eachFormatBecomesEachOther(String from) throws IOException {
    Path log =
        Files.writeString(
            folder.resolve("log.csv"),
            """
            session,item,time,colour
            s1,red,1300000000.25,r
            s1,"l,g",1300000001.125,b
            2,靴,1300000002,
            2,red,1300000002,r
            """);
    String first = convertTo(from, log.toString(), "first");
    for (String to : FORMATS) {
      List<String> reading = List.of(file(from)).subList(1, file(from).length);
      String second = convertTo(to, first, "to-" + to, reading.toArray(String[]::new));
      List<String> words =
          new ArrayList<>(List.of("prepare", second, "--out", path("back"), "--overwrite"));
      words.addAll(List.of(file(to)).subList(1, file(to).length));
      words.addAll(to.startsWith("atomic") ? List.of("--format", "atomic") : List.of());
      ok(words.toArray(String[]::new));
      assertSame(from, to);
    }
  }

  private void assertSame(String from, String to) throws IOException {
    List<String> both = List.of(from, to);
    List<String> found = ConvertCommandTest.train(folder.resolve("back"));
    boolean timed = !both.contains("session-list");
    assertThat(timed ? found : items(found)).as(to).isEqualTo(timed ? EVENTS : items(EVENTS));
    boolean described = timed && !both.contains("official");
    Catalog catalog = Dataset.open(folder.resolve("back")).catalog();
    assertThat(catalog.columns()).as(to).isEqualTo(described ? List.of("colour") : List.of());
    if (described) {
      assertThat(catalog.value(catalog.index("l,g"), "colour")).isEqualTo("b");
    }
  }

  private static List<String> items(List<String> events) {
    return events.stream().map(event -> event.split(" \\| ")[1]).toList();
  }

  @Test
  void columnsOfAFileThatDescribeItsItemsAreKept() throws IOException {
    List<String> lines = new ArrayList<>(List.of("session,item,time,colour,page,user_id"));
    for (int i = 0; i < 40; i++) {
      lines.add("s%d,i%d,%d,c%d,%d,u".formatted(i / 4, i % 4, 1_300_000_000 + i, i % 4, i));
    }
    Files.write(folder.resolve("log.csv"), lines);
    ok("convert", path("log.csv"), "--to", "jsonl", "--out", path("a.jsonl"));
    assertThat(Files.readAllLines(folder.resolve("a.jsonl")).getFirst())
        .isEqualTo(
            "{\"SessionId\":\"s0\",\"ItemId\":\"i0\",\"Time\":1300000000,\"colour\":\"c0\"}");
    assertThat(console.err()).contains("reading " + path("log.csv")).contains("columns [page]");
    ok("convert", path("log.csv"), "--to", "jsonl", "--item-columns", "none", "--out", path("b"));
    assertThat(folder.resolve("b")).content().doesNotContain("colour");
    assertThat(
            console.run(
                "convert",
                path("log.csv"),
                "--to",
                "jsonl",
                "--item-columns",
                "price",
                "--out",
                "x"))
        .isEqualTo(2);
    assertThat(console.err()).contains("no column 'price' (found: session, item, time, colour");
  }

  private Path bags() throws IOException {
    return Files.writeString(
        folder.resolve("bags.csv"),
        """
        session,item,time,tags,price,words
        a,x,1300000000,red shoe,9.5,new in
        a,y,1300000001,,,
        b,y,1300000002,,,old
        b,x,1300000003,red shoe,9.5,
        """);
  }

  private int convertBags(String to, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("convert", bags().toString(), "--to", to));
    words.addAll(List.of("--out", path("bags"), "--item-columns", "tags,price"));
    words.addAll(List.of("--event-features", "words"));
    words.addAll(List.of(more));
    return console.run(words.toArray(String[]::new));
  }

  @Test
  void recboleIsToldWhatColumnsOfAtomicFilesAre() throws IOException {
    assertThat(convertBags("atomic")).as(console.err()).isZero();
    assertThat(console.err()).contains("values of tags, words have spaces");
    assertThat(folder.resolve("bags.item"))
        .content()
        .startsWith("item_id:token\ttags:token\tprice:token\n");
    String types = "tags=token_seq,price=float,words=token_seq";
    assertThat(convertBags("atomic", "--overwrite", "--atomic-types", types)).isZero();
    assertThat(console.err()).doesNotContain("have spaces");
    assertThat(Files.readAllLines(folder.resolve("bags.item")))
        .containsExactly("item_id:token\ttags:token_seq\tprice:float", "x\tred shoe\t9.5", "y\t\t");
    assertThat(Files.readAllLines(folder.resolve("bags.inter")).getFirst())
        .isEqualTo("session_id:token\titem_id:token\ttimestamp:float\twords:token_seq");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "atomic | tags=float_seq | bags.item: 'red shoe' of x in the column 'tags' is no vector."
            + " Write it as tags=token_seq",
        "atomic | words=float | bags.inter: 'new in' of a in the column 'words' is no number."
            + " Write it as words=token",
        "atomic | size=float | no column 'size' to write as float (found: price, tags, words)",
        "atomic | tags=list | 'tags=list' is no type of a column, expected NAME=TYPE",
        "atomic-lists | words=token_seq | no column 'words' to write as token_seq (found: price,"
            + " tags)",
        "jsonl | tags=token_seq | --atomic-types is for atomic files"
      })
  void aTypeThatAColumnCannotHaveIsAnErrorAndLeavesNothing(String to, String types, String error)
      throws IOException {
    assertThat(convertBags(to, "--atomic-types", types)).isEqualTo(2);
    assertThat(console.err()).contains(error);
    assertThat(folder.toFile().list()).containsExactly("bags.csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cut.jsonl.gz", "cut.csv.gz", "cut.parquet"})
  void aFileThatWasCutIsOneErrorAndLeavesNothing(String name) throws IOException {
    List<String> lines = new ArrayList<>(List.of("session,item,time"));
    for (int i = 0; i < 3000; i++) {
      lines.add("%d,i%d,%d".formatted(i / 3, i * 7919L % 997, 1_300_000_000 + i));
    }
    Path csv = Files.write(folder.resolve("whole.csv"), lines);
    Path whole = csv;
    if (!name.endsWith(".csv.gz")) {
      String to = name.contains("parquet") ? "parquet" : "jsonl";
      whole = Path.of(convertTo(to, csv.toString(), "whole"));
    }
    byte[] bytes = Files.readAllBytes(whole);
    if (name.endsWith(".gz")) {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream out = new GZIPOutputStream(packed)) {
        out.write(bytes);
      }
      bytes = packed.toByteArray();
    }
    Path cut = Files.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));
    Set<String> before = Set.of(folder.toFile().list());
    ConsoleOutput other = new ConsoleOutput();
    int exit = other.run("convert", cut.toString(), "--to", "official", "--out", path("o"));
    assertThat(exit).isEqualTo(2);
    assertThat(other.err()).contains(name);
    assertThat(other.err().lines().filter(line -> line.startsWith("clickahead convert: ")))
        .hasSize(1);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void aLineThatWasCutIsCountedAndSaid() throws IOException {
    List<String> lines = new ArrayList<>(List.of("session,item,time"));
    for (int i = 0; i < 200; i++) {
      lines.add("%d,i%d,%d".formatted(i / 2, i, 1_300_000_000 + i));
    }
    lines.add("99,i1");
    Path cut = Files.write(folder.resolve("cut.csv"), lines);
    ok("convert", cut.toString(), "--to", "official", "--out", path("o"));
    assertThat(console.err())
        .contains("warning: 1 of 201 rows could not be used, such as " + cut + ":202: ");
    assertThat(Files.readAllLines(folder.resolve("o"))).hasSize(201);
    ok("train", cut.toString(), "--model", "popularity", "--out", path("m"));
    assertThat(console.err()).contains("warning: 1 of 201 rows could not be used");
  }
}
