package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sessions are divided into train, valid and test. */
class SplitTest extends PreparationContract {
  private static final String HEADER = "session,item,time";

  private Path week() throws IOException {
    return file(
        "log.csv",
        HEADER,
        "old,a,2024-05-01T12:00:00",
        "old,b,2024-05-01T12:01:00",
        "straddles,a,2024-05-08T11:59:00",
        "straddles,b,2024-05-08T11:59:59",
        "straddles,c,2024-05-08T12:00:30",
        "straddles,c,2024-05-08T12:01:00",
        "morning,c,2024-05-09T00:00:00",
        "morning,a,2024-05-09T00:01:00",
        "last,b,2024-05-09T11:00:00",
        "last,a,2024-05-09T12:00:00");
  }

  @Test
  void aSessionThatBeginsLessThanTheDaysBeforeTheLastEventIsTestWhole() throws Exception {
    prepare(options(week()).testDays(1));
    assertThat(train()).containsExactly("a b", "a b c c");
    assertThat(test()).containsExactly("c a", "b a");
  }

  @Test
  void aSessionThatBeginsExactlyTheDaysBeforeTheLastEventIsNotTest() throws Exception {
    Path log =
        file(
            "log.csv",
            HEADER,
            "exact,a,1714564800",
            "exact,b,1714564801",
            "after,b,1714564800.001",
            "after,a,1714564802",
            "last,a,1714651199",
            "last,b,1714651200");
    prepare(options(log).testDays(1));
    assertThat(train()).containsExactly("a b");
    assertThat(test()).containsExactly("b a", "a b");
  }

  @Test
  void calendarDaysCountFromMidnight() throws Exception {
    prepare(options(week()).testDays(1).calendarDays(true));
    assertThat(test()).containsExactly("c a", "b a");
    prepare(options(week()).testDays(2).calendarDays(true).overwrite(true));
    assertThat(train()).containsExactly("a b");
    assertThat(test()).containsExactly("a b c c", "c a", "b a");
  }

  @Test
  void midnightIsThatOfTheTimeZone() throws Exception {
    // in Tokyo, nine hours ahead, 2024-05-08T15:00Z is the midnight that begins the ninth
    Path log =
        file(
            "log.csv",
            HEADER,
            "eighth,a,2024-05-08T14:59:59Z",
            "eighth,b,2024-05-08T15:00:00Z",
            "ninth,b,2024-05-08T15:00:00Z",
            "ninth,a,2024-05-09T10:00:00Z");
    prepare(options(log).testDays(1).calendarDays(true).timeZone(ZoneId.of("Asia/Tokyo")));
    assertThat(train()).containsExactly("a b");
    assertThat(test()).containsExactly("b a");
  }

  @Test
  void validIsCutOffBeforeTest() throws Exception {
    prepare(options(week()).testDays(1).validDays(1));
    assertThat(train()).containsExactly("a b");
    assertThat(valid()).containsExactly("a b c c");
    assertThat(test()).containsExactly("c a", "b a");
    prepare(options(week()).validDays(1).overwrite(true));
    assertThat(train()).containsExactly("a b", "a b c c");
    assertThat(valid()).containsExactly("c a", "b a");
    assertThat(dataset.test()).isEmpty();
  }

  @Test
  void cutSessionsLoseWhatIsAtOrAfterTheBoundary() throws Exception {
    prepare(options(week()).testDays(1).cutSessions(true));
    assertThat(train()).containsExactly("a b", "a b");
    assertThat(test()).containsExactly("c a", "b a");
    assertThat(report.steps())
        .containsExactly(
            new Step(
                "cut sessions", "at or after the boundary that their session straddles", 2, 0, 0));
  }

  @Test
  void sessionsThatTheCutLeavesTooShortAreRemoved() throws Exception {
    prepare(options(week()).testDays(1).cutSessions(true).minSessionLength(2));
    Path log =
        file(
            "short.csv",
            HEADER,
            "old,a,2024-05-01T12:00:00",
            "old,b,2024-05-01T12:01:00",
            "straddles,c,2024-05-08T11:59:00",
            "straddles,b,2024-05-08T12:00:30",
            "last,b,2024-05-09T11:00:00",
            "last,a,2024-05-09T12:00:00");
    prepare(options(log).testDays(1).cutSessions(true).overwrite(true));
    assertThat(train()).containsExactly("a b");
    assertThat(test()).containsExactly("b a");
    assertThat(report.steps())
        .extracting(Step::name, Step::events, Step::sessions, Step::items)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("cut sessions", 1L, 0L, 0L),
            org.assertj.core.groups.Tuple.tuple("short sessions after the cut", 1L, 1L, 1L));
  }

  @Test
  void anEmptyTrainingPartIsAnError() throws IOException {
    assertThat(complaint(options(week()).testDays(30)))
        .startsWith("no session is left for training: all begin in what is split off.");
  }

  @Test
  void aPartWithoutSessionsIsNotedAndNotWritten() throws Exception {
    Path log = file("log.csv", HEADER, "only,a,2024-05-01T12:00:00", "only,b,2024-05-05T12:00:00");
    prepare(options(log).testDays(1));
    assertThat(train()).containsExactly("a b");
    assertThat(dataset.test()).isEmpty();
    assertThat(report.notes())
        .containsExactly("test: no session begins in its time; there is no such part");
  }

  @Test
  void sessionListsAreSplitByTheirLastLines() throws Exception {
    Path list = file("log.txt", "a b", "c", "a  c\tb", "", " b a ", "c a");
    prepare(options(list).format(LogFormat.SESSION_LIST).testLines(2).validLines(1));
    assertThat(train()).containsExactly("a b");
    assertThat(valid()).containsExactly("a c b");
    assertThat(test()).containsExactly("b a", "c a");
    assertThat(times()).as("positions, as there are no times").isEqualTo(List.of(0L, 1L));
    assertThat(report.timed()).isFalse();
    assertThat(dataset.record().path("test_begins").asInt()).isEqualTo(3);
    assertThat(dataset.record().path("times").asBoolean()).isFalse();
  }

  @Test
  void optionsThatDoNotFitTheLogAreRefused() throws IOException {
    Path log = week();
    assertThat(complaint(options(log).testLines(1))).contains("are for session lists");
    assertThat(complaint(options(log).format(LogFormat.SESSION_LIST).testDays(1)))
        .contains("session lists have no times");
    assertThat(complaint(options(log).cutSessions(true))).contains("need --test-days");
    assertThat(complaint(options(log).testDays(-1)))
        .isEqualTo("--test-days is -1, it must be at least 0");
  }
}
