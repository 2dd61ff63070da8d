package clickahead.cli.compare;

import clickahead.cli.console.Console;
import clickahead.cli.console.TextTable;
import clickahead.eval.Estimate;
import clickahead.eval.Metric;
import clickahead.report.ComparisonReport;
import clickahead.report.HtmlPage;
import clickahead.report.LatexTable;
import clickahead.report.MarkdownPage;
import clickahead.report.ModelReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.ObjectMapper;

/**
 * Writes a comparison's pages, and prints it.
 *
 * @param folder takes the pages
 */
record ComparePages(CompareFolder folder, ComparisonReport report) {

  void write() throws IOException {
    folder.write(folder.page("html"), HtmlPage.of(report));
    folder.write(folder.page("md"), MarkdownPage.of(report));
    folder.write(folder.page("tex"), LatexTable.of(report));
    folder.write(
        folder.page("json"),
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report.toJson())
            + "\n");
  }

  /** The table for a terminal. */
  void print(Console console) {
    console.line("%,d events ranked", report.result().first().metrics().events());
    console.line("");
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of("model"));
    for (Metric metric : report.choice().metrics()) {
      head.addAll(List.of(report.label(metric), "from", "to", ""));
    }
    head.addAll(List.of("training s", "p50 ms", "p99 ms"));
    table.row(head.toArray());
    report.measured().forEach(model -> table.row(row(model)));
    table.print(console);
    console.line("");
    report.sentences().forEach(sentence -> console.line("%s", sentence));
  }

  private Object[] row(ModelReport model) {
    List<Object> row = new ArrayList<>(List.of(model.name()));
    for (Metric metric : report.choice().metrics()) {
      Estimate e = report.estimate(model.name(), metric);
      row.add(number("%.4f", e.value()));
      row.add(number("%.4f", e.low()));
      row.add(number("%.4f", e.high()));
      row.add(report.mark(model.name(), metric));
    }
    ModelReport.Outcome outcome = model.outcome().orElseThrow();
    row.add(number("%.2f", outcome.trainingSeconds()));
    row.add(number("%.3f", outcome.answers().p50() / 1000));
    row.add(number("%.3f", outcome.answers().p99() / 1000));
    return row.toArray();
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
