package clickahead.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * Every {@link Metric} at several cut-offs, in every tie mode, averaged over events. Where there is
 * one target per event, recall@k is the share of events with a rank of at most k (others call it
 * hit rate), and MRR@k is the mean of 1 / rank, where ranks beyond k count as 0.
 */
public final class Metrics {
  /** Seeds the tie mode that draws, where nobody says otherwise. */
  public static final long TIE_SEED = 42;

  private final int[] cutOffs;
  private final double[][][] sums;
  private int events;
  private int tiedEvents;

  private Metrics(int[] cutOffs) {
    this.cutOffs = cutOffs;
    sums = new double[TieMode.values().length][Metric.values().length][cutOffs.length];
  }

  /**
   * The metrics of complete ranks.
   *
   * @param ranks of at least one event
   * @param cutOffs values of k, each at least 1; order and repeats do not matter
   * @throws IllegalArgumentException if there is no rank or no cut-off, or a cut-off is below 1
   * @throws IllegalStateException if a target was never ranked
   */
  public static Metrics of(Ranks ranks, int... cutOffs) {
    return withTieSeed(ranks, TIE_SEED, cutOffs);
  }

  /** The same, with a seed for the tie mode that draws. */
  public static Metrics withTieSeed(Ranks ranks, long tieSeed, int... cutOffs) {
    int[] sorted = sorted(cutOffs);
    if (ranks.size() == 0) {
      throw new IllegalArgumentException("no ranks: recall and MRR of no event are not defined");
    }
    ranks.requireComplete();
    return grouped(ranks, tieSeed, event -> 0, 1, sorted).getFirst();
  }

  /**
   * The metrics of groups of events; those of a group without events are NaN.
   *
   * @param groupOf gives an event's group, or -1 for none
   * @param groups number of groups
   */
  static List<Metrics> grouped(
      Ranks ranks, long tieSeed, IntUnaryOperator groupOf, int groups, int... cutOffs) {
    List<Metrics> metrics = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      metrics.add(new Metrics(sorted(cutOffs)));
    }
    double[] buffer = new double[ranks.mostTargets()];
    for (int e = 0; e < ranks.events(); e++) {
      int group = groupOf.applyAsInt(e);
      if (group >= 0) {
        metrics.get(group).add(ranks, e, tieSeed, buffer);
      }
    }
    return metrics;
  }

  /** Cut-offs ascending, each once. */
  static int[] sorted(int... cutOffs) {
    int[] sorted = Arrays.stream(cutOffs).sorted().distinct().toArray();
    if (sorted.length == 0 || sorted[0] < 1) {
      throw new IllegalArgumentException(
          "cut-offs must be 1 or more, got " + Arrays.toString(cutOffs) + ". Try 1,5,10,20");
    }
    return sorted;
  }

  private void add(Ranks ranks, int event, long tieSeed, double[] buffer) {
    events++;
    tiedEvents += ranks.isTied(event) ? 1 : 0;
    for (TieMode mode : TieMode.values()) {
      int targets = ranks.ranks(event, mode, tieSeed, buffer);
      if (buffer[0] > cutOffs[cutOffs.length - 1]) {
        continue;
      }
      for (Metric metric : Metric.values()) {
        double[] sum = sums[mode.ordinal()][metric.ordinal()];
        for (int c = 0; c < cutOffs.length; c++) {
          sum[c] += metric.value(buffer, targets, cutOffs[c]);
        }
      }
    }
  }

  /** Number of events that were ranked. */
  public int events() {
    return events;
  }

  /** Number of events with a target that shared its score with another item. */
  public int tiedEvents() {
    return tiedEvents;
  }

  /** The cut-offs, ascending, each once. */
  public List<Integer> cutOffs() {
    List<Integer> list = new ArrayList<>(cutOffs.length);
    for (int k : cutOffs) {
      list.add(k);
    }
    return Collections.unmodifiableList(list);
  }

  /**
   * A metric at a cut-off, 0 to 1.
   *
   * @throws IllegalArgumentException if the cut-off was not asked for
   */
  public double value(Metric metric, TieMode mode, int k) {
    return sums[mode.ordinal()][metric.ordinal()][position(k)] / events;
  }

  /** {@link Metric#RECALL} at a cut-off. */
  public double recall(TieMode mode, int k) {
    return value(Metric.RECALL, mode, k);
  }

  /** {@link Metric#MRR} at a cut-off. */
  public double mrr(TieMode mode, int k) {
    return value(Metric.MRR, mode, k);
  }

  private int position(int k) {
    int position = Arrays.binarySearch(cutOffs, k);
    if (position < 0) {
      throw new IllegalArgumentException(
          "no metrics at cut-off " + k + " (found: " + Arrays.toString(cutOffs) + ")");
    }
    return position;
  }

  /** Does it matter how ties are counted: do standard and conservative metrics differ? */
  public boolean differByTies() {
    return !Arrays.deepEquals(
        sums[TieMode.STANDARD.ordinal()], sums[TieMode.CONSERVATIVE.ordinal()]);
  }
}
