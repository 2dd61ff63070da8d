package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Delimited text with a session column becomes a data set. */
class CsvPreparationTest extends PreparationContract {

  @Test
  void ordersSessionsByTheirFirstEventAndEventsByTime() throws Exception {
    prepare(
        options(
            file(
                "log.tsv",
                "SessionId\tItemId\tTime",
                "7\tb\t30",
                "7\ta\t20",
                "3\tc\t10",
                "3\td\t40")));
    assertThat(train()).containsExactly("c d", "a b");
    assertThat(times()).containsExactly(10_000L, 40_000L, 20_000L, 30_000L);
    assertThat(dataset.valid()).isEmpty();
    assertThat(dataset.test()).isEmpty();
  }

  @Test
  void putsASessionsThatBeginTogetherInTheOrderOfTheFile() throws Exception {
    prepare(
        options(
            file(
                "log.csv",
                "session,item,time",
                "z,a,5",
                "b,b,5",
                "b,c,6",
                "z,d,6",
                "a,e,5",
                "a,f,6")));
    assertThat(train()).containsExactly("a d", "b c", "e f");
  }

  @Test
  void numbersItemsByTheirFirstAppearanceInTrainThenValidThenTest() throws Exception {
    long day = 86_400;
    prepare(
        options(
                file(
                    "log.csv",
                    "session,item,time",
                    "t,new," + 10 * day,
                    "t,a," + (10 * day + 1),
                    "v,x," + 9 * day,
                    "v,a," + (9 * day + 1),
                    "s,b," + day,
                    "s,a," + (day + 1)))
            .testDays(1)
            .validDays(1));
    assertThat(train()).containsExactly("b a");
    assertThat(valid()).containsExactly("x a");
    assertThat(test()).containsExactly("new a");
    assertThat(Stream.of(0, 1, 2, 3).map(dataset.catalog()::id))
        .containsExactly("b", "a", "x", "new");
    assertThat(dataset.items("train")).isEqualTo(2);
    assertThat(dataset.items("valid")).isEqualTo(3);
    assertThat(dataset.items("test")).isEqualTo(4);
    assertThat(report.parts().get("test").unknownItems()).isEqualTo(1);
    assertThat(report.parts().get("test").unknownEvents()).isEqualTo(1);
  }

  @Test
  void ranksTheSessionsOfAllPartsByTheirFirstRowsInTheFile() throws Exception {
    long day = 86_400;
    prepare(
        options(
                file(
                    "log.csv",
                    "session,item,time",
                    "1,a," + 3 * day,
                    "1,b," + (3 * day + 1),
                    "2,c," + 10 * day,
                    "2,d," + (10 * day + 1),
                    "3,e," + 2 * day,
                    "3,f," + (2 * day + 1),
                    "4,g," + 2 * day,
                    "4,h," + (2 * day - 1)))
            .testDays(1));
    assertThat(train()).containsExactly("h g", "e f", "a b");
    SessionLog log = dataset.train();
    assertThat(IntStream.range(0, 3).map(log::rank)).containsExactly(3, 2, 0);
    assertThat(dataset.test().orElseThrow().rank(0)).isEqualTo(1);
  }

  @Test
  void leavesOnlyTheDataSetBehind() throws Exception {
    Path log = file("log.csv", "session,item,time", "1,a,1", "1,b,2");
    prepare(options(log));
    try (Stream<Path> entries = Files.list(folder)) {
      assertThat(entries.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("log.csv", "out");
    }
    try (Stream<Path> entries = Files.list(folder.resolve("out"))) {
      assertThat(entries.map(p -> p.getFileName().toString()))
          .containsExactlyInAnyOrder("train.safetensors", "catalog.safetensors", "dataset.json");
    }
  }

  @Test
  void namesTheColumnsItFoundWhereOneIsMissing() throws IOException {
    Path log = file("clicks.tsv", "visit\tItemId\tTime", "1\ta\t1");
    assertThat(complaint(options(log)))
        .isEqualTo(
            log + ":1: no session column (found: visit, ItemId, Time). Pass --session-column NAME");
    assertThat(complaint(options(log).sessionColumn("Visit")))
        .isEqualTo(
            log
                + ":1: no column 'Visit' (found: visit, ItemId, Time). Pass one of these with"
                + " --session-column");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void showsBadRowsWithTheirLines() throws Exception {
    Path log =
        file(
            "log.csv",
            "session,item,time",
            "1,a,1",
            "1,b",
            "1,\"two",
            "lines\",2",
            "",
            ",c,3",
            "1,d,soon",
            "1,e,4");
    assertThat(complaint(options(log)))
        .contains("3 of 6 rows (50.00 %)", "more than the 1.00 % allowed")
        .contains(log + ":3: wrong number of values, or damaged: 1,b")
        .contains(log + ":7: no session id: ,c,3")
        .contains(log + ":8: no readable time: 1,d,soon");
    prepare(options(log).maxBad(0.5));
    assertThat(train()).containsExactly("a two\nlines e");
    assertThat(report.badRows()).isEqualTo(3);
    assertThat(report.firstBadRows()).extracting(BadRow::line).isEqualTo(List.of(3L, 7L, 8L));
  }

  @Test
  void asksWhichOfTwoFittingColumnsIsMeant() throws Exception {
    Path log = file("log.csv", "session ID,item,date,time", "1,a,2024-05-01,10:00");
    assertThat(complaint(options(log)))
        .isEqualTo(
            log
                + ":1: more than one column could be the time (found: date, time). Pass"
                + " --time-column date, or another");
    Path sessions = file("sessions.csv", "session ID,sessionId,item,time", "1,2,a,5");
    assertThat(complaint(options(sessions)))
        .endsWith("(found: session ID, sessionId). Pass --session-column 'session ID', or another");
  }

  @Test
  void findsColumnsByTheirUsualNames() throws Exception {
    for (String header :
        List.of(
            "SessionId,ItemId,Time",
            "session_id,item_id,timestamp",
            "sessionId,itemId,eventdate",
            "SESSION ID,Product ID,ts",
            "session_id:token,item_id:token,timestamp:float")) {
      prepare(options(file("log.csv", header, "1,a,1", "1,b,2")).overwrite(true));
      assertThat(train()).as(header).containsExactly("a b");
    }
  }
}
