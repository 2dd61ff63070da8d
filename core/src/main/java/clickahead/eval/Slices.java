package clickahead.eval;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** Divides the events of an evaluation: where is a model good, and where not? */
public final class Slices {
  private static final int[] LENGTHS = {1, 2, 3, 4, 5, 6, 11, 21};
  private static final int[] AGES = {0, 1, 7, 30};
  private static final int MOST_DAYS = 45;

  private final Targets targets;
  private final TestSessions test;

  /** Of the events that an evaluation predicts. */
  public Slices(Evaluation evaluation) {
    targets = evaluation.targets();
    test = targets.test();
  }

  private long[] keys(IntToLongFunction keyOfEvent) {
    return IntStream.range(0, targets.events()).mapToLong(keyOfEvent).toArray();
  }

  private int session(int event) {
    return test.sessionOf(targets.transitions()[event]);
  }

  /** By the number of clicks before the predicted one. */
  public Slice position() {
    long[] keys =
        keys(e -> floor(LENGTHS, targets.transitions()[e] - test.firstTransition(session(e)) + 1L));
    return Slice.by("position", "clicks before", keys, key -> range(LENGTHS, key));
  }

  /** By the number of clicks of the session. */
  public Slice sessionLength() {
    long[] keys = keys(e -> floor(LENGTHS, test.length(session(e))));
    return Slice.by("session_length", "session length", keys, key -> range(LENGTHS, key));
  }

  /**
   * By the training clicks of the item that was clicked next, in powers of ten.
   *
   * @param supports clicks of each item in training [N]
   */
  public Slice popularity(int[] supports) {
    long[] keys = keys(e -> decade(supports[target(e)]));
    return Slice.by(
        "item_popularity",
        "item's clicks in training",
        keys,
        from -> from == 0 ? "0" : thousands(from) + "-" + thousands(10 * from - 1));
  }

  /** By the day of the click, in UTC; by the month if there are many days. */
  public Slice day() {
    long[] days = keys(e -> Math.floorDiv(test.time(targetEvent(e)), TimeUnit.DAYS.toMillis(1)));
    if (Arrays.stream(days).distinct().count() <= MOST_DAYS) {
      return Slice.by("day", "day", days, day -> LocalDate.ofEpochDay(day).toString());
    }
    long[] months =
        Arrays.stream(days)
            .map(day -> LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay())
            .toArray();
    return Slice.by(
        "month", "month", months, day -> YearMonth.from(LocalDate.ofEpochDay(day)).toString());
  }

  /**
   * By the age of the item that was clicked next: new items have been clicked for a day, or a week.
   *
   * @param firstClick time of each item's first click in training, in milliseconds [N]
   * @param now the end of training, in milliseconds
   */
  public Slice itemAge(long[] firstClick, long now) {
    long[] keys = keys(e -> floor(AGES, (now - firstClick[target(e)]) / TimeUnit.DAYS.toMillis(1)));
    return Slice.by("item_age", "item's days in training", keys, key -> range(AGES, key));
  }

  /** Is there one next item for each event, as slices by item need? */
  public boolean haveItems() {
    return targets.isNext();
  }

  private long targetEvent(int event) {
    return test.eventBefore(targets.transitions()[event]) + 1;
  }

  private int target(int event) {
    return test.item(targetEvent(event));
  }

  /** The largest of the edges that is not above. */
  private static long floor(int[] edges, long value) {
    int at = edges.length - 1;
    while (at > 0 && edges[at] > value) {
      at--;
    }
    return edges[at];
  }

  private static String range(int[] edges, long from) {
    int at = Arrays.binarySearch(edges, (int) from);
    if (at == edges.length - 1) {
      return from + "+";
    }
    return edges[at + 1] == from + 1 ? "" + from : from + "-" + (edges[at + 1] - 1);
  }

  private static long decade(long support) {
    long from = support == 0 ? 0 : 1;
    while (from > 0 && from * 10 <= support) {
      from *= 10;
    }
    return from;
  }

  private static String thousands(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
