package clickahead.eval;

import java.util.List;

/**
 * Which metrics are shown, and in which tie modes.
 *
 * @param metrics at least one
 * @param ties at least one
 */
public record MetricChoice(List<Metric> metrics, List<TieMode> ties) {
  /** Recall and MRR, standard and conservative: what shows outputs that saturate. */
  public static final MetricChoice DEFAULT =
      new MetricChoice(
          List.of(Metric.RECALL, Metric.MRR), List.of(TieMode.STANDARD, TieMode.CONSERVATIVE));

  /** Keeps copies, each value once. */
  public MetricChoice {
    metrics = metrics.stream().distinct().toList();
    ties = ties.stream().distinct().toList();
    if (metrics.isEmpty() || ties.isEmpty()) {
      throw new IllegalArgumentException("expected at least one metric and one tie mode");
    }
  }
}
