package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.eval.DenseRanker;
import clickahead.eval.SessionRanker;
import clickahead.eval.SessionScorer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The items most clicked on the last days of the log, whatever the session. Takes new clicks while
 * it answers; when a day is over the oldest one is forgotten. An item without a click on these days
 * has no score.
 *
 * <p>session-rec's counts every click of the test sessions before it predicts the next one, so that
 * its result depends on the order of the test; here only what is added counts.
 */
public final class RecentPopularity implements GrowingBaseline {
  private static final long DAY = 24 * 60 * 60 * 1000L;
  private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(int[].class);

  /** Clicks of each of the last days, the day modulo their number [days][N]. */
  private final int[][] days;

  private final int[] counts;
  private final AddedSessions added = new AddedSessions();
  private long lastDay;

  private RecentPopularity(int items, int days, long lastDay) {
    this.days = new int[days][items];
    this.counts = new int[items];
    this.lastDay = lastDay;
  }

  /**
   * Counts clicks.
   *
   * @param train sessions of item indices 0 to {@code items} - 1; a log without times is one day
   * @param items number of items, N
   */
  public static RecentPopularity train(
      SessionLog train, int items, RecentPopularityParameters parameters) {
    long newest = 0;
    for (long e = 0; e < train.events(); e++) {
      newest = Math.max(newest, train.time(e));
    }
    RecentPopularity model =
        new RecentPopularity(items, parameters.numDays() + 1, Math.floorDiv(newest, DAY));
    for (long e = 0; e < train.events(); e++) {
      model.count(train.item(e), Math.floorDiv(train.time(e), DAY));
    }
    return model;
  }

  @Override
  public synchronized void add(int[] clicks, long time) {
    for (int item : clicks) {
      if (item < 0 || item >= counts.length) {
        throw new IllegalArgumentException(
            "the session has item index " + item + ", expected 0 to " + (counts.length - 1));
      }
    }
    long day = Math.floorDiv(time, DAY);
    for (int d = 0; lastDay < day; d++) {
      lastDay = d < days.length ? lastDay + 1 : day;
      forget(days[slot(lastDay)]);
    }
    for (int item : clicks) {
      count(item, day);
    }
    added.add(clicks, time);
  }

  @Override
  public SessionLog added() {
    return added.log();
  }

  private void forget(int[] clicks) {
    for (int i = 0; i < clicks.length; i++) {
      COUNTS.setOpaque(counts, i, counts[i] - clicks[i]);
      clicks[i] = 0;
    }
  }

  private void count(int item, long day) {
    if (day > lastDay - days.length && day <= lastDay) {
      days[slot(day)][item]++;
      COUNTS.setOpaque(counts, item, counts[item] + 1);
    }
  }

  private int slot(long day) {
    return (int) Math.floorMod(day, (long) days.length);
  }

  @Override
  public String name() {
    return "recent-popularity";
  }

  @Override
  public int items() {
    return counts.length;
  }

  @Override
  public SessionScorer newScorer() {
    return new Scorer(counts);
  }

  @Override
  public SessionRanker newRanker() {
    return new DenseRanker(newScorer());
  }

  private record Scorer(int[] counts) implements SessionScorer {
    @Override
    public int items() {
      return counts.length;
    }

    @Override
    public void startSession() {}

    @Override
    public void click(int item) {}

    @Override
    public void score(float[] scores) {
      for (int i = 0; i < scores.length; i++) {
        int count = (int) COUNTS.getOpaque(counts, i);
        scores[i] = count > 0 ? count : Float.NEGATIVE_INFINITY;
      }
    }
  }
}
