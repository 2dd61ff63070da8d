package clickahead.eval;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Warns where metrics depend on how ties are counted: outputs that saturate or are constant. */
final class TieWarning {
  /** Smaller differences do not show. */
  private static final double VISIBLE = 0.0005;

  private TieWarning() {}

  /** A warning, if standard and conservative figures of any differ in the third decimal. */
  static Optional<Warning> of(Map<String, Measured> all) {
    String differing =
        all.entrySet().stream()
            .filter(e -> matters(e.getValue().metrics()))
            .map(e -> e.getKey() + " (" + difference(e.getValue().metrics()) + ")")
            .collect(Collectors.joining("; "));
    return differing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Warning(
                "tied_scores",
                "tied scores: standard and conservative metrics differ for "
                    + differing
                    + ". So many targets score exactly the same as other items; standard ranks"
                    + " such a target before them, conservative behind them",
                "Trust the conservative figures: saturated or constant outputs look good in"
                    + " standard only"));
  }

  private static boolean matters(Metrics metrics) {
    return Difference.largest(metrics).size() >= VISIBLE;
  }

  private static String difference(Metrics metrics) {
    Difference largest = Difference.largest(metrics);
    return String.format(
        Locale.ROOT,
        "%.1f %% of events; %s@%d %.4f against %.4f",
        100.0 * metrics.tiedEvents() / metrics.events(),
        largest.metric.label(),
        largest.k,
        largest.standard,
        largest.conservative);
  }

  /** One figure in the two tie modes. */
  private record Difference(Metric metric, int k, double standard, double conservative) {

    static Difference largest(Metrics metrics) {
      Difference largest = new Difference(Metric.RECALL, 0, 0, 0);
      // Of equal ones the recall at the last cut-off, which people look at first.
      for (int k : metrics.cutOffs().reversed()) {
        for (Metric metric : Metric.values()) {
          Difference own =
              new Difference(
                  metric,
                  k,
                  metrics.value(metric, TieMode.STANDARD, k),
                  metrics.value(metric, TieMode.CONSERVATIVE, k));
          largest = own.size() > largest.size() ? own : largest;
        }
      }
      return largest;
    }

    double size() {
      return standard - conservative;
    }
  }
}
