package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.data.Dataset;
import clickahead.data.LogColumn;
import clickahead.data.NumberColumn;
import clickahead.data.SessionLog;
import clickahead.data.TokenColumn;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns of events and of sessions stand in the parts, beside the events that they are of. */
class LogFeatureTest extends PreparationContract {
  private static final String[] LOG = {
    "session,item,time,type,price,country",
    "1,a,1,view,10.50,PL",
    "1,b,2,cart,,PL",
    "2,a,3,view,11,",
    "2,c,90,view,9,DE",
    "2,c,91,view,9,",
    "3,a,200000,buy,12,PL",
    "3,b,200001,wish,12,CZ"
  };

  private PreparationOptionsBuilder log(String... lines) throws IOException {
    return options(file("log.csv", lines)).overwrite(true);
  }

  private static PreparationOptionsBuilder with(PreparationOptionsBuilder options) {
    return options.features(Features.ofLog(List.of("type", "price"), List.of("country")));
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
  void columnsComeBackAsTheLogHadThem() throws Exception {
    prepare(with(log(LOG)).testDays(1));
    assertThat(train()).containsExactly("a b", "a c c");
    SessionLog train = dataset.train();
    assertThat(event(train, "type")).containsExactly("view", "cart", "view", "view", "view");
    assertThat(event(train, "price")).containsExactly("10.5", "", "11", "9", "9");
    assertThat(session(train, "country")).containsExactly("PL", "");
    SessionLog test = dataset.test().orElseThrow();
    assertThat(event(test, "type")).containsExactly("buy", "wish");
    assertThat(session(test, "country")).containsExactly("PL");
    assertThat(train.columns().place()).endsWith("train.safetensors");
    assertThat(dataset.record().path("options").path("event_features").path(1).asString())
        .isEqualTo("price");
  }

  @Test
  void columnOfPlainNumbersIsKeptAsNumbersAndAnyOtherAsTexts() throws Exception {
    prepare(
        log(
                "session,item,time,plain,small,zeros,long,one",
                "1,a,1,10.50,1e-7,007,12345678901234567,1",
                "1,b,2,-3,.5,8,2,1x",
                "2,c,3,,0,,,")
            .minSessionLength(1)
            .features(
                Features.ofLog(List.of("plain", "small", "zeros", "long", "one"), List.of())));
    SessionLog train = dataset.train();
    assertThat(train.columns().events().get("plain")).isInstanceOf(NumberColumn.class);
    assertThat(event(train, "plain")).containsExactly("10.5", "-3", "");
    assertThat(train.columns().events().get("small")).isInstanceOf(NumberColumn.class);
    assertThat(event(train, "small")).containsExactly("1.0E-7", "0.5", "0");
    for (String text : List.of("zeros", "long", "one")) {
      assertThat(train.columns().events().get(text)).as(text).isInstanceOf(TokenColumn.class);
    }
    assertThat(event(train, "zeros")).containsExactly("007", "8", "");
    assertThat(event(train, "long")).containsExactly("12345678901234567", "2", "");
    assertThat(report.notes())
        .contains("train: 'plain' is missing in 1 of 3 events")
        .noneMatch(note -> note.contains("'small'"));
  }

  @Test
  void sessionThatChangesItsValueHasThatOfItsFirstEvent() throws Exception {
    prepare(with(log(LOG)));
    assertThat(session(dataset.train(), "country")).containsExactly("PL", "", "PL");
    assertThat(report.notes())
        .contains(
            "train: 'country' changes within 2 of 3 sessions; they have the value of their first"
                + " event");
  }

  @Test
  void eventsThatAreRemovedTakeTheirValuesWithThem() throws Exception {
    prepare(with(log(LOG)).dropRepeats(true).minItemSupport(2));
    assertThat(train()).containsExactly("a b", "a b");
    assertThat(event(dataset.train(), "type")).containsExactly("view", "cart", "buy", "wish");
    assertThat(session(dataset.train(), "country")).containsExactly("PL", "PL");
  }

  @Test
  void pausesDivideSessionsWithTheirValues() throws Exception {
    prepare(with(log(LOG)).gap(Duration.ofSeconds(60)).minSessionLength(1));
    assertThat(train()).containsExactly("a b", "a", "c c", "a b");
    assertThat(session(dataset.train(), "country")).containsExactly("PL", "", "DE", "PL");
  }

  @Test
  void repeatedEventsRepeatTheirValues() throws Exception {
    prepare(with(log(LOG)).dwellThreshold(Duration.ofSeconds(40)));
    assertThat(train()).containsExactly("a b", "a a a c c", "a b");
    assertThat(event(dataset.train(), "price"))
        .containsExactly("10.5", "", "11", "11", "11", "9", "9", "12", "12");
  }

  @Test
  void cutSessionsKeepTheValuesOfTheirHistory() throws Exception {
    prepare(with(log(LOG)).division(Division.parse("leave-one-out", 42)).minSessionLength(3));
    SessionLog test = dataset.test().orElseThrow();
    assertThat(test.history(0)).isEqualTo(2);
    assertThat(event(test, "price")).containsExactly("11", "9", "9");
    assertThat(event(dataset.train(), "price")).containsExactly("11");
  }

  @Test
  void recipesKeepThemToo() throws Exception {
    Path train = file("train.csv", LOG[0], LOG[1], LOG[2], LOG[3], LOG[4]);
    Path test = file("test.csv", LOG[0], LOG[6], LOG[7]);
    prepare(
        with(options(train, test).recipe(Recipes.named("published-split")).itemColumns(List.of())));
    assertThat(event(dataset.train(), "type")).containsExactly("view", "cart", "view", "view");
    assertThat(event(dataset.test().orElseThrow(), "type")).containsExactly("buy", "wish");
  }

  @Test
  void atomicAndJsonFilesHaveThem() throws Exception {
    file(
        "shop.inter",
        "session_id:token\titem_id:token\ttimestamp:float\ttype:token\tprice:float",
        "1\ta\t1\tview\t10.5",
        "1\tb\t2\tcart\t");
    prepare(
        options(folder.resolve("shop"))
            .format(LogFormat.ATOMIC)
            .overwrite(true)
            .features(Features.ofLog(List.of("price", "type"), List.of())));
    assertThat(event(dataset.train(), "price")).containsExactly("10.5", "");
    Path json =
        file(
            "log.jsonl",
            "{\"session\":1,\"item\":\"a\",\"time\":1,\"type\":\"view\"}",
            "{\"session\":1,\"item\":\"b\",\"time\":2}");
    prepare(options(json).overwrite(true).features(Features.ofLog(List.of("type"), List.of())));
    assertThat(event(dataset.train(), "type")).containsExactly("view", "");
  }

  @Test
  void columnOfTheEventsIsNoItemColumnUnlessItIsNamedAsOne() throws Exception {
    prepare(with(log(LOG)));
    assertThat(dataset.catalog().columns()).doesNotContain("price");
    prepare(with(log(LOG)).itemColumns(List.of("price")));
    assertThat(dataset.catalog().columns()).containsExactly("price");
    assertThat(event(dataset.train(), "price")).startsWith("10.5", "");
  }

  @Test
  void folderWithoutThemHasNone() throws Exception {
    prepare(log(LOG));
    assertThat(dataset.train().columns().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"ATOMIC", "PARQUET", "JSONL"})
  void convertedLogsHaveThemAgain(LogTarget target) throws Exception {
    prepare(with(log(LOG)));
    Path out = folder.resolve("converted");
    Map<String, SessionLog> parts = Map.of("train", dataset.train());
    TargetForm form = new TargetForm(target, true, 50, AtomicTypes.OWN);
    LogConversion.write(dataset.catalog(), parts, form, out, true, events -> {});
    LogFormat format =
        switch (target) {
          case ATOMIC -> LogFormat.ATOMIC;
          case PARQUET -> LogFormat.PARQUET;
          default -> LogFormat.JSON_LINES;
        };
    prepare(with(options(out).format(format).overwrite(true)));
    assertThat(train()).containsExactly("a b", "a c c", "a b");
    assertThat(event(dataset.train(), "type"))
        .containsExactly("view", "cart", "view", "view", "view", "buy", "wish");
    assertThat(event(dataset.train(), "price"))
        .containsExactly("10.5", "", "11", "9", "9", "12", "12");
    assertThat(session(dataset.train(), "country")).containsExactly("PL", "", "PL");
  }

  @Test
  void whatCannotBeKeptIsSaid() throws Exception {
    assertThat(complaint(log(LOG).features(Features.ofLog(List.of("kind"), List.of()))))
        .contains("log.csv:1: no column 'kind' (found: session, item, time, type, price, country)")
        .endsWith("Pass one of these with --event-features");
    assertThat(complaint(log(LOG).features(Features.ofLog(List.of("type"), List.of("land")))))
        .contains("no column 'land'")
        .endsWith("Pass one of these with --session-features");
    assertThat(complaint(log(LOG).features(Features.ofLog(List.of("type", "type"), List.of()))))
        .isEqualTo("--event-features type,type: name each column once, as type,price");
    assertThat(complaint(log(LOG).features(Features.ofLog(List.of("dwell"), List.of()))))
        .contains("computed from the times");
    assertThat(
            complaint(
                log("a b")
                    .format(LogFormat.SESSION_LIST)
                    .features(Features.ofLog(List.of("type"), List.of()))))
        .startsWith("session lists have no columns");
    file("l/l.inter", "session_id:token\titem_id_list:token_seq\titem_id:token", "1\ta b\tc");
    assertThat(
            complaint(
                options(folder.resolve("l"))
                    .format(LogFormat.ATOMIC)
                    .features(Features.ofLog(List.of("session_id"), List.of()))))
        .contains("its rows are lists of items");
    assertThat(Dataset.isDataset(folder.resolve("out"))).isFalse();
  }
}
