package clickahead.report;

import clickahead.eval.Comparison;
import clickahead.eval.Estimate;
import clickahead.eval.Metric;
import clickahead.eval.TieMode;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables of the page. */
final class HtmlTables {
  private final ComparisonReport report;
  private final Map<Metric, Standing> standings;

  HtmlTables(ComparisonReport report) {
    this.report = report;
    standings =
        report.choice().metrics().stream()
            .collect(Collectors.toMap(Function.identity(), m -> Standing.of(report, m)));
  }

  /** Accuracy with intervals, times and memory: a row for each model, best first. */
  String overview() {
    Markup html = new Markup().add("<div class=\"wide\"><table class=\"sortable\"><thead>");
    int metrics = report.choice().metrics().size();
    html.add("<tr class=\"groups\"><td></td><td colspan=\"%d\">accuracy</td>", metrics);
    html.add("<td colspan=\"2\">training</td><td colspan=\"4\">one answer</td><td></td></tr>\n");
    html.add("<tr><th scope=\"col\">model</th>");
    report
        .choice()
        .metrics()
        .forEach(metric -> html.add("<th scope=\"col\">%s</th>", report.label(metric)));
    for (String head : List.of("time", "memory", "p50", "p90", "p99", "memory", "model file")) {
      html.add("<th scope=\"col\">%s</th>", head);
    }
    html.add("</tr></thead><tbody>\n");
    List<ModelReport> measured = report.measured();
    for (int n = 0; n < measured.size(); n++) {
      row(html, measured.get(n), n);
    }
    return html.add("</tbody></table></div>\n").toString();
  }

  private void row(Markup html, ModelReport model, int n) {
    html.add("<tr><th scope=\"row\" class=\"model-%d\" ", n);
    html.add(
        "data-value=\"%s\">%s%s</th>",
        Markup.escape(model.name()), key(n), Markup.escape(model.name()));
    report.choice().metrics().forEach(metric -> figure(html, model.name(), metric));
    ModelReport.Outcome outcome = model.outcome().orElseThrow();
    ModelReport.AnswerTimes answers = outcome.answers();
    cell(html, outcome.trainingSeconds(), Figures.seconds(outcome.trainingSeconds()));
    memory(html, outcome.trainingBytes());
    cell(html, answers.p50(), Figures.micros(answers.p50()));
    cell(html, answers.p90(), Figures.micros(answers.p90()));
    cell(html, answers.p99(), Figures.micros(answers.p99()));
    memory(html, answers.bytes());
    cell(html, outcome.fileBytes(), Figures.bytes(outcome.fileBytes()));
    html.add("</tr>\n");
  }

  private static void cell(Markup html, double value, String shown) {
    html.add("<td data-value=\"%s\">%s</td>", Double.toString(value), shown);
  }

  private static void memory(Markup html, OptionalLong bytes) {
    if (bytes.isPresent()) {
      cell(html, bytes.getAsLong(), Figures.bytes(bytes));
    } else {
      html.add("<td>–</td>");
    }
  }

  private void figure(Markup html, String model, Metric metric) {
    Estimate estimate = report.estimate(model, metric);
    Standing standing = standings.get(metric);
    String mark =
        standing.isBest(model)
            ? " class=\"best\""
            : standing.isClose(model) ? " class=\"close\"" : "";
    html.add(
        "<td data-value=\"%s\"%s>%s<span class=\"interval\">%s – %s</span></td>",
        Double.toString(estimate.value()),
        mark,
        Figures.value(estimate.value()),
        Figures.value(estimate.low()),
        Figures.value(estimate.high()));
  }

  /** The line that stands for a model in the pictures. */
  static String key(int n) {
    return "<svg class=\"key\" viewBox=\"0 0 26 10\" aria-hidden=\"true\"><line x1=\"0\" y1=\"5\""
        + " x2=\"26\" y2=\"5\" "
        + ChartStyle.line(n)
        + " stroke-width=\"4\"/></svg>";
  }

  /** Every metric at every cut-off, in every tie mode. */
  String figures() {
    Markup html = new Markup().add("<div class=\"wide\"><table class=\"sortable\"><thead><tr>");
    html.add("<th scope=\"col\">model</th>");
    boolean modes = report.choice().ties().size() > 1;
    if (modes) {
      html.add("<th scope=\"col\" class=\"left\">ties</th>");
    }
    List<Integer> cutOffs = report.result().first().metrics().cutOffs();
    for (Metric metric : report.choice().metrics()) {
      cutOffs.forEach(
          k -> html.add("<th scope=\"col\">%s@%d</th>", ComparisonReport.title(metric), k));
    }
    html.add("</tr></thead><tbody>\n");
    for (String name : report.names()) {
      for (TieMode mode : report.choice().ties()) {
        html.add("<tr><th scope=\"row\" data-value=\"%1$s\">%1$s</th>", Markup.escape(name));
        if (modes) {
          html.add("<td class=\"left\" data-value=\"%1$s\">%1$s</td>", mode.label());
        }
        for (Metric metric : report.choice().metrics()) {
          for (int k : cutOffs) {
            double value = report.metrics(name).value(metric, mode, k);
            cell(html, value, Figures.value(value));
          }
        }
        html.add("</tr>\n");
      }
    }
    return html.add("</tbody></table></div>\n").toString();
  }

  /** The row's model less the column's, with its interval. */
  String differences(Metric metric) {
    List<String> names = report.names();
    Markup html = new Markup().add("<div class=\"wide\"><table><thead><tr><th scope=\"col\">");
    html.add("%s</th>", report.label(metric));
    names.forEach(name -> html.add("<th scope=\"col\">%s</th>", Markup.escape(name)));
    html.add("</tr></thead><tbody>\n");
    for (String first : names) {
      html.add("<tr><th scope=\"row\">%s</th>", Markup.escape(first));
      for (String second : names) {
        html.add("%s", first.equals(second) ? "<td></td>" : difference(metric, first, second));
      }
      html.add("</tr>\n");
    }
    return html.add("</tbody></table></div>\n").toString();
  }

  private String difference(Metric metric, String first, String second) {
    Comparison c =
        report.result().comparisons().stream()
            .filter(each -> each.metric() == metric && Standing.isOf(each, first, second))
            .findFirst()
            .orElseThrow();
    double sign = c.first().equals(first) ? 1 : -1;
    double low = sign > 0 ? c.bootstrap().low() : -c.bootstrap().high();
    double high = sign > 0 ? c.bootstrap().high() : -c.bootstrap().low();
    return "<td%s title=\"p %s, p of Wilcoxon's test %s\">%s<span class=\"interval\">%s … %s</span></td>"
        .formatted(
            c.bootstrapP() >= Standing.LEVEL ? " class=\"close\"" : "",
            Markup.escape(Figures.chance(c.bootstrapP())),
            Markup.escape(Figures.chance(c.wilcoxonP())),
            Figures.signed(sign * c.bootstrap().difference()),
            Figures.signed(low),
            Figures.signed(high));
  }
}
