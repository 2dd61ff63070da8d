package clickahead.cli.windows;

import clickahead.cli.console.Console;
import clickahead.cli.console.TextTable;
import clickahead.eval.Measured;
import clickahead.eval.Metric;
import clickahead.eval.MetricChoice;
import clickahead.eval.TieMode;
import clickahead.eval.Warning;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The figures of all windows, their means and standard deviations. */
final class WindowReport {
  private final Console console;
  private final MetricChoice choice;
  private final String kind;
  private final List<Warning> ofData;
  private final List<WindowRun.Result> results = new ArrayList<>();

  /**
   * @param kind what the model is called in the table
   * @param ofData warnings that hold for all windows
   */
  WindowReport(Console console, MetricChoice choice, String kind, List<Warning> ofData) {
    this.console = console;
    this.choice = choice;
    this.kind = kind;
    this.ofData = ofData;
  }

  void add(WindowRun.Result result) {
    results.add(result);
  }

  /** Number of windows so far. */
  int windows() {
    return results.size();
  }

  /** Prints them: as a table the largest cut-off and the first tie mode, as JSON everything. */
  void print(boolean json) {
    warn();
    if (json) {
      console.out().println(toJson());
      return;
    }
    int k = results.getFirst().measured().first().metrics().cutOffs().getLast();
    TieMode ties = choice.ties().getFirst();
    for (Metric metric : choice.metrics()) {
      console.line("%s@%d, %s ties", metric.label(), k, ties.label());
      print(measured -> measured.metrics().value(metric, ties, k));
      console.line("");
    }
  }

  /** Says each kind of warning once, as the first window that has it does. */
  private void warn() {
    ofData.forEach(warning -> console.remark("warning: %s", warning));
    Map<String, List<Integer>> windowsOf = new LinkedHashMap<>();
    Map<String, Warning> first = new LinkedHashMap<>();
    for (int w = 0; w < results.size(); w++) {
      for (Warning warning : results.get(w).measured().warnings()) {
        first.putIfAbsent(warning.name(), warning);
        windowsOf.computeIfAbsent(warning.name(), name -> new ArrayList<>()).add(w + 1);
      }
    }
    first.forEach(
        (name, warning) -> {
          List<Integer> windows = windowsOf.get(name);
          String others =
              windows.size() == 1 ? "" : ", and likewise in " + (windows.size() - 1) + " others";
          console.remark("warning: in window %d%s: %s", windows.getFirst(), others, warning);
        });
  }

  private List<String> models() {
    return List.copyOf(results.getFirst().measured().all().keySet());
  }

  private void print(ToDoubleFunction<Measured> figure) {
    List<Object> head = new ArrayList<>(List.of("test begins", "trained", "ranked"));
    models().forEach(name -> head.add(name.equals("model") ? kind : name + " (baseline)"));
    TextTable table = new TextTable().row(head.toArray());
    for (WindowRun.Result result : results) {
      List<Object> row = new ArrayList<>();
      row.add(day(result));
      row.add(String.format(Locale.ROOT, "%,d", result.trained()));
      row.add(String.format(Locale.ROOT, "%,d", result.measured().first().metrics().events()));
      models().forEach(name -> row.add(cell(figure.applyAsDouble(of(result, name)))));
      table.row(row.toArray());
    }
    List<Object> means = new ArrayList<>(List.of("mean", "", ""));
    List<Object> spreads = new ArrayList<>(List.of("standard deviation", "", ""));
    for (String name : models()) {
      double[] values = values(name, figure);
      means.add(cell(mean(values)));
      spreads.add(values.length < 2 ? "" : cell(deviation(values)));
    }
    table.row(means.toArray()).row(spreads.toArray()).print(console);
  }

  private static String day(WindowRun.Result result) {
    return Instant.ofEpochMilli(result.testBegins()).truncatedTo(ChronoUnit.MINUTES).toString();
  }

  private static String cell(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  private static Measured of(WindowRun.Result result, String name) {
    return result.measured().all().get(name);
  }

  private double[] values(String name, ToDoubleFunction<Measured> figure) {
    return results.stream().mapToDouble(r -> figure.applyAsDouble(of(r, name))).toArray();
  }

  private static double mean(double... values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  /** Of a sample: over one less than the number of windows. */
  private static double deviation(double... values) {
    double mean = mean(values);
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / (values.length - 1));
  }

  private ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode windows = json.putArray("windows");
    for (WindowRun.Result result : results) {
      ObjectNode window = result.measured().toJson(choice);
      window.put("test_begins", Instant.ofEpochMilli(result.testBegins()).toString());
      window.put("training_events", result.trained());
      windows.add(window);
    }
    if (!ofData.isEmpty()) {
      ArrayNode list = json.putArray("warnings");
      ofData.forEach(warning -> list.add(warning.toJson()));
    }
    for (String name : models()) {
      ObjectNode node = json.withObjectProperty("summary").putObject(name);
      for (TieMode ties : choice.ties()) {
        ObjectNode values = node.putObject(ties.label());
        for (int k : results.getFirst().measured().first().metrics().cutOffs()) {
          for (Metric metric : choice.metrics()) {
            double[] all = values(name, m -> m.metrics().value(metric, ties, k));
            ObjectNode one = values.putObject(metric.label() + "@" + k).put("mean", mean(all));
            if (all.length > 1) {
              one.put("standard_deviation", deviation(all));
            }
          }
        }
      }
    }
    return json;
  }
}
