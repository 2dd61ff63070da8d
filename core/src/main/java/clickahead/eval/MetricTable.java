package clickahead.eval;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.Collectors;

/** Metrics of several models side by side, each in the standard and the conservative tie mode. */
final class MetricTable {
  static final List<TieMode> MODES = List.of(TieMode.STANDARD, TieMode.CONSERVATIVE);
  private static final int LABEL = 10;

  private final Map<String, Metrics> columns;
  private final StringBuilder text = new StringBuilder();

  private MetricTable(Map<String, Metrics> columns) {
    this.columns = columns;
  }

  /**
   * The table as lines of text, then what it means if metrics depend on the tie mode.
   *
   * @param columns metrics by name, all with the same cut-offs
   */
  static String of(Map<String, Metrics> columns) {
    MetricTable table = new MetricTable(columns);
    table.head();
    List<Integer> cutOffs = columns.values().iterator().next().cutOffs();
    cutOffs.forEach(k -> table.row("recall@" + k, (m, mode) -> m.recall(mode, k)));
    cutOffs.forEach(k -> table.row("mrr@" + k, (m, mode) -> m.mrr(mode, k)));
    table.explainDifferences();
    return table.text.toString();
  }

  private void head() {
    text.append(" ".repeat(LABEL));
    columns.keySet().forEach(name -> text.append(String.format(Locale.ROOT, "%20s", name)));
    text.append('\n').append(" ".repeat(LABEL));
    text.append("  standard  conserv.".repeat(columns.size())).append('\n');
  }

  private void row(String metric, ToDoubleBiFunction<Metrics, TieMode> value) {
    text.append(String.format(Locale.ROOT, "%-" + LABEL + "s", metric));
    for (Metrics metrics : columns.values()) {
      for (TieMode mode : MODES) {
        text.append(String.format(Locale.ROOT, "%10.4f", value.applyAsDouble(metrics, mode)));
      }
    }
    text.append('\n');
  }

  private void explainDifferences() {
    String differing =
        columns.entrySet().stream()
            .filter(e -> e.getValue().differByTies())
            .map(e -> e.getKey() + " (" + tiedShare(e.getValue()) + ")")
            .collect(Collectors.joining(", "));
    if (!differing.isEmpty()) {
      text.append("\nTied scores: standard and conservative metrics differ for ")
          .append(differing)
          .append(
              """
              .
              So many targets score exactly the same as other items. Standard ranks such a target \
              before them,
              conservative behind them. Saturated or constant outputs look good in standard only.
              """);
    }
  }

  private static String tiedShare(Metrics metrics) {
    return String.format(Locale.ROOT, "%.1f %%", 100.0 * metrics.tiedEvents() / metrics.events());
  }
}
