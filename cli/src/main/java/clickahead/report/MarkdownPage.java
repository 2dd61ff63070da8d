package clickahead.report;

import clickahead.eval.Estimate;
import clickahead.eval.Metric;
import java.util.ArrayList;
import java.util.List;

/** A comparison as Markdown: the table, what to know of it, and each model's parameters. */
public final class MarkdownPage {
  private final ComparisonReport report;
  private final StringBuilder text = new StringBuilder();

  private MarkdownPage(ComparisonReport report) {
    this.report = report;
  }

  /** Writes the page. */
  public static String of(ComparisonReport report) {
    return new MarkdownPage(report).write();
  }

  private String write() {
    line("# Models compared on " + escape(report.setup().data()));
    line("");
    for (Metric metric : report.choice().metrics()) {
      line(escape(Standing.of(report, metric).sentence(report)));
    }
    line("");
    table();
    line("");
    line(
        ("**Bold**: the best; *italic*: not significantly worse than it (p at least 0.05, paired"
                + " bootstrap over sessions with %s draws, Holm's correction for %s comparisons)."
                + " In brackets: 95 %% intervals. Memory is the most anonymous memory of the"
                + " process; an answer is one list after a click, in one thread.")
            .formatted(
                Figures.count(report.setup().resamples()),
                Figures.count(report.result().comparisons().size())));
    report.failed().forEach(m -> line("\n" + escape(m.name()) + " failed: " + escape(m.problem())));
    report.result().warnings().forEach(warning -> line("\nMind: " + escape(warning.toString())));
    parameters();
    line("\n## Repeat it\n\n```sh");
    line(report.setup().command());
    line("```\n");
    row("what", "here");
    row("---", "---");
    report.setup().facts().forEach((name, fact) -> row(escape(name), escape(fact)));
    return text.toString();
  }

  private void table() {
    List<String> head = new ArrayList<>(List.of("model"));
    report.choice().metrics().forEach(metric -> head.add(report.label(metric)));
    head.addAll(List.of("training", "memory", "p50", "p90", "p99", "memory, answering"));
    row(head.toArray(String[]::new));
    row(head.stream().map(cell -> cell.equals("model") ? "---" : "---:").toArray(String[]::new));
    for (ModelReport model : report.measured()) {
      List<String> cells = new ArrayList<>(List.of(escape(model.name())));
      report.choice().metrics().forEach(metric -> cells.add(figure(model.name(), metric)));
      ModelReport.Outcome outcome = model.outcome().orElseThrow();
      ModelReport.AnswerTimes answers = outcome.answers();
      cells.add(Figures.seconds(outcome.trainingSeconds()));
      cells.add(Figures.bytes(outcome.trainingBytes()));
      cells.add(Figures.micros(answers.p50()));
      cells.add(Figures.micros(answers.p90()));
      cells.add(Figures.micros(answers.p99()));
      cells.add(Figures.bytes(answers.bytes()));
      row(cells.toArray(String[]::new));
    }
  }

  private String figure(String model, Metric metric) {
    Standing standing = Standing.of(report, metric);
    Estimate estimate = report.estimate(model, metric);
    String mark = standing.isBest(model) ? "**" : standing.isClose(model) ? "*" : "";
    return "%s%s%s (%s – %s)"
        .formatted(
            mark,
            Figures.value(estimate.value()),
            mark,
            Figures.value(estimate.low()),
            Figures.value(estimate.high()));
  }

  private void parameters() {
    line("\n## Parameters\n");
    row("model", "kind", "what was set", "tuning");
    row("---", "---", "---", "---");
    for (ModelReport model : report.models()) {
      List<String> settings = new ArrayList<>();
      model.settings().forEach((name, value) -> settings.add(name + "=" + value));
      row(
          escape(model.name()),
          escape(model.kind()),
          escape(settings.isEmpty() ? "nothing" : String.join(", ", settings)),
          escape(model.tuning().map(HtmlPage::tuning).orElse("")));
    }
  }

  private void row(String... cells) {
    line("| " + String.join(" | ", cells) + " |");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  /** Text that Markdown takes as it is, in a table too. */
  private static String escape(String text) {
    return text.replaceAll("([\\\\`*_{}\\[\\]<>#|])", "\\\\$1").replace("\n", " ");
  }
}
