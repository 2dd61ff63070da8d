package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Public logs that may not be bundled; the expected parts are worked out here, in plain Java. */
class SharedLogsTest extends PreparationContract {

  static Path shared(String name) {
    Path file = Path.of(System.getProperty("clickahead.shared"), "data", name);
    Assumptions.assumeTrue(Files.exists(file), "skipped: no " + file);
    return file;
  }

  /** A session of the official format: times in milliseconds. */
  private record Session(List<String> items, List<Long> times) {
    long begins() {
      return times.stream().min(Long::compare).orElseThrow();
    }

    long ends() {
      return times.stream().max(Long::compare).orElseThrow();
    }
  }

  private static List<Session> sessionsOf(Path... files) throws IOException {
    Map<String, Session> sessions = new LinkedHashMap<>();
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.subList(1, lines.size())) {
        String[] values = line.split("\t", -1);
        Session session =
            sessions.computeIfAbsent(
                values[0], id -> new Session(new ArrayList<>(), new ArrayList<>()));
        session.items().add(values[1]);
        session.times().add(Math.round(Double.parseDouble(values[2]) * 1000));
      }
    }
    return new ArrayList<>(sessions.values());
  }

  /** The rows of a file of the official format, one string a session: id item@milliseconds ... */
  static List<String> rowsBySession(Path file) throws IOException {
    Map<String, StringBuilder> sessions = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(file);
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split("\t", -1);
      sessions
          .computeIfAbsent(values[0], id -> new StringBuilder(id))
          .append(' ')
          .append(values[1])
          .append('@')
          .append(Math.round(Double.parseDouble(values[2]) * 1000));
    }
    return sessions.values().stream().map(StringBuilder::toString).sorted().toList();
  }

  private static List<String> words(List<Session> sessions) {
    return sessions.stream()
        .sorted(Comparator.comparingLong(Session::begins))
        .map(session -> String.join(" ", session.items()))
        .toList();
  }

  @Test
  void rsc15IsSplitByWhereSessionsBegin() throws Exception {
    Path train = shared("rsc15-100k/train_full.txt");
    Path test = shared("rsc15-100k/test.txt");
    List<Session> all = sessionsOf(test, train);
    long last = all.stream().mapToLong(Session::ends).max().orElseThrow();
    long boundary = last - 86_400_000L;
    prepare(options(test, train).testDays(1));
    assertThat(test()).isEqualTo(words(all.stream().filter(s -> s.begins() > boundary).toList()));
    assertThat(train()).isEqualTo(words(all.stream().filter(s -> s.begins() <= boundary).toList()));
    assertThat(report.log()).isEqualTo(new Counts(83_846, 21_210, report.items()));
    long byEnd = all.stream().filter(s -> s.ends() >= boundary).count();
    assertThat(byEnd)
        .as("the published split puts sessions that end in the last day into test")
        .isEqualTo(3_416);
    long straddling =
        all.stream().filter(s -> s.begins() <= boundary && s.ends() >= boundary).count();
    assertThat(report.parts().get("test").sessions()).isEqualTo(3_416 - straddling);
  }

  @Test
  void theOfficialFilesAreReadAsTheyAre() throws Exception {
    Path file = shared("rsc15-100k/train_full.txt");
    dataset = Preparation.readFile(file, folder.resolve("official"), o -> o, Progress.NONE);
    assertThat(train()).isEqualTo(words(sessionsOf(file)));
    assertThat(dataset.train().events()).isEqualTo(70_278);
    assertThat(dataset.catalog().size()).isEqualTo(2_933);
  }

  @Test
  void digineticaIsAListOfSessions() throws Exception {
    Path train = shared("diginetica/diginetica_train.seq.txt.gz");
    Path test = shared("diginetica/diginetica_test.seq.txt.gz");
    prepare(
        options(train, test)
            .format(LogFormat.SESSION_LIST)
            .fileOrder(FileOrder.GIVEN)
            .testLines(15_963));
    Part trained = report.parts().get("train");
    assertThat(trained.sessions()).isEqualTo(186_670);
    assertThat(trained.events()).isEqualTo(906_140);
    assertThat(trained.items()).isEqualTo(43_097);
    Part tested = report.parts().get("test");
    assertThat(tested.sessions()).isEqualTo(15_963);
    assertThat(tested.events()).isEqualTo(76_821);
    assertThat(test().getFirst()).isEqualTo("21553 20071 8762 21566 6381 21566");
  }

  @Test
  void rawRowsOfDigineticaAreOrderedByDateAndThenByTimeframe() throws Exception {
    Path log = shared("raw-samples/diginetica_sample_train-item-views.csv");
    Map<String, List<String[]>> bySession = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(log);
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(";", -1);
      bySession.computeIfAbsent(values[0], id -> new ArrayList<>()).add(values);
    }
    List<String> expected =
        bySession.values().stream()
            .filter(rows -> rows.size() > 1)
            .sorted(Comparator.comparing(rows -> rows.getFirst()[4]))
            .map(SharedLogsTest::byTimeframe)
            .toList();
    prepare(options(log).orderColumn("timeframe"));
    assertThat(train()).isEqualTo(expected);
    assertThat(report.notes()).isEmpty();
  }

  private static String byTimeframe(List<String[]> rows) {
    return rows.stream()
        .sorted(Comparator.comparingLong(row -> Long.parseLong(row[3])))
        .map(row -> row[2])
        .collect(Collectors.joining(" "));
  }

  @Test
  void rawRowsOfRetailRocket() throws Exception {
    Path log = shared("raw-samples/retailrocket_sample.csv");
    prepare(options(log).minSessionLength(1));
    assertThat(dataset.train().events()).isEqualTo(Files.readAllLines(log).size() - 1);
    assertThat(dataset.catalog().columns()).doesNotContain("user_id");
  }
}
