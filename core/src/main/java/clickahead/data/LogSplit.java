package clickahead.data;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * A log divided into parts, each a view of it. Where sessions are cut, the valid and test parts
 * keep what came before the cut as {@link SessionLog#history}: only what lies behind it is to be
 * predicted there, and the test's history has the valid events. A log of users has their events as
 * sessions.
 *
 * @param train to train on
 * @param valid to choose parameters on; may be empty
 * @param test to measure on
 */
public record LogSplit(SessionLog train, SessionLog valid, SessionLog test) {

  /**
   * Whole sessions in the order of their first event: the first share trains, the next validates,
   * the rest tests.
   *
   * @param train share of the sessions, above 0
   * @param valid share of the sessions, 0 or more; together below 1
   */
  public static LogSplit byTime(SessionLog log, double train, double valid) {
    checkShares(train, valid);
    int trainEnd = (int) Math.round(train * log.sessions());
    int validEnd = (int) Math.round((train + valid) * log.sessions());
    return whole(log, s -> s < trainEnd ? 0 : s < validEnd ? 1 : 2);
  }

  /** Whole sessions at random; training then knows the test's future. */
  public static LogSplit random(SessionLog log, double train, double valid, long seed) {
    checkShares(train, valid);
    SplittableRandom random = new SplittableRandom(seed);
    int[] part =
        IntStream.range(0, log.sessions())
            .map(
                s -> {
                  double at = random.nextDouble();
                  return at < train ? 0 : at < train + valid ? 1 : 2;
                })
            .toArray();
    return whole(log, s -> part[s]);
  }

  /** Which parts the last events of sessions are left out for. */
  public enum LeftOut {
    /** The last tests, the one before it validates. */
    VALID_AND_TEST,
    /** The last validates; there is no test. */
    VALID_ONLY,
    /** The last tests; there is no validation. */
    TEST_ONLY
  }

  /**
   * Leave-one-out: the last event of each session is the test's, the one before it the valid
   * part's, both at the end of their history. Sessions of fewer than 3 events only train. Training
   * then knows the future of sessions that end early.
   */
  public static LogSplit leaveOneOut(SessionLog log) {
    return leaveOneOut(log, LeftOut.VALID_AND_TEST);
  }

  /** Likewise, for one of the parts or both. */
  public static LogSplit leaveOneOut(SessionLog log, LeftOut leftOut) {
    int both = leftOut == LeftOut.VALID_AND_TEST ? 2 : 1;
    int test = leftOut == LeftOut.VALID_ONLY ? 0 : 1;
    return cut(
        log,
        s -> log.length(s) - (log.length(s) < 3 ? 0 : both),
        s -> log.length(s) - (log.length(s) < 3 ? 0 : test));
  }

  /**
   * Cuts each session by its events: the first share trains. Sessions keep at least one event for
   * training; those that have nothing behind a cut are not in that part.
   */
  public static LogSplit withinSessions(SessionLog log, double train, double valid) {
    checkShares(train, valid);
    return cut(log, s -> cut(log.length(s), train), s -> cut(log.length(s), train + valid));
  }

  private static LogSplit cut(
      SessionLog log, IntUnaryOperator trainEnd, IntUnaryOperator validEnd) {
    IntUnaryOperator validLength =
        s -> validEnd.applyAsInt(s) > trainEnd.applyAsInt(s) ? validEnd.applyAsInt(s) : 0;
    IntUnaryOperator testLength = s -> log.length(s) > validEnd.applyAsInt(s) ? log.length(s) : 0;
    return new LogSplit(
        new SessionPrefixes(log, trainEnd),
        new SessionPrefixes(log, validLength, trainEnd),
        new SessionPrefixes(log, testLength, validEnd));
  }

  private static int cut(int length, double share) {
    return Math.min(length, Math.max(1, (int) Math.round(share * length)));
  }

  /**
   * Sliding windows over the time of a log: training time, then test time, then both move on.
   * Sessions belong where they begin, and straddling ones are cut where the test begins.
   *
   * @param train length of the training time, in milliseconds
   * @param test length of the test time
   * @param shift from one window to the next
   * @return all windows that fit whole, those without sessions to train or test on left out
   */
  public static List<LogSplit> windows(SessionLog log, long train, long test, long shift) {
    if (train < 1 || test < 1 || shift < 1) {
      throw new IllegalArgumentException(
          "train, test and shift must be above 0, got " + train + ", " + test + ", " + shift);
    }
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (long event = 0; event < log.events(); event++) {
      first = Math.min(first, log.time(event));
      last = Math.max(last, log.time(event));
    }
    List<LogSplit> windows = new ArrayList<>();
    for (long begin = first; begin <= last && begin + train + test <= last + 1; begin += shift) {
      LogSplit window = window(log, begin, begin + train, begin + train + test);
      if (window.train.sessions() > 0 && window.test.sessions() > 0) {
        windows.add(window);
      }
    }
    return windows;
  }

  private static LogSplit window(SessionLog log, long begin, long split, long end) {
    return new LogSplit(
        new SessionPrefixes(log, s -> begins(log, s, begin, split) ? before(log, s, split) : 0),
        new SessionPrefixes(log, s -> 0),
        new SessionPrefixes(log, s -> begins(log, s, split, end) ? before(log, s, end) : 0));
  }

  private static boolean begins(SessionLog log, int session, long from, long to) {
    if (log.length(session) == 0) {
      return false;
    }
    long time = log.time(log.start(session));
    return time >= from && time < to;
  }

  private static int before(SessionLog log, int session, long end) {
    int length = 0;
    while (length < log.length(session) && log.time(log.start(session) + length) < end) {
      length++;
    }
    return length;
  }

  private static LogSplit whole(SessionLog log, IntUnaryOperator partOf) {
    return new LogSplit(
        new SessionPrefixes(log, s -> partOf.applyAsInt(s) == 0 ? log.length(s) : 0),
        new SessionPrefixes(log, s -> partOf.applyAsInt(s) == 1 ? log.length(s) : 0),
        new SessionPrefixes(log, s -> partOf.applyAsInt(s) == 2 ? log.length(s) : 0));
  }

  private static void checkShares(double train, double valid) {
    if (!(train > 0 && valid >= 0 && train + valid < 1 + 1e-9)) {
      throw new IllegalArgumentException(
          "expected a train share above 0 and shares of 1 in all, got "
              + train
              + " and "
              + valid
              + ", such as 0.8 and 0.1");
    }
  }
}
