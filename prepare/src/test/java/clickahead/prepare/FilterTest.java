package clickahead.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Repeats, short sessions and rare items are removed; sessions are built from pauses. */
class FilterTest extends PreparationContract {

  /** One session a line, named by its first letter; times ascend. */
  private Path log(String... sessions) throws IOException {
    List<String> lines = new ArrayList<>(List.of("session,item,time"));
    for (int s = 0; s < sessions.length; s++) {
      for (String item : sessions[s].split(" ", -1)) {
        lines.add("s" + s + "," + item + "," + (1000 + lines.size()));
      }
    }
    return file("log.csv", lines.toArray(String[]::new));
  }

  @Test
  void keepsRepeatsAndDropsSingleClicksByDefault() throws Exception {
    prepare(options(log("a a b", "c", "b a")));
    assertThat(train()).containsExactly("a a b", "b a");
    assertThat(dataset.catalog().size()).isEqualTo(2);
    assertThat(report.steps())
        .containsExactly(new Step("short sessions", "fewer than 2 events", 1, 1, 1));
  }

  @Test
  void dropsOnlyConsecutiveRepeats() throws Exception {
    prepare(options(log("a a b b b a", "c c", "b a b")).dropRepeats(true));
    assertThat(train()).containsExactly("a b a", "b a b");
    assertThat(report.steps())
        .containsExactly(
            new Step("repeats", "same item as the event before", 4, 0, 0),
            new Step("short sessions", "fewer than 2 events", 1, 1, 1));
  }

  @Test
  void removesShortSessionsAndRareItemsUntilBothRulesHold() throws Exception {
    // without d, "a d" is short; without it a is rare; without a, "a b" is short; then b is rare
    prepare(
        options(log("x y", "x y", "b x y", "b a", "a d")).minItemSupport(2).minSessionLength(2));
    assertThat(train()).containsExactly("x y", "x y", "x y");
    assertThat(report.steps())
        .extracting(Step::name, Step::events, Step::sessions, Step::items)
        .containsExactly(tuple("short sessions", 2L, 2L, 0L), tuple("rare items", 3L, 0L, 3L));
  }

  @Test
  void sessionsOfOneEventCanBeKept() throws Exception {
    prepare(options(log("a", "b", "a b")).minSessionLength(1));
    assertThat(train()).containsExactly("a", "b", "a b");
    assertThat(report.steps()).isEmpty();
  }

  @Test
  void saysWhatTookEverything() throws IOException {
    assertThat(complaint(options(log("a", "b"))))
        .startsWith(
            "no event is left; short sessions (fewer than 2 events) took 2. Check --session-column");
  }

  @Test
  void buildsSessionsFromUsersAndPauses() throws Exception {
    Path log =
        file(
            "log.csv",
            "user_id,item_id,ts",
            "u,a,0",
            "w,x,100",
            "u,b,600",
            "w,y,101",
            "u,c,1201",
            "u,d,1202");
    prepare(options(log).userColumn("user_id").gap(Duration.ofMinutes(10)));
    assertThat(train())
        .as("a pause of exactly ten minutes does not divide")
        .containsExactly("a b", "x y", "c d");
    assertThat(report.log()).isEqualTo(new Counts(6, 3, 6));
  }

  @Test
  void aGapAlsoDividesGivenSessions() throws Exception {
    Path log = file("log.csv", "session,item,time", "s,a,1", "s,b,2", "s,c,5000", "s,d,5001");
    prepare(options(log).gap(Duration.ofHours(1)));
    assertThat(train()).containsExactly("a b", "c d");
  }

  @Test
  void sessionsBuiltFromRowsOutOfOrderKeepTheirEventsTogether() throws Exception {
    Path log =
        file("log.csv", "user,item,time", "u,d,5001", "u,b,2", "u,c,5000", "u,a,1", "u,e,5002");
    prepare(options(log).userColumn("user").gap(Duration.ofHours(1)));
    assertThat(train()).containsExactly("a b", "c d e");
  }

  @Test
  void aUserColumnWithoutAPauseIsRefused() throws IOException {
    Path log = file("log.csv", "user,item,time", "u,a,1");
    assertThat(complaint(options(log).userColumn("user")))
        .isEqualTo(
            "a user column needs the pause that ends a session; add for example --gap 30m. Only"
                + " with --split leave-one-out or within:... may all that a user did be one session");
    assertThat(complaint(options(log)))
        .endsWith("or build sessions from pauses: --user-column user --gap 30m");
  }
}
