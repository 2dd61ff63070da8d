package clickahead.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Recall and mean reciprocal rank at several cut-offs, in every tie mode. There is one target per
 * event, so recall@k is the share of events with a rank of at most k (others call it hit rate), and
 * MRR@k is the mean of 1 / rank, where ranks beyond k count as 0.
 */
public final class Metrics {
  private final int events;
  private final int tiedEvents;
  private final int[] cutOffs;
  private final Map<TieMode, double[]> recall = new EnumMap<>(TieMode.class);
  private final Map<TieMode, double[]> mrr = new EnumMap<>(TieMode.class);

  private Metrics(Ranks ranks, int[] cutOffs) {
    this.events = ranks.size();
    this.tiedEvents = ranks.tied();
    this.cutOffs = cutOffs;
  }

  /**
   * The metrics of complete ranks.
   *
   * @param ranks at least one
   * @param cutOffs values of k, each at least 1; order and repeats do not matter
   * @throws IllegalArgumentException if there is no rank or no cut-off, or a cut-off is below 1
   * @throws IllegalStateException if a transition was never ranked
   */
  public static Metrics of(Ranks ranks, int... cutOffs) {
    int[] sorted = Arrays.stream(cutOffs).sorted().distinct().toArray();
    if (sorted.length == 0 || sorted[0] < 1) {
      throw new IllegalArgumentException(
          "cut-offs must be 1 or more, got " + Arrays.toString(cutOffs) + ". Try 1,5,10,20");
    }
    if (ranks.size() == 0) {
      throw new IllegalArgumentException("no ranks: recall and MRR of no event are not defined");
    }
    ranks.requireComplete();
    Metrics metrics = new Metrics(ranks, sorted);
    for (TieMode mode : TieMode.values()) {
      metrics.average(ranks, mode);
    }
    return metrics;
  }

  private void average(Ranks ranks, TieMode mode) {
    recall.put(mode, new double[cutOffs.length]);
    mrr.put(mode, new double[cutOffs.length]);
    for (int c = 0; c < cutOffs.length; c++) {
      long hits = 0;
      double reciprocals = 0;
      for (int t = 0; t < ranks.size(); t++) {
        double rank = ranks.rank(t, mode);
        if (rank <= cutOffs[c]) {
          hits++;
          reciprocals += 1 / rank;
        }
      }
      recall.get(mode)[c] = (double) hits / ranks.size();
      mrr.get(mode)[c] = reciprocals / ranks.size();
    }
  }

  /** Number of events that were ranked. */
  public int events() {
    return events;
  }

  /** Number of events whose target shared its score with another item. */
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
   * Recall at a cut-off, 0 to 1.
   *
   * @throws IllegalArgumentException if the cut-off was not asked for
   */
  public double recall(TieMode mode, int k) {
    return recall.get(mode)[position(k)];
  }

  /**
   * Mean reciprocal rank at a cut-off, 0 to 1.
   *
   * @throws IllegalArgumentException if the cut-off was not asked for
   */
  public double mrr(TieMode mode, int k) {
    return mrr.get(mode)[position(k)];
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
    return differ(recall) || differ(mrr);
  }

  private static boolean differ(Map<TieMode, double[]> metric) {
    return !Arrays.equals(metric.get(TieMode.STANDARD), metric.get(TieMode.CONSERVATIVE));
  }
}
