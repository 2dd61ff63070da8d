package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.LogSplit;
import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions are divided by shares: in time, at random, within, and leave-one-out. */
class DivisionTest extends PreparationContract {
  private static final String HEADER = "session,item,time";

  private Path randomLog(long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(List.of(HEADER));
    for (int e = 0; e < 240; e++) {
      lines.add(
          "s%d,i%d,%d".formatted(random.nextInt(40), random.nextInt(12), 1 + random.nextInt(5000)));
    }
    return file("random" + seed + ".csv", lines.toArray(String[]::new));
  }

  private static List<Integer> histories(SessionLog log) {
    return IntStream.range(0, log.sessions()).map(log::history).boxed().toList();
  }

  /** Checks the parts against those that the views of a log in memory give. */
  private void check(PreparationOptionsBuilder options, LogSplit expected, List<String> whole)
      throws IOException {
    List<List<String>> sessions = new ArrayList<>();
    for (SessionLog part : List.of(expected.train(), expected.valid(), expected.test())) {
      sessions.add(sessions(part));
    }
    prepare(options);
    assertThat(train()).isEqualTo(sessions.getFirst());
    List<String> valid = dataset.valid().isPresent() ? valid() : List.of();
    assertThat(valid).isEqualTo(sessions.get(1));
    assertThat(test()).isEqualTo(sessions.get(2));
    assertThat(histories(dataset.test().orElseThrow())).isEqualTo(histories(expected.test()));
    assertThat(dataset.valid().map(DivisionTest::histories).orElse(List.of()))
        .isEqualTo(histories(expected.valid()));
    assertThat(whole).hasSizeGreaterThan(20);
  }

  @ParameterizedTest(name = "{0} of the log of seed {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "time:0.8,0.1,0.1   | 0.8 | 0.1 | 1",
        "time:6,2,2         | 0.6 | 0.2 | 2",
        "time:0.75,0.25     | 0.75| 0   | 3",
        "within:0.8,0.1,0.1 | 0.8 | 0.1 | 4",
        "within:0.5,0.3,0.2 | 0.5 | 0.3 | 5",
        "within:2,1         | 0.6666666666666666 | 0 | 6",
        "leave-one-out      | 0   | 0   | 7",
        "Leave-One-Out      | 0   | 0   | 8"
      })
  void dividesAsTheViewsOfALogInMemoryDo(String how, double train, double valid, long seed)
      throws Exception {
    Path log = randomLog(seed);
    prepare(options(log));
    SessionLog whole = dataset.train();
    LogSplit expected =
        how.startsWith("time")
            ? LogSplit.byTime(whole, train, valid)
            : how.startsWith("within")
                ? LogSplit.withinSessions(whole, train, valid)
                : LogSplit.leaveOneOut(whole);
    check(
        options(log).out(folder.resolve("divided")).division(Division.parse(how, 1)),
        expected,
        train());
  }

  @Override
  void prepare(PreparationOptionsBuilder options) throws IOException {
    report = Preparation.run(options.build(), Progress.NONE);
    dataset = clickahead.data.Dataset.open(report.out());
  }

  @Test
  void theLastEventIsTheTestsAndTheOneBeforeItTheValidParts() throws Exception {
    Path log =
        file("log.csv", HEADER, "u,a,1", "u,b,2", "u,c,3", "u,d,4", "v,a,5", "v,c,6", "w,e,7");
    prepare(options(log).minSessionLength(1).division(Division.parse("leave-one-out", 0)));
    assertThat(train()).containsExactly("a b", "a c", "e");
    assertThat(valid()).containsExactly("a b c");
    assertThat(test()).containsExactly("a b c d");
    assertThat(dataset.valid().orElseThrow().history(0)).isEqualTo(2);
    assertThat(dataset.test().orElseThrow().history(0)).isEqualTo(3);
    assertThat(dataset.test().orElseThrow().id(0)).isEqualTo("u");
    assertThat(trainFull())
        .as("a final model knows the valid item, as the test's history does")
        .containsExactly("a b c", "a c", "e");
    assertThat(dataset.items("train_full")).isEqualTo(4);
  }

  @Test
  void allThatAUserDidIsOneHistory() throws Exception {
    Path log = file("log.csv", "user,item,time", "u,a,1", "u,b,900000", "v,x,3", "u,c,2000000");
    prepare(options(log).userColumn("user").division(Division.parse("leave-one-out", 0)));
    assertThat(test()).containsExactly("a b c");
    assertThat(complaint(options(log).userColumn("user").division(Division.parse("time:1,1", 0))))
        .contains("needs the pause");
  }

  @Test
  void atRandomEverySessionIsInOnePartAndTheSharesAreExact() throws Exception {
    Path log = randomLog(9);
    prepare(options(log));
    List<String> whole = train();
    List<List<String>> tests = new ArrayList<>();
    for (long seed : new long[] {1, 1, 2}) {
      prepare(
          options(log)
              .out(folder.resolve("random"))
              .overwrite(true)
              .division(Division.parse("random:0.5,0.2,0.3", seed)));
      assertThat(Stream.of(train(), valid(), test()).flatMap(List::stream).toList())
          .containsExactlyInAnyOrderElementsOf(whole);
      assertThat(train()).hasSize(Math.round(whole.size() * 0.5f));
      assertThat(test()).hasSize(whole.size() - Math.round(whole.size() * 0.7f));
      tests.add(test());
    }
    assertThat(tests.get(0)).isEqualTo(tests.get(1)).isNotEqualTo(tests.get(2));
  }

  @Test
  void sessionListsAreDividedByTheirLines() throws Exception {
    Path list = file("list.txt", "a b", "c d", "a c e", "b e");
    prepare(
        options(list).format(LogFormat.SESSION_LIST).division(Division.parse("time:0.5,0.5", 0)));
    assertThat(train()).containsExactly("a b", "c d");
    assertThat(test()).containsExactly("a c e", "b e");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ratio:0.8,0.2",
        "time",
        "time:",
        "time:0.8",
        "time:0.8,x",
        "time:0,1",
        "time:1,0,0",
        "leave-one-out:2",
        "within:-1,2",
        "random:NaN,1,1"
      })
  void aSplitThatIsNoneIsNamedWithWhatWasExpected(String how) throws Exception {
    Path log = randomLog(1);
    try {
      prepare(options(log).division(Division.parse(how, 0)));
    } catch (clickahead.data.InputException e) {
      assertThat(e).hasMessageContaining("'" + how + "'").hasMessageContaining("0.8,0.1,0.1");
      return;
    }
    throw new AssertionError("divided without complaint");
  }

  @Test
  void daysAndSharesExcludeEachOther() throws Exception {
    Path log = randomLog(1);
    assertThat(complaint(options(log).testDays(1).division(Division.parse("time:1,1", 0))))
        .contains("--split divides by shares");
  }
}
