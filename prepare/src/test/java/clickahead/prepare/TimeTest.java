package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Times of every kind become milliseconds since 1970 UTC. */
class TimeTest extends PreparationContract {

  private Path log(String... times) throws IOException {
    String[] lines = new String[times.length + 1];
    lines[0] = "session;item;time";
    for (int i = 0; i < times.length; i++) {
      lines[i + 1] = "s;i" + i + ";" + times[i];
    }
    return file("log.csv", lines);
  }

  private static long millis(String instant) {
    return Instant.parse(instant).toEpochMilli();
  }

  @Test
  void readsSecondsWithAndWithoutFraction() throws Exception {
    prepare(options(log("1396437466.94", "1396438212", "1.396438213e9")));
    assertThat(times()).containsExactly(1396437466940L, 1396438212000L, 1396438213000L);
  }

  @Test
  void readsMilliMicroAndNanosecondsByTheirMagnitude() throws Exception {
    prepare(options(log("1396437466940", "1396437466941")));
    assertThat(times()).containsExactly(1396437466940L, 1396437466941L);
    prepare(options(log("1396437466940123", "1396437466941999")).overwrite(true));
    assertThat(times()).containsExactly(1396437466940L, 1396437466941L);
    prepare(options(log("1396437466940123456", "1396437466941999999")).overwrite(true));
    assertThat(times()).containsExactly(1396437466940L, 1396437466941L);
  }

  @Test
  void takesTheUnitThatIsSaid() throws Exception {
    prepare(options(log("5", "7")).timeUnit(TimeUnit.MILLISECONDS));
    assertThat(times()).containsExactly(5L, 7L);
  }

  @Test
  void refusesTimesOfDifferentMagnitude() throws IOException {
    assertThat(complaint(options(log("1396437466", "1396437466940", "1396437467"))))
        .contains("1396437466 looks like seconds", "1396437466940 like milliseconds")
        .endsWith("Say what they are with --time-unit");
  }

  @Test
  void ordersByMicrosecondsThatTheDataSetDoesNotKeep() throws Exception {
    prepare(options(log("1.0004", "1.0001")));
    assertThat(train()).containsExactly("i1 i0");
    assertThat(times()).containsExactly(1000L, 1000L);
  }

  @Test
  void readsIsoTimesWithAndWithoutOffset() throws Exception {
    prepare(
        options(
            log(
                "2014-04-07T10:51:09.277Z",
                "2014-04-07T12:51:10+02:00",
                "2014-04-07 12:51:11+0200",
                "2014-04-07 10:51:12",
                "2014-04-07T10:52",
                "2014-04-08")));
    assertThat(times())
        .containsExactly(
            millis("2014-04-07T10:51:09.277Z"),
            millis("2014-04-07T10:51:10Z"),
            millis("2014-04-07T10:51:11Z"),
            millis("2014-04-07T10:51:12Z"),
            millis("2014-04-07T10:52:00Z"),
            millis("2014-04-08T00:00:00Z"));
  }

  @Test
  void aTimeZoneHoldsForTimesWithoutOffsetOnly() throws Exception {
    Path log = log("2014-01-07T12:00:00", "2014-07-07T12:00:00", "2014-07-07T12:00:00Z");
    prepare(options(log).timeZone(ZoneId.of("Europe/Warsaw")));
    assertThat(times())
        .containsExactly(
            millis("2014-01-07T11:00:00Z"),
            millis("2014-07-07T10:00:00Z"),
            millis("2014-07-07T12:00:00Z"));
    prepare(options(log).timeZone(ZoneOffset.ofHours(3)).overwrite(true));
    assertThat(times().getFirst()).isEqualTo(millis("2014-01-07T09:00:00Z"));
    assertThat(complaint(options(log).timeZone(ZoneOffset.ofHoursMinutes(5, 30)).overwrite(true)))
        .contains("+05:30 is not a whole number of hours");
  }

  @Test
  void readsTimesByAPattern() throws Exception {
    prepare(
        options(log("07.04.2014 10:51", "08.04.2014 10:51"))
            .timeFormat("%d.%m.%Y %H:%M")
            .timeZone(ZoneId.of("Europe/Warsaw")));
    assertThat(times())
        .containsExactly(millis("2014-04-07T08:51:00Z"), millis("2014-04-08T08:51:00Z"));
  }

  @Test
  void joinsTimesFromSeveralColumns() throws Exception {
    Path log =
        file(
            "log.csv",
            "session,item,year,month,day,hour,minute",
            "s,a,2008,4,1,9,5",
            "s,b,2008,12,31,23,59");
    prepare(options(log).timeColumns(List.of("year", "month", "day")));
    assertThat(times())
        .containsExactly(millis("2008-04-01T00:00:00Z"), millis("2008-12-31T00:00:00Z"));
    prepare(options(log).timeColumns(List.of("year", "month", "day", "hour")).overwrite(true));
    assertThat(times().getLast()).isEqualTo(millis("2008-12-31T23:00:00Z"));
    prepare(
        options(log)
            .timeColumns(List.of("year", "month", "day", "hour", "minute"))
            .overwrite(true));
    assertThat(times())
        .containsExactly(millis("2008-04-01T09:05:00Z"), millis("2008-12-31T23:59:00Z"));
    Path two =
        file(
            "two.csv", "session,item,date,time", "s,a,2008-04-01,09:05", "s,b,2008-04-01,10:00:07");
    prepare(options(two).timeColumns(List.of("date", "time")).overwrite(true));
    assertThat(times())
        .containsExactly(millis("2008-04-01T09:05:00Z"), millis("2008-04-01T10:00:07Z"));
  }

  @Test
  void anOrderColumnDecidesAmongEqualTimesAsANumber() throws Exception {
    Path log =
        file(
            "log.csv",
            "session,item,date,click",
            "s,c,2008-04-01,10",
            "s,b,2008-04-01,9",
            "s,d,2008-04-02,1",
            "s,a,2008-04-01,1");
    prepare(options(log).orderColumn("click"));
    assertThat(train()).containsExactly("a b c d");
    assertThat(report.notes()).isEmpty();
    prepare(options(log).overwrite(true));
    assertThat(train()).containsExactly("c b a d");
    assertThat(report.notes()).singleElement().asString().contains("dates only", "--order-column");
  }

  @Test
  void aTimeThatIsNoneMakesABadRow() throws Exception {
    prepare(options(log("1", "nan", "2", "1e300", "infinity", "", "-1")).maxBad(0.9));
    assertThat(times()).containsExactly(-1000L, 1000L, 2000L);
    assertThat(report.badRows()).isEqualTo(4);
  }
}
