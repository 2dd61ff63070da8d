package clickahead.eval;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Metrics of several models side by side, each in several tie modes. */
final class MetricTable {
  private static final int CELL = 10;

  private final Map<String, Measured> columns;
  private final MetricChoice choice;
  private final int label;
  private final StringBuilder text = new StringBuilder();

  private MetricTable(Map<String, Measured> columns, MetricChoice choice) {
    this.columns = columns;
    this.choice = choice;
    int longest = choice.metrics().stream().mapToInt(m -> m.label().length() + 3).max().orElse(0);
    this.label = Math.max(first().lists().isEmpty() ? 10 : 22, longest + 1);
  }

  /**
   * The table as lines of text.
   *
   * @param columns what was measured, by name, all with the same cut-offs
   */
  static String of(Map<String, Measured> columns, MetricChoice choice) {
    MetricTable table = new MetricTable(columns, choice);
    table.head();
    List<Integer> cutOffs = table.first().metrics().cutOffs();
    for (Metric metric : choice.metrics()) {
      cutOffs.forEach(k -> table.row(metric, k));
    }
    for (int i = 0; i < table.first().lists().size(); i++) {
      table.listRows(i);
    }
    return table.text.toString();
  }

  private Measured first() {
    return columns.values().iterator().next();
  }

  /** Columns of text that one model takes, a space in front. */
  private int width(String name) {
    return Math.max(choice.ties().size() * CELL, name.length() + 1);
  }

  private void head() {
    text.append(" ".repeat(label));
    columns.keySet().forEach(name -> text.append(String.format("%" + width(name) + "s", name)));
    text.append('\n').append(" ".repeat(label));
    for (String name : columns.keySet()) {
      StringBuilder modes = new StringBuilder();
      choice.ties().forEach(mode -> modes.append(String.format("%" + CELL + "s", mode.heading())));
      text.append(String.format("%" + width(name) + "s", modes));
    }
    text.append('\n');
  }

  private void row(Metric metric, int k) {
    text.append(String.format("%-" + label + "s", metric.label() + "@" + k));
    columns.forEach(
        (name, measured) -> {
          StringBuilder cells = new StringBuilder();
          for (TieMode mode : choice.ties()) {
            cells.append(cell(measured.metrics().value(metric, mode, k)));
          }
          text.append(String.format("%" + width(name) + "s", cells));
        });
    text.append('\n');
  }

  private void listRows(int cutOff) {
    for (String figure : first().lists().get(cutOff).asMap().keySet()) {
      ToDoubleFunction<Measured> value = m -> m.lists().get(cutOff).asMap().get(figure);
      text.append(String.format("%-" + label + "s", figure));
      columns.forEach(
          (name, measured) ->
              text.append(
                  String.format("%" + width(name) + "s", cell(value.applyAsDouble(measured)))));
      text.append('\n');
    }
  }

  private static String cell(double value) {
    String format = Math.abs(value) >= 1000 ? "%" + CELL + ".1f" : "%" + CELL + ".4f";
    return String.format(Locale.ROOT, format, value);
  }
}
