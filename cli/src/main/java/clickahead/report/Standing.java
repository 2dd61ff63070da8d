package clickahead.report;

import clickahead.eval.Comparison;
import clickahead.eval.Metric;
import java.util.Comparator;
import java.util.List;

/**
 * Who leads in a metric, and who is so close behind that it may be chance: whose corrected p of the
 * bootstrap against the best one is not below {@value #LEVEL}.
 *
 * @param metric at the largest cut-off
 * @param best the model with the highest figure, the first of equals
 * @param close models that are not significantly worse than it
 */
record Standing(Metric metric, String best, List<String> close) {
  static final double LEVEL = 0.05;

  static Standing of(ComparisonReport report, Metric metric) {
    List<String> names = report.names();
    String best =
        names.stream()
            .max(
                Comparator.comparingDouble((String name) -> report.estimate(name, metric).value())
                    .thenComparing(names::indexOf, Comparator.reverseOrder()))
            .orElseThrow();
    List<String> close =
        names.stream()
            .filter(name -> !name.equals(best) && p(report, metric, best, name) >= LEVEL)
            .toList();
    return new Standing(metric, best, close);
  }

  private static double p(ComparisonReport report, Metric metric, String a, String b) {
    return report.result().comparisons().stream()
        .filter(c -> c.metric() == metric && isOf(c, a, b))
        .mapToDouble(Comparison::bootstrapP)
        .findFirst()
        .orElseThrow();
  }

  /** Is it a comparison of these two? */
  static boolean isOf(Comparison c, String a, String b) {
    return c.first().equals(a) && c.second().equals(b)
        || c.first().equals(b) && c.second().equals(a);
  }

  boolean isBest(String model) {
    return best.equals(model);
  }

  boolean isClose(String model) {
    return close.contains(model);
  }

  /** In one sentence. */
  String sentence(ComparisonReport report) {
    String leads =
        "%s has the best %s, %s"
            .formatted(
                best, report.label(metric), Figures.value(report.estimate(best, metric).value()));
    if (report.names().size() == 1) {
      return leads + ".";
    }
    if (close.isEmpty()) {
      return leads + ", and every other model is significantly worse.";
    }
    return leads + "; not significantly worse: " + String.join(", ", close) + ".";
  }
}
