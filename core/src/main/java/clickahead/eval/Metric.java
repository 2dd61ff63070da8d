package clickahead.eval;

import java.util.Locale;

/**
 * What the ranks of an event's targets are worth at a cut-off k, 0 to 1. With one target, recall is
 * the hit rate, precision is hit / k, and MAP is MRR. Definitions as in RecBole 1.2.
 */
public enum Metric {
  /** The share of the targets that are among the first k. */
  RECALL {
    @Override
    double value(double[] ranks, int targets, int k) {
      return (double) hits(ranks, targets, k) / targets;
    }
  },
  /** Is any target among the first k? */
  HIT {
    @Override
    double value(double[] ranks, int targets, int k) {
      return ranks[0] <= k ? 1 : 0;
    }
  },
  /** The reciprocal of the best target's rank, 0 beyond k. */
  MRR {
    @Override
    double value(double[] ranks, int targets, int k) {
      return ranks[0] <= k ? 1 / ranks[0] : 0;
    }
  },
  /**
   * Discounted gain 1 / log2(rank + 1) of the targets among the first k, as a share of the best.
   */
  NDCG {
    @Override
    double value(double[] ranks, int targets, int k) {
      double gain = 0;
      double ideal = 0;
      for (int i = 0; i < targets; i++) {
        gain += ranks[i] <= k ? Math.log(2) / Math.log(ranks[i] + 1) : 0;
        ideal += i < k ? Math.log(2) / Math.log(i + 2.0) : 0;
      }
      return gain / ideal;
    }
  },
  /** Precision at each target among the first k, summed, over the best that k places allow. */
  MAP {
    @Override
    double value(double[] ranks, int targets, int k) {
      double sum = 0;
      for (int i = 0; i < targets && ranks[i] <= k; i++) {
        sum += (i + 1) / ranks[i];
      }
      return sum / Math.min(k, targets);
    }
  },
  /** The share of the first k places that targets take. */
  PRECISION {
    @Override
    double value(double[] ranks, int targets, int k) {
      return (double) hits(ranks, targets, k) / k;
    }
  };

  /**
   * The value of one event.
   *
   * @param ranks the targets' ranks, ascending and all different, at positions 0 to below targets
   * @param targets number of targets, at least 1
   * @param k cut-off, at least 1
   */
  abstract double value(double[] ranks, int targets, int k);

  /** The name in tables and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  private static int hits(double[] ranks, int targets, int k) {
    int hits = 0;
    while (hits < targets && ranks[hits] <= k) {
      hits++;
    }
    return hits;
  }
}
