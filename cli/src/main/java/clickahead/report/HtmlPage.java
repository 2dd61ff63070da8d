package clickahead.report;

import clickahead.eval.Metric;
import java.util.List;

/** A comparison as one HTML file. */
public final class HtmlPage {
  private final ComparisonReport report;
  private final HtmlTables tables;
  private final Markup html = new Markup();

  private HtmlPage(ComparisonReport report) {
    this.report = report;
    tables = new HtmlTables(report);
  }

  /** Writes the page. */
  public static String of(ComparisonReport report) {
    return new HtmlPage(report).write();
  }

  private String write() {
    html.add("<p class=\"soft\">%s</p>\n", Markup.escape(subtitle()));
    verdict();
    failures();
    overview();
    pictures();
    allFigures();
    warnings();
    models();
    setup();
    return HtmlFrame.page("Models compared on " + report.setup().data(), html.toString());
  }

  private String subtitle() {
    return "%s events predicted; best first by %s"
        .formatted(
            Figures.count(report.result().first().metrics().events()),
            report.label(report.choice().metrics().getFirst()));
  }

  private void verdict() {
    html.add("<div class=\"verdict\">\n");
    for (Metric metric : report.choice().metrics()) {
      html.add("<p>%s</p>\n", Markup.escape(Standing.of(report, metric).sentence(report)));
    }
    html.add("</div>\n");
  }

  private void failures() {
    for (ModelReport model : report.failed()) {
      html.add(
          "<p class=\"warning failed\"><strong>%s</strong> failed: %s</p>\n",
          Markup.escape(model.name()), Markup.escape(model.problem()));
    }
  }

  private void overview() {
    html.add("%s", tables.overview());
    html.add(
        "<p class=\"soft\">Below each figure its 95&#160;%% interval (bootstrap over sessions,"
            + " %s draws). Bold: the best; shaded: the best and what is not significantly worse"
            + " (p &#8805; 0.05 of a paired bootstrap, corrected for %s comparisons by Holm's"
            + " method). Training: all epochs. Answer: one list of %d after a click, one thread."
            + " Memory: most anonymous memory of the process.</p>\n",
        Figures.count(report.setup().resamples()),
        Figures.count(report.result().comparisons().size()),
        items());
  }

  private int items() {
    return report.measured().getFirst().outcome().orElseThrow().answers().items();
  }

  private void pictures() {
    html.add("<h2>How sure the figures are</h2>\n");
    HtmlFrame.grid(
        html,
        report.choice().metrics().stream().map(m -> new IntervalChart(report, m).draw()).toList());
    html.add("<h2>By cut-off</h2>\n");
    legend();
    HtmlFrame.grid(html, new CutOffChart(report).drawEach());
    if (!report.result().slices().isEmpty()) {
      slices();
    }
  }

  private void slices() {
    Metric metric = report.choice().metrics().getFirst();
    html.add("<h2>Where it is good, and where not</h2>\n");
    html.add(
        "<p class=\"soft\">%s by slice. Grey bars: share of the events; hollow points: fewer than"
            + " %d events.</p>\n",
        report.label(metric), SliceChart.FEW);
    legend();
    HtmlFrame.grid(
        html,
        new SliceChart(
                report.names(),
                report.result().slices(),
                report.label(metric),
                m -> m.value(metric, report.ties(), report.cutOff()))
            .drawEach());
  }

  private void legend() {
    html.add("<ul class=\"legend\">");
    List<String> names = report.names();
    for (int n = 0; n < names.size(); n++) {
      html.add(
          "<li class=\"model-%d\">%s%s</li>", n, HtmlTables.key(n), Markup.escape(names.get(n)));
    }
    html.add("</ul>\n");
  }

  private void allFigures() {
    html.add("<h2>All figures</h2>\n%s", tables.figures());
    if (report.result().comparisons().isEmpty()) {
      return;
    }
    html.add("<h2>Every two models</h2>\n");
    html.add(
        "<p class=\"soft\">The row's model less the column's, with the 95&#160;% interval of a"
            + " paired bootstrap. Shaded: may be chance. Hover over a cell for p.</p>\n");
    for (Metric metric : report.choice().metrics()) {
      html.add("%s", tables.differences(metric));
    }
  }

  private void warnings() {
    if (report.result().warnings().isEmpty()) {
      return;
    }
    html.add("<h2>Mind</h2>\n");
    report
        .result()
        .warnings()
        .forEach(w -> html.add("<p class=\"warning\">%s</p>\n", Markup.escape(w.toString())));
  }

  private void models() {
    html.add("<h2>Parameters</h2>\n");
    for (ModelReport model : report.models()) {
      html.add("<details><summary>%s</summary>\n", Markup.escape(model.name()));
      html.add("<p class=\"soft\">%s: %s</p>\n", model.kind(), Markup.escape(model.about()));
      model.tuning().ifPresent(t -> html.add("<p>%s</p>\n", Markup.escape(tuning(t))));
      html.add("<pre>%s</pre>\n", Markup.escape(String.join("\n", model.commands())));
      html.add("<dl>");
      model
          .parameters()
          .forEach(
              (name, value) ->
                  html.add(
                      "<dt>%s</dt><dd>%s</dd>",
                      Markup.escape(name), Markup.escape(parameter(model, name, value))));
      html.add("</dl></details>\n");
    }
  }

  private static String parameter(ModelReport model, String name, Object value) {
    return model.settings().getOrDefault(name, value + " (default)");
  }

  /** A search in one sentence. */
  static String tuning(ModelReport.Tuning t) {
    return "Tuned: the best of %d trials on the validation part, %s %s, %s in all."
        .formatted(t.trials(), t.metric(), Figures.value(t.value()), Figures.seconds(t.seconds()));
  }

  private void setup() {
    html.add("<h2>Repeat it</h2>\n<pre>%s</pre>\n<dl>", Markup.escape(report.setup().command()));
    report
        .setup()
        .facts()
        .forEach(
            (name, fact) ->
                html.add("<dt>%s</dt><dd>%s</dd>", Markup.escape(name), Markup.escape(fact)));
    html.add("</dl>\n");
  }
}
