package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.SessionLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recipes of the official GRU4Rec code and of its third-party comparison. */
class OfficialRecipeTest extends RecipeContract {

  private Path rsc15() throws IOException {
    return file(
        "yoochoose-clicks.dat",
        "1,2014-04-01T10:00:00.000Z,a,0",
        "1,2014-04-01T10:01:00.000Z,b,0",
        "2,2014-04-01T11:00:00.000Z,c,S",
        "3,2014-04-02T10:00:00.000Z,a,0",
        "3,2014-04-02T10:01:00.000Z,r,0",
        "4,2014-04-07T10:00:00.000Z,b,0",
        "4,2014-04-07T10:05:00.000Z,a,0",
        "4,2014-04-07T10:06:00.000Z,a,0",
        "5,2014-04-08T11:00:00.000Z,a,0",
        "5,2014-04-08T12:00:00.000Z,y,0",
        "5,2014-04-08T12:30:00.000Z,y,0",
        "5,2014-04-08T13:00:00.000Z,b,0",
        "6,2014-04-09T11:59:00.000Z,a,0",
        "6,2014-04-09T12:00:00.000Z,b,0",
        "7,2014-04-10T11:00:00.000Z,b,0",
        "7,2014-04-10T11:30:00.000Z,x,0",
        "7,2014-04-10T12:00:00.000Z,a,0",
        "8,2014-04-10T10:00:00.000Z,x,0",
        "8,2014-04-10T10:01:00.000Z,a,0");
  }

  @Test
  void rsc15SplitsByWhereSessionsEndAndDropsWhatTrainingDoesNotKnow() throws Exception {
    prepareBy("rsc15", rsc15());
    assertThat(trainFull()).containsExactly("a b", "b a a", "a y y b");
    assertThat(test())
        .as("6 ends exactly a day before the last click; of 7 and 8 nobody knows x")
        .containsExactly("a b", "b a");
    assertThat(train()).containsExactly("a b", "b a a");
    assertThat(valid()).as("y is unknown to train").containsExactly("a b");
    assertThat(report.steps())
        .containsExactly(
            step("short sessions", "fewer than 2 events", 1, 1, 1),
            step("rare items", "fewer than 2 events", 1, 0, 1),
            step("short sessions after that", "fewer than 2 events", 1, 1, 0),
            step("in no part", "cut off, too short or unknown after the split", 3, 1, 1));
    assertThat(dataset.items("train")).isEqualTo(2);
    assertThat(dataset.items("train_full")).as("a, b and y").isEqualTo(3);
    assertThat(dataset.train().id(1)).isEqualTo("4");
    SessionLog both = SessionLog.concat(List.of(dataset.train(), dataset.valid().orElseThrow()));
    assertThat(both.id(0) + both.id(1) + both.id(2)).isEqualTo("145");
    assertThat(dataset.record().path("options").path("recipe").path("name").asString())
        .isEqualTo("rsc15");
  }

  @Test
  void rsc15RowsKeepsTheSessionsNumberedFromTheRowOn() throws Exception {
    Path log =
        file(
            "clicks.tsv",
            "SessionId\tItemId\tTime",
            "9\ta\t1400000000",
            "9\tb\t1400000001",
            "2\tb\t1400000010",
            "2\ta\t1400000011",
            "5\tb\t1400000020",
            "5\tb\t1400000021",
            "5\ta\t1400000022",
            "20\ta\t1400200000",
            "20\tb\t1400200001");
    prepareBy("rsc15-rows-1/3", log);
    // 7 training rows; the last third is two rows, it begins in session 5
    assertThat(train()).containsExactly("a b", "b b a");
    assertThat(test()).containsExactly("a b");
    assertThat(dataset.valid()).isEmpty();
    prepare(
        options(log)
            .recipe(Recipes.named("rsc15-rows").with("fraction", "1").with("min_item_support", "1"))
            .overwrite(true));
    assertThat(train()).as("all from session 9 on").containsExactly("a b");
  }

  private Path yoochooseClicks() throws IOException {
    return file(
        "yoochoose-clicks.dat",
        "1,2014-09-01T10:00:00.100Z,30,0",
        "1,2014-09-01T10:00:00.900Z,20,0",
        "2,2014-09-02T10:00:00.500Z,20,0",
        "2,2014-09-02T10:00:00.700Z,9,0",
        "2,2014-09-02T10:01:00.000Z,20,0",
        "10,2014-09-03T10:00:00.000Z,40,0",
        "10,2014-09-03T10:01:00.000Z,50,0",
        "11,2014-09-03T10:00:00.000Z,50,0",
        "11,2014-09-03T10:01:00.000Z,20,0",
        "5,2014-09-08T11:59:00.000Z,9,0",
        "5,2014-09-08T12:00:00.000Z,30,0",
        "5,2014-09-08T12:01:00.000Z,20,0",
        "3,2014-09-09T11:00:00.000Z,20,0",
        "3,2014-09-09T11:30:00.000Z,30,0",
        "3,2014-09-09T12:00:00.000Z,9,0",
        "4,2014-09-09T11:50:00.000Z,30,0",
        "4,2014-09-09T12:10:00.000Z,9,0");
  }

