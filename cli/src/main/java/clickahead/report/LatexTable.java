package clickahead.report;

import clickahead.eval.Metric;
import java.util.ArrayList;
import java.util.List;

/** A comparison as a LaTeX table; it needs the package booktabs. */
public final class LatexTable {
  private final ComparisonReport report;

  private LatexTable(ComparisonReport report) {
    this.report = report;
  }

  /** Writes the table. */
  public static String of(ComparisonReport report) {
    return new LatexTable(report).write();
  }

  private String write() {
    int metrics = report.choice().metrics().size();
    List<String> lines = new ArrayList<>();
    lines.add("% Needs \\usepackage{booktabs}. Repeat it with:");
    report.setup().command().lines().forEach(line -> lines.add("%   " + line));
    lines.add("\\begin{table}");
    lines.add("  \\centering");
    lines.add("  \\caption{" + caption() + "}");
    lines.add("  \\begin{tabular}{l" + "r".repeat(metrics + 5) + "}");
    lines.add("    \\toprule");
    List<String> head = new ArrayList<>(List.of("model"));
    report.choice().metrics().forEach(metric -> head.add(escape(report.label(metric))));
    head.addAll(List.of("training", "memory", "p50", "p90", "p99"));
    lines.add("    " + String.join(" & ", head) + " \\\\");
    lines.add("    \\midrule");
    report.measured().forEach(model -> lines.add("    " + row(model) + " \\\\"));
    lines.add("    \\bottomrule");
    lines.add("  \\end{tabular}");
    lines.add("\\end{table}");
    return String.join("\n", lines) + "\n";
  }

  private String caption() {
    return ("Models compared on %s: %s events. Bold: the best; underlined: not significantly worse"
            + " (paired bootstrap over sessions, %s draws, Holm's correction for %s comparisons,"
            + " 5\\,\\%%). Training time and the most memory of the process that trained; latency"
            + " of one recommendation in one thread.")
        .formatted(
            escape(report.setup().data()),
            Figures.count(report.result().first().metrics().events()),
            Figures.count(report.setup().resamples()),
            Figures.count(report.result().comparisons().size()));
  }

  private String row(ModelReport model) {
    List<String> cells = new ArrayList<>(List.of(escape(model.name())));
    for (Metric metric : report.choice().metrics()) {
      Standing standing = Standing.of(report, metric);
      String value = Figures.value(report.estimate(model.name(), metric).value());
      cells.add(
          standing.isBest(model.name())
              ? "\\textbf{" + value + "}"
              : standing.isClose(model.name()) ? "\\underline{" + value + "}" : value);
    }
    ModelReport.Outcome outcome = model.outcome().orElseThrow();
    ModelReport.AnswerTimes answers = outcome.answers();
    cells.add(escape(Figures.seconds(outcome.trainingSeconds())));
    cells.add(escape(Figures.bytes(outcome.trainingBytes())));
    cells.add(escape(Figures.micros(answers.p50())));
    cells.add(escape(Figures.micros(answers.p90())));
    cells.add(escape(Figures.micros(answers.p99())));
    return String.join(" & ", cells);
  }

  /** Text that LaTeX takes as it is. */
  static String escape(String text) {
    StringBuilder escaped = new StringBuilder();
    for (char c : text.toCharArray()) {
      switch (c) {
        case '\\' -> escaped.append("\\textbackslash{}");
        case '~' -> escaped.append("\\textasciitilde{}");
        case '^' -> escaped.append("\\textasciicircum{}");
        case '#', '$', '%', '&', '_', '{', '}' -> escaped.append('\\').append(c);
        case 'µ' -> escaped.append("$\\mu$");
        case '–' -> escaped.append("--");
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
