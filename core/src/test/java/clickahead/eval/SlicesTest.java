package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.data.SessionLog;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SlicesTest {
  private static final long DAY = 86_400_000L;
  private static final long NOON = Instant.parse("2024-02-28T12:00:00Z").toEpochMilli();

  /** Two sessions of items 0, 1, 2, ...: one of 3 clicks, one of 9. */
  private static final TestSessions TEST =
      TestSessions.of(
          SessionLog.of(IntStream.range(0, 3).toArray(), IntStream.range(0, 9).toArray()));

  private final Slices slices = new Slices(new Evaluation(TEST, 20));

  private static List<String> parts(Slice slice) {
    return Arrays.stream(slice.part()).mapToObj(slice.labels()::get).toList();
  }

  @Test
  void positionCountsTheClicksBefore() {
    assertThat(parts(slices.position()))
        .containsExactly("1", "2", "1", "2", "3", "4", "5", "6-10", "6-10", "6-10");
    assertThat(slices.position().labels()).containsExactly("1", "2", "3", "4", "5", "6-10");
  }

  @Test
  void aSessionsLengthIsThatOfAllItsClicks() {
    assertThat(parts(slices.sessionLength()))
        .containsExactly("3", "3", "6-10", "6-10", "6-10", "6-10", "6-10", "6-10", "6-10", "6-10");
  }

  @Test
  void popularityIsTheTargetsInPowersOfTen() {
    int[] supports = {1, 0, 9, 10, 99, 100, 999, 1000, 12_345};
    assertThat(parts(slices.popularity(supports)))
        .containsExactly(
            "0",
            "1-9",
            "0",
            "1-9",
            "10-99",
            "10-99",
            "100-999",
            "100-999",
            "1,000-9,999",
            "10,000-99,999");
  }

  @Test
  void newItemsAreToldByTheirFirstClick() {
    long[] first = new long[9];
    Arrays.fill(first, NOON - 40 * DAY);
    first[1] = NOON - DAY / 2;
    first[2] = NOON - DAY;
    first[3] = NOON - 7 * DAY;
    Slice age = slices.itemAge(first, NOON);
    assertThat(age.labels()).containsExactly("0", "1-6", "7-29", "30+");
    assertThat(parts(age)).startsWith("0", "1-6", "0", "1-6", "7-29", "30+");
  }

  /** A log of one session whose events are so many days apart. */
  private static SessionLog daily(int events, long apart) {
    SessionLog plain = SessionLog.of(new int[events]);
    return new SessionLog() {
      @Override
      public int sessions() {
        return 1;
      }

      @Override
      public long events() {
        return events;
      }

      @Override
      public long start(int session) {
        return plain.start(session);
      }

      @Override
      public int item(long event) {
        return 0;
      }

      @Override
      public long time(long event) {
        return NOON + event * apart;
      }
    };
  }

  @Test
  void daysAreThoseOfThePredictedClickInUtc() {
    TestSessions test = TestSessions.of(daily(4, DAY));
    assertThat(new Slices(new Evaluation(test, 20)).day().labels())
        .containsExactly("2024-02-29", "2024-03-01", "2024-03-02");
  }

  @Test
  void manyDaysBecomeMonths() {
    TestSessions test = TestSessions.of(daily(60, DAY));
    Slice month = new Slices(new Evaluation(test, 20)).day();
    assertThat(month.name()).isEqualTo("month");
    assertThat(month.labels()).containsExactly("2024-02", "2024-03", "2024-04");
  }

  @Test
  void theFiguresOfThePartsAreThoseOfTheWhole() {
    Evaluation evaluation = new Evaluation(TEST, 1, 3);
    Ranker ranker = ParallelRanker.dense(() -> new HistoryScorer(9, 5), 2);
    Measured measured = evaluation.measure(ranker, new int[9], Progress.NONE);
    SliceTable table =
        SliceTable.of(slices.position(), Map.of("m", measured), evaluation.protocol());
    double sum = 0;
    int events = 0;
    for (int part = 0; part < table.slice().labels().size(); part++) {
      Metrics metrics = table.metrics().get("m").get(part);
      sum += metrics.mrr(TieMode.MEDIAN, 3) * metrics.events();
      events += table.events(part);
    }
    assertThat(events).isEqualTo(10);
    assertThat(sum / events).isCloseTo(measured.metrics().mrr(TieMode.MEDIAN, 3), within(1e-12));
  }
}