  @Test
  void yoochooseJoinsBothFilesAndCutsSessionsAtTheBoundaries() throws Exception {
    Path more =
        file(
            "yoochoose-test.dat",
            "6,2014-09-10T10:00:00.000Z,9,0",
            "6,2014-09-10T10:00:30.000Z,77,0",
            "6,2014-09-10T10:01:00.000Z,20,0",
            "7,2014-09-09T12:00:00.000Z,30,0",
            "7,2014-09-09T12:05:00.000Z,20,0",
            "8,2014-09-10T11:00:00.000Z,77,0",
            "8,2014-09-10T12:00:00.999Z,9,0");
    prepareBy("yoochoose", yoochooseClicks(), more);
    assertThat(trainFull())
        .as("clicks of one second in the order of their item numbers; 3 is cut, 4 too short then")
        .containsExactly("20 30", "9 20", "9 30 20", "20 30");
    assertThat(train()).as("5 is too short when it is cut").containsExactly("20 30", "9 20");
    assertThat(valid()).containsExactly("20 30");
    assertThat(test())
        .as("7 begins exactly a day before the last click, in whole seconds; 77 stays")
        .containsExactly("30 20", "9 77 20", "77 9");
    assertThat(report.steps())
        .containsExactly(
            step("repeats", "same item as the event before", 1, 0, 0),
            step("short sessions and rare items", "fewer than 2 or 2 events", 4, 2, 2),
            step("in no part", "cut off, too short or unknown after the split", 3, 1, 0));
    assertThat(report.parts().get("test").unknownEvents()).isEqualTo(2);
  }

  @Test
  void digineticaTakesTheFirstDateOfASessionAndTheTimeframe() throws Exception {
    prepareBy(
        "diginetica",
        file(
            "train-item-views.csv",
            "sessionId;userId;itemId;timeframe;eventdate",
            "1;NA;5;2000;2016-05-01",
            "1;NA;7;1000;2016-05-02",
            "6;NA;5;0;2016-05-06",
            "6;3;7;59999;2016-05-06",
            "7;NA;7;0;2016-05-13",
            "7;NA;5;59999;2016-05-13",
            "8;NA;7;60000;2016-05-13",
            "8;NA;5;70000;2016-05-13",
            "9;NA;5;0;2016-05-20",
            "9;NA;7;60000;2016-05-20"));
    assertThat(train()).containsExactly("7 5", "5 7");
    assertThat(times()).startsWith(millis("2016-05-01T00:00:01Z"), millis("2016-05-01T00:00:02Z"));
    assertThat(valid()).containsExactly("7 5");
    assertThat(trainFull()).containsExactly("7 5", "5 7", "7 5");
    assertThat(test()).containsExactly("7 5", "5 7");
  }

  @Test
  void retailRocketDividesAtPausesBetweenAllEventsAndThenKeepsViews() throws Exception {
    prepareBy(
        "retailrocket",
        file(
            "events.csv",
            "timestamp,visitorid,event,itemid,transactionid",
            millis("2015-08-01T10:00:00Z") + ",1,view,100,",
            millis("2015-08-01T11:40:00Z") + ",1,view,200,",
            millis("2015-08-01T10:50:00Z") + ",1,addtocart,100,",
            millis("2015-08-02T10:00:00Z") + ",2,view,200,",
            millis("2015-08-02T11:00:01Z") + ",2,view,100,",
            millis("2015-08-02T12:00:01Z") + ",2,view,200,",
            millis("2015-09-05T10:00:00Z") + ",3,view,100,",
            millis("2015-09-05T10:01:00Z") + ",3,view,100,",
            millis("2015-09-05T10:02:00Z") + ",3,view,200,",
            millis("2015-09-11T03:00:00Z") + ",4,view,200,",
            millis("2015-09-11T03:01:00Z") + ",4,transaction,200,7",
            millis("2015-09-11T03:02:00Z") + ",4,view,100,"));
    assertThat(train())
        .as("the cart bridges 100 minutes; an hour and a second divides, an hour does not")
        .containsExactly("100 200", "100 200");
    assertThat(valid()).containsExactly("100 200");
    assertThat(test()).containsExactly("200 100");
    assertThat(report.steps())
        .containsExactly(
            step("other events", "no view", 2, 0, 0),
            step("repeats", "same item as the event before", 1, 0, 0),
            step("short sessions and rare items", "fewer than 2 or 2 events", 1, 1, 0));
    assertThat(dataset.train().id(0)).as("built sessions have no id of their own").isEqualTo("1");
  }

