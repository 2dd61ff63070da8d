package clickahead.cli.evaluate;

import clickahead.cli.console.Console;
import clickahead.cli.console.TextTable;
import clickahead.eval.Comparison;
import clickahead.eval.EvaluationResult;
import clickahead.eval.MetricChoice;
import clickahead.eval.Metrics;
import clickahead.eval.SliceTable;
import clickahead.report.SliceChart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints what an evaluation found. */
final class EvaluationReport {
  private static final double LEVEL = 0.05;

  private final Console console;
  private final EvaluationResult result;
  private final MetricChoice choice;

  EvaluationReport(Console console, EvaluationResult result, MetricChoice choice) {
    this.console = console;
    this.result = result;
    this.choice = choice;
  }

  /** Prints, and draws the slices where that is asked for. */
  void print(AnalysisOptions analysis, boolean json) throws IOException {
    if (analysis.plot() != null) {
      draw(analysis.plot());
    }
    if (json) {
      console.out().println(result.toJson(choice));
      return;
    }
    console.out().print(result.toText(choice));
    if (analysis.printSlices()) {
      result.slices().forEach(this::print);
    }
    if (!result.comparisons().isEmpty()) {
      printComparisons();
    }
  }

  private String figure() {
    return choice.metrics().getFirst().label() + "@" + cutOff();
  }

  private int cutOff() {
    return result.first().metrics().cutOffs().getLast();
  }

  private double value(Metrics metrics) {
    return metrics.value(choice.metrics().getFirst(), choice.ties().getFirst(), cutOff());
  }

  private void draw(Path file) throws IOException {
    String svg = new SliceChart(result.slices(), figure(), this::value).draw();
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(beside, svg);
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
    console.remark("drew %s", file);
  }

  /** One row for each part: the first metric at the largest cut-off, of each model. */
  private void print(SliceTable slice) {
    console.line("");
    console.line("%s by %s", figure(), slice.slice().title());
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of(slice.slice().title(), "events"));
    head.addAll(slice.metrics().keySet());
    table.row(head.toArray());
    for (int part = 0; part < slice.slice().labels().size(); part++) {
      List<Object> row = new ArrayList<>();
      row.add(slice.slice().labels().get(part));
      row.add(String.format(Locale.ROOT, "%,d", slice.events(part)));
      for (List<Metrics> parts : slice.metrics().values()) {
        row.add(String.format(Locale.ROOT, "%.4f", value(parts.get(part))));
      }
      table.row(row.toArray());
    }
    table.print(console);
  }

  private void printComparisons() {
    console.line("");
    console.line(
        "differences, with 95 %% intervals and p of a paired bootstrap over sessions, and p of"
            + " Wilcoxon's test;");
    console.line(
        "p corrected for %d comparisons (Holm); %s ties",
        result.comparisons().size(), choice.ties().getFirst().label());
    TextTable table =
        new TextTable()
            .row("metric", "first", "second", "difference", "from", "to", "p", "p Wilcoxon", "");
    for (Comparison c : result.comparisons()) {
      table.row(
          c.metric().label() + "@" + c.k(),
          c.first(),
          c.second(),
          signed(c.bootstrap().difference()),
          signed(c.bootstrap().low()),
          signed(c.bootstrap().high()),
          chance(c.bootstrapP()),
          chance(c.wilcoxonP()),
          verdict(c));
    }
    table.print(console);
  }

  private static String signed(double value) {
    return String.format(Locale.ROOT, "%+.4f", value);
  }

  private static String chance(double p) {
    return p < 1e-4 ? "<0.0001" : String.format(Locale.ROOT, "%.4f", p);
  }

  private static String verdict(Comparison c) {
    if (c.bootstrapP() >= LEVEL) {
      return "no clear difference";
    }
    return (c.bootstrap().difference() > 0 ? c.first() : c.second()) + " is better";
  }
}
