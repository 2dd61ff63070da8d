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
    for (int k : metrics.cutOffs()) {
      for (Metric metric : Metric.values()) {
        double standard = metrics.value(metric, TieMode.STANDARD, k);
        if (standard - metrics.value(metric, TieMode.CONSERVATIVE, k) >= VISIBLE) {
          return true;
        }
      }
    }
    return false;
  }

  private static String difference(Metrics metrics) {
    int k = metrics.cutOffs().getLast();
    return String.format(
        Locale.ROOT,
        "%.1f %% of events; recall@%d %.4f against %.4f",
        100.0 * metrics.tiedEvents() / metrics.events(),
        k,
        metrics.recall(TieMode.STANDARD, k),
        metrics.recall(TieMode.CONSERVATIVE, k));
  }
}
