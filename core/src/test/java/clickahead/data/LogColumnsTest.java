package clickahead.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Whatever view is taken of a log, each event and session keeps its own values. */
class LogColumnsTest {
  private static final SessionLog LOG =
      SessionLog.of(new int[] {0, 1, 2}, new int[] {3}, new int[] {1, 0})
          .with(
              columns(List.of("a", "b", "", "c", "b", "a"), List.of("PL", "", "CZ"), "shop/train"));

  private static LogColumns columns(List<String> events, List<String> sessions, String place) {
    return new LogColumns(
        place, Map.of("type", column(events)), Map.of("country", column(sessions)));
  }

  private static LogColumn column(List<String> values) {
    List<String> different = values.stream().distinct().filter(v -> !v.isEmpty()).toList();
    return new TokenColumn(
        Vocabulary.of(different), place -> different.indexOf(values.get((int) place)));
  }

  private static List<String> types(SessionLog log) {
    LogColumn column = log.columns().events().get("type");
    return LongStream.range(0, log.events()).mapToObj(column::value).toList();
  }

  private static List<String> countries(SessionLog log) {
    LogColumn column = log.columns().sessions().get("country");
    return LongStream.range(0, log.sessions()).mapToObj(column::value).toList();
  }

  @Test
  void cutSessionsKeepThem() {
    LogSplit split = LogSplit.leaveOneOut(LOG);
    assertThat(types(split.test())).containsExactly("a", "b", "");
    assertThat(types(split.train())).containsExactly("a", "c", "b", "a");
    assertThat(countries(split.train())).containsExactly("PL", "", "CZ");
    assertThat(countries(split.test())).containsExactly("PL");
  }

  @Test
  void logsOneBehindTheOtherShareOneVocabulary() {
    SessionLog other =
        SessionLog.of(new int[] {7, 8})
            .with(columns(List.of("b", "d"), List.of("CZ"), "shop/valid"));
    SessionLog all = SessionLog.concat(List.of(LOG, other));
    assertThat(types(all)).containsExactly("a", "b", "", "c", "b", "a", "b", "d");
    assertThat(countries(all)).containsExactly("PL", "", "CZ", "CZ");
    TokenColumn column = (TokenColumn) all.columns().events().get("type");
    assertThat(column.code(1)).isEqualTo(column.code(6));
    assertThat(all.columns().place()).isEqualTo("shop/train, shop/valid");
  }

  @Test
  void columnThatOneOfThemLacksIsLeftOut() {
    assertThat(SessionLog.concat(List.of(LOG, SessionLog.of(new int[] {1, 2}))).columns().isEmpty())
        .isTrue();
  }

  @Test
  void recentEventsKeepThem() {
    SessionLog recent = RecentEvents.of(new Dated(LOG), 1);
    assertThat(recent.events()).isEqualTo(3);
    assertThat(types(recent)).containsExactly("c", "b", "a");
    assertThat(countries(recent)).containsExactly("PL", "", "CZ");
  }

  private static SessionLog withSpots(SessionLog log, float from) {
    VectorColumn spots =
        new VectorColumn(2, (place, k) -> place == 1 ? Float.NaN : from + place + 0.5f * k);
    return log.with(new LogColumns("shop", Map.of("type", spots), Map.of()));
  }

  @Test
  void vectorsStayWithTheirEvents() {
    SessionLog log = withSpots(LOG, 0);
    assertThat(types(LogSplit.leaveOneOut(log).train()))
        .containsExactly("0 0.5", "3 3.5", "4 4.5", "5 5.5");
    SessionLog all = SessionLog.concat(List.of(log, withSpots(SessionLog.of(new int[] {7, 8}), 9)));
    assertThat(types(all))
        .containsExactly("0 0.5", "", "2 2.5", "3 3.5", "4 4.5", "5 5.5", "9 9.5", "");
    SessionLog longer =
        SessionLog.of(new int[] {7})
            .with(new LogColumns("", Map.of("type", new VectorColumn(3, (p, k) -> k)), Map.of()));
    assertThat(SessionLog.concat(List.of(log, longer)).columns().events()).isEmpty();
    Catalog catalog = Catalog.of(List.of("0", "1", "2", "3"), Map.of());
    assertThat(Fingerprint.of(log, catalog))
        .isEqualTo(Fingerprint.of(withSpots(LOG, 0), catalog))
        .isNotEqualTo(Fingerprint.of(withSpots(LOG, 1), catalog));
    VectorColumn column = (VectorColumn) log.columns().events().get("type");
    TokenColumn texts = column.asTexts(6);
    assertThat(LongStream.range(0, 6).mapToObj(texts::value)).isEqualTo(types(log));
    assertThat(texts.vocabulary().size()).isEqualTo(5);
  }

  @Test
  void otherItemIndicesChangeNothing() {
    assertThat(types(LOG.renumbered(new int[] {3, 2, 1, 0}))).isEqualTo(types(LOG));
  }

  @Test
  void otherValuesAreOtherData() {
    Catalog catalog = Catalog.of(List.of("0", "1", "2", "3"), Map.of());
    String print = Fingerprint.of(LOG, catalog);
    SessionLog other =
        LOG.with(
            columns(List.of("a", "b", "", "c", "b", "b"), List.of("PL", "", "CZ"), "elsewhere"));
    SessionLog same =
        LOG.with(
            columns(List.of("a", "b", "", "c", "b", "a"), List.of("PL", "", "CZ"), "elsewhere"));
    assertThat(Fingerprint.of(other, catalog)).isNotEqualTo(print);
    assertThat(Fingerprint.of(same, catalog)).isEqualTo(print);
  }

  /** A log whose sessions are days apart. */
  private record Dated(SessionLog log) implements DerivedSessionLog {
    private static final long DAY = 24 * 60 * 60 * 1000L;

    @Override
    public long time(long event) {
      return event < 3 ? 0 : (event < 4 ? 4 : 5) * DAY;
    }
  }
}
