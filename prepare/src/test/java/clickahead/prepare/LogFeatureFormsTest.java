package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.LogColumn;
import clickahead.data.SessionLog;
import clickahead.data.TokenColumn;
import clickahead.data.VectorColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Columns of events and of sessions that are vectors, lists, or known of users. */
class LogFeatureFormsTest extends PreparationContract {
  private PreparationOptionsBuilder log(String... lines) throws IOException {
    return options(file("log.csv", lines)).overwrite(true);
  }

  private static List<String> values(LogColumn column, long places) {
    return LongStream.range(0, places).mapToObj(column::value).toList();
  }

  private static List<String> event(SessionLog log, String name) {
    return values(log.columns().events().get(name), log.events());
  }

  private static List<String> session(SessionLog log, String name) {
    return values(log.columns().sessions().get(name), log.sessions());
  }

  @Test
  void columnOfVectorsIsKeptAsVectorsAndListsOfIdsAsTexts() throws Exception {
    prepare(
        log(
                "session,item,time,spot,ids,uneven,mixed,place",
                "1,a,1,0.50 -1e-3,12 45,0.5 1,0.5 1,1 0.5",
                "1,b,2,,12 45,2,x y,2 1",
                "2,c,200000,7  +1,13 007,0.5 1,0.5 1,3 0.25",
                "2,a,200001,0.1 2,,1 2 3,1 2,4 0.25")
            .testDays(1)
            .features(Features.ofLog(List.of("spot", "ids", "uneven", "mixed"), List.of("place"))));
    SessionLog train = dataset.train();
    SessionLog test = dataset.test().orElseThrow();
    assertThat(train.columns().events().get("spot")).isInstanceOf(VectorColumn.class);
    assertThat(event(train, "spot")).containsExactly("0.5 -0.001", "");
    assertThat(event(test, "spot")).containsExactly("7 1", "0.1 2");
    assertThat(session(train, "place")).containsExactly("1 0.5");
    assertThat(session(test, "place")).containsExactly("3 0.25");
    for (String text : List.of("ids", "uneven", "mixed")) {
      assertThat(train.columns().events().get(text)).as(text).isInstanceOf(TokenColumn.class);
    }
    assertThat(event(test, "ids")).containsExactly("13 007", "");
    assertThat(report.notes())
        .contains(
            "train: 'spot' is missing in 1 of 2 events",
            "train: 'place' changes within 1 of 1 sessions; they have the value of their first"
                + " event");
    Path out = folder.resolve("vectors");
    TargetForm form = new TargetForm(LogTarget.ATOMIC, true, 50, AtomicTypes.OWN);
    LogConversion.write(dataset.catalog(), Map.of("train", train), form, out, true, events -> {});
    prepare(
        options(out)
            .format(LogFormat.ATOMIC)
            .overwrite(true)
            .features(Features.ofLog(List.of("spot"), List.of())));
    assertThat(event(dataset.train(), "spot")).containsExactly("0.5 -0.001", "");
    assertThat(dataset.train().columns().events().get("spot")).isInstanceOf(VectorColumn.class);
  }

  @Test
  void arraysAreListsAndVectors() throws Exception {
    Path json =
        file(
            "log.jsonl",
            "{\"session\":1,\"item\":\"a\",\"time\":1,\"tags\":[\"red\",\"new\"],\"spot\":[0.5,2]}",
            "{\"session\":1,\"item\":\"b\",\"time\":2,\"tags\":[],\"spot\":null}",
            "{\"session\":1,\"item\":\"a\",\"time\":3,\"tags\":\"[sic\",\"spot\":[1,-1]}");
    Features features = Features.ofLog(List.of("tags", "spot"), List.of());
    prepare(options(json).overwrite(true).features(features));
    assertThat(event(dataset.train(), "tags")).containsExactly("red new", "", "[sic");
    assertThat(event(dataset.train(), "spot")).containsExactly("0.5 2", "", "1 -1");
    assertThat(dataset.train().columns().events().get("spot")).isInstanceOf(VectorColumn.class);
    Path parquet = folder.resolve("log.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM (VALUES (1, 'a', 1, ['red', 'new'], [0.5, 2]),"
              + " (1, 'b', 2, NULL, NULL), (1, 'a', 3, [], [1, -1]))"
              + " AS log(session, item, \"time\", tags, spot)) TO '"
              + parquet
              + "'");
    }
    prepare(options(parquet).overwrite(true).features(features));
    assertThat(event(dataset.train(), "tags")).containsExactly("red new", "", "");
    assertThat(event(dataset.train(), "spot")).containsExactly("0.5 2", "", "1 -1");
  }

  @Test
  void sessionsOfAtomicFilesHaveWhatIsKnownOfTheirUsers() throws Exception {
    file(
        "shop.inter",
        "user_id:token\titem_id:token\ttimestamp:float\tage:float",
        "u1\ta\t1\t7",
        "u1\tb\t2\t7",
        "u2\tb\t3\t8",
        "u2\ta\t4\t8",
        "u3\ta\t5\t9",
        "u3\ta\t6\t9");
    file(
        "shop.user",
        "user_id:token\tage:float\tgender:token\twords:token_seq",
        "u2\t30\tF\tx y",
        "u1\t20\tM\t",
        "u4\t40\tF\tz");
    PreparationOptionsBuilder shop =
        options(folder.resolve("shop")).format(LogFormat.ATOMIC).overwrite(true);
    Features features = Features.ofLog(List.of(), List.of("gender", "age", "words"));
    prepare(shop.features(features));
    assertThat(train()).containsExactly("a b", "b a", "a a");
    assertThat(session(dataset.train(), "gender")).containsExactly("M", "F", "");
    assertThat(session(dataset.train(), "words")).containsExactly("", "x y", "");
    assertThat(session(dataset.train(), "age")).as("the log's own").containsExactly("7", "8", "9");
    assertThat(complaint(shop.features(Features.ofLog(List.of(), List.of("country")))))
        .contains("shop.inter:1: no column 'country'");
    file("shop.user", "id:token\tgender:token", "u1\tM");
    assertThat(complaint(shop.features(Features.ofLog(List.of(), List.of("gender")))))
        .contains(
            "shop.user:1: no column 'user_id', by which sessions would find their users (found: id,"
                + " gender)");
  }
}
