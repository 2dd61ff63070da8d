package clickahead.report;

import clickahead.eval.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each metric by cut-off: a line for each model, a picture for each metric, of its own scale. */
final class CutOffChart {
  private final ComparisonReport report;

  CutOffChart(ComparisonReport report) {
    this.report = report;
  }

  List<String> drawEach() {
    return report.choice().metrics().stream().map(this::panel).map(this::draw).toList();
  }

  private String draw(Panel panel) {
    return new PanelDrawing(report.names(), panel.most()).alone(panel, panel.title());
  }

  private Panel panel(Metric metric) {
    List<Integer> cutOffs = report.curves().values().iterator().next().cutOffs();
    Map<String, double[]> values = new LinkedHashMap<>();
    report
        .curves()
        .forEach(
            (model, metrics) ->
                values.put(
                    model,
                    cutOffs.stream()
                        .mapToDouble(k -> metrics.value(metric, report.ties(), k))
                        .toArray()));
    List<String> labels = cutOffs.stream().map(String::valueOf).toList();
    return new Panel(ComparisonReport.title(metric) + " by cut-off", labels, new int[0], values, 0);
  }
}
