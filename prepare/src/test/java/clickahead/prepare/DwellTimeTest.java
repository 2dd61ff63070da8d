package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Training events are repeated by how long they lasted, as Bogina and Kuflik (2017) define it. */
class DwellTimeTest extends PreparationContract {
  private static final Duration PAPER = Duration.ofSeconds(75);

  @Test
  void anEventStandsOnceMoreForEveryThresholdThatItLasted() throws Exception {
    prepare(
        options(
                file(
                    "log.csv",
                    "session,item,time",
                    "s,a,1400000000",
                    "s,b,1400000074.999",
                    "s,c,1400000149.999",
                    "s,d,1400000374.998",
                    "s,e,1400000674.998"))
            .dwellThreshold(PAPER));
    // 74.999 s, 75 s, 224.999 s, 300 s, and the last one no time at all
    assertThat(train()).containsExactly("a b b c c c d d d d d e");
    assertThat(times().subList(0, 5))
        .as("copies have the time of their event")
        .containsExactly(
            1400000000000L, 1400000074999L, 1400000074999L, 1400000149999L, 1400000149999L);
    assertThat(report.notes())
        .containsExactly(
            "train: 3 of 5 events are repeated by dwell time, which makes 12 (threshold 75.0 s)");
    assertThat(report.parts().get("train").events()).isEqualTo(12);
    assertThat(dataset.record().path("options").path("dwell_threshold_seconds").asDouble())
        .isEqualTo(75);
  }

  @Test
  void testAndValidStayAsTheyAre() throws Exception {
    Path log =
        file(
            "log.csv",
            "session,item,time",
            "1,a,2024-05-01T10:00:00Z",
            "1,b,2024-05-01T10:02:00Z",
            "2,a,2024-05-05T10:00:00Z",
            "2,b,2024-05-05T10:02:00Z",
            "3,b,2024-05-06T10:00:00Z",
            "3,a,2024-05-06T10:02:00Z");
    prepare(options(log).testDays(1).validDays(1).dwellThreshold(PAPER));
    assertThat(train()).containsExactly("a a b");
    assertThat(valid()).containsExactly("a b");
    assertThat(test()).containsExactly("b a");
  }

  @Test
  void allTrainingPartsOfARecipeAreRepeated() throws Exception {
    Path log =
        file(
            "log.csv",
            "SessionId,ItemId,Time",
            "1,a,2024-05-01T10:00:00Z",
            "1,b,2024-05-01T10:02:00Z",
            "2,a,2024-05-05T10:00:00Z",
            "2,b,2024-05-05T10:02:00Z",
            "3,b,2024-05-06T10:00:00Z",
            "3,a,2024-05-07T10:02:00Z");
    prepare(
        options(log)
            .recipe(Recipes.named("rsc15").with("min_item_support", "1"))
            .dwellThreshold(PAPER));
    assertThat(trainFull()).containsExactly("a a b", "a a b");
    assertThat(train()).containsExactly("a a b");
    assertThat(valid()).containsExactly("a b");
    assertThat(test()).containsExactly("b a");
  }

  /** The known code compared a threshold of 200,000 with times in seconds: nothing was repeated. */
  @Test
  void g10_theThresholdIsATimeWhateverTheLogCounts() throws Exception {
    String[] units = {"1400000000", "1400000100", "1400000000000", "1400000100000"};
    for (int i = 0; i < units.length; i += 2) {
      Path log = file("log.csv", "session,item,time", "s,a," + units[i], "s,b," + units[i + 1]);
      prepare(options(log).dwellThreshold(PAPER).overwrite(true));
      assertThat(train()).as(units[i]).containsExactly("a a b");
    }
  }

  @Test
  void aThresholdThatNothingReachesIsPointedOut() throws Exception {
    Path log = file("log.csv", "session,item,time", "s,a,1400000000", "s,b,1400000100");
    prepare(options(log).dwellThreshold(Duration.ofSeconds(200_000)));
    assertThat(train()).containsExactly("a b");
    assertThat(report.notes())
        .contains(
            "train: no dwell time reaches the threshold, the longest is 100.0 s. Check --time-unit");
  }

  /** The known code kept times as float32, which at this size counts in steps of 128 seconds. */
  @Test
  void g10_timesKeepTheirSecondsAndTheirOrder() throws Exception {
    Path log =
        file(
            "log.csv",
            "session,item,time",
            "s,d,1400000152",
            "s,c,1400000062",
            "s,b,1400000002",
            "s,a,1400000001");
    prepare(options(log).dwellThreshold(PAPER));
    assertThat(train()).containsExactly("a b c c d");
  }

  @Test
  void logsWithoutTimesAndThresholdsOfNothingAreRefused() throws Exception {
    Path list = file("list.txt", "a b");
    assertThat(complaint(options(list).format(LogFormat.SESSION_LIST).dwellThreshold(PAPER)))
        .startsWith("session lists have no times, so --repeat-by-dwell");
    assertThat(complaint(options(list).dwellThreshold(Duration.ZERO)))
        .startsWith("--repeat-by-dwell is PT0S, it must be longer than 0");
  }
}