  @Test
  void rees46KeepsViewsAndThenDividesAtThePausesBetweenThem() throws Exception {
    String header =
        "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";
    Path october =
        file(
            "2019-Oct.csv",
            header,
            "2019-10-01 10:00:00 UTC,view,a,1,x.y,acme,5,u1,s",
            "2019-10-01 10:50:00 UTC,cart,b,1,,,7.5,u1,s",
            "2019-10-01 11:40:00 UTC,view,b,1,,,7.5,u1,s",
            "2019-10-01 10:00:00 UTC,view,a,1,x.y,acme,6,u2,s",
            "2019-10-01 10:30:00 UTC,view,b,1,,,7.5,u2,other");
    Path november =
        file(
            "2019-Nov.csv",
            header,
            "2019-11-29 10:00:00 UTC,view,b,1,,,7.5,u3,s",
            "2019-11-29 10:00:05 UTC,view,a,1,x.y,acme,6,u3,s",
            "2019-11-30 00:00:00 UTC,view,a,1,x.y,acme,6,u3,s",
            "2019-11-30 00:00:05 UTC,view,b,1,,,7.5,u3,s");
    prepareBy("rees46", october, november);
    assertThat(train()).containsExactly("a b");
    assertThat(valid()).containsExactly("b a");
    assertThat(test()).containsExactly("a b");
    assertThat(dataset.catalog().value(0, "brand")).isEqualTo("acme");
    assertThat(dataset.catalog().columns())
        .containsExactly("category_id", "category_code", "brand");
  }

  @Test
  void coveoDividesWhereNothingHappenedAtAll() throws Exception {
    prepareBy(
        "coveo",
        file(
            "release_10_23_2020.csv",
            "session_id_hash,event_type,product_action,product_skus_hash,server_timestamp_epoch_ms,hashed_url",
            "h1,event_product,detail,q," + millis("2019-01-01T10:00:00Z") + ",u",
            "h1,pageview,,," + millis("2019-01-01T10:50:00Z") + ",u",
            "h1,event_product,detail,p," + millis("2019-01-01T11:40:00Z") + ",u",
            "h1,event_product,detail,," + millis("2019-01-01T11:41:00Z") + ",u",
            "h2,event_product,detail,p," + millis("2019-01-01T10:00:00Z") + ",u",
            "h2,event_product,add,p," + millis("2019-01-01T10:00:01Z") + ",u",
            "h2,event_product,detail,q," + millis("2019-01-01T11:00:02Z") + ",u",
            "h3,event_product,detail,q," + millis("2019-01-05T10:00:00Z") + ",u",
            "h3,event_product,detail,p," + millis("2019-01-05T10:01:00Z") + ",u"));
    assertThat(train()).containsExactly("q p");
    assertThat(test()).containsExactly("q p");
    assertThat(report.badRows()).isZero();
    assertThat(report.steps().getFirst())
        .isEqualTo(step("other events", "no detail view of a product", 3, 0, 1));
  }

  @Test
  void filesThatAreSomethingElseAreNamedWithWhatTheyHave() throws Exception {
    Path log = file("sample.csv", "timestamp\tuser_id\titem_id\tsession_id", "1\t0\t5\t0");
    assertThat(complaint(options(log).recipe(Recipes.named("retailrocket"))))
        .isEqualTo(
            log
                + ":1: no column 'visitorid' (found: timestamp, user_id, item_id, session_id). Pass"
                + " one of these with --session-column; recipe 'retailrocket' expects the file as it is"
                + " downloaded, other files are prepared without --recipe");
  }

  @Test
  void rsc15GivesThePublishedFilesBackExactly() throws Exception {
    Path whole = SharedLogsTest.shared("rsc15-100k/train_full.txt");
    prepare(
        options(whole, SharedLogsTest.shared("rsc15-100k/test.txt"))
            .recipe(Recipes.named("rsc15").with("min_item_support", "1")));
    assertThat(rows(dataset.trainFull().orElseThrow())).isEqualTo(published("train_full"));
    assertThat(rows(dataset.test().orElseThrow())).isEqualTo(published("test"));
    assertThat(rows(dataset.train())).isEqualTo(published("train_tr"));
    assertThat(rows(dataset.valid().orElseThrow())).isEqualTo(published("train_valid"));
  }

  /** All rows as session, item and milliseconds, those of a session in their order. */
  private List<String> rows(SessionLog log) {
    List<String> rows = new ArrayList<>();
    for (int s = 0; s < log.sessions(); s++) {
      StringBuilder session = new StringBuilder(log.id(s));
      for (long event = log.start(s); event < log.start(s + 1); event++) {
        session
            .append(' ')
            .append(dataset.catalog().id(log.item(event)))
            .append('@')
            .append(log.time(event));
      }
      rows.add(session.toString());
    }
    return rows.stream().sorted().toList();
  }

  private static List<String> published(String name) throws IOException {
    return SharedLogsTest.rowsBySession(SharedLogsTest.shared("rsc15-100k/" + name + ".txt"));
  }
}
