package clickahead.report;

import clickahead.eval.Metrics;
import clickahead.eval.SliceTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Slices as one self-contained SVG, for light and dark pages: a panel for each slice, a line for
 * each model and baseline, and behind them how the events are shared out.
 */
public final class SliceChart {
  /** Fewer events than this make a hollow point: its value may be chance. */
  static final int FEW = 50;

  private static final int COLUMNS = 2;
  private static final int HEAD = 60;

  private final List<Panel> panels;
  private final List<String> names;
  private final String metric;

  /**
   * @param tables at least one; those of a single part are left out
   * @param metric what is drawn, such as recall@20
   * @param value reads it
   */
  public SliceChart(List<SliceTable> tables, String metric, ToDoubleFunction<Metrics> value) {
    this(List.copyOf(tables.getFirst().metrics().keySet()), tables, metric, value);
  }

  /** The same with the models in another order. */
  SliceChart(
      List<String> names, List<SliceTable> tables, String metric, ToDoubleFunction<Metrics> value) {
    this.names = names;
    this.panels =
        tables.stream()
            .filter(t -> t.slice().labels().size() > 1)
            .map(table -> panel(table, value))
            .toList();
    this.metric = metric;
  }

  private static Panel panel(SliceTable table, ToDoubleFunction<Metrics> value) {
    Map<String, double[]> values = new LinkedHashMap<>();
    table
        .metrics()
        .forEach((model, parts) -> values.put(model, parts.stream().mapToDouble(value).toArray()));
    List<String> labels = table.slice().labels();
    int[] events = IntStream.range(0, labels.size()).map(table::events).toArray();
    return new Panel(table.slice().title(), labels, events, values, FEW);
  }

  private PanelDrawing drawing() {
    return new PanelDrawing(names, panels.stream().mapToDouble(Panel::most).max().orElse(1));
  }

  /** Each slice as a picture of its own, for a page that has the legend and the style sheet. */
  List<String> drawEach() {
    PanelDrawing drawing = drawing();
    return panels.stream().map(panel -> drawing.alone(panel, metric)).toList();
  }

  /** The picture. */
  public String draw() {
    int rows = (panels.size() + COLUMNS - 1) / COLUMNS;
    List<String> legend = new ArrayList<>();
    int lines = legend(legend);
    int head = HEAD + 20 * (lines - 1);
    Markup svg =
        new Markup()
            .add(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
                    + " font-family=\"sans-serif\" font-size=\"12\">\n",
                COLUMNS * PanelDrawing.WIDTH, head + rows * PanelDrawing.HEIGHT)
            .add(ChartStyle.SHEET)
            .add("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    svg.add(
        "<text x=\"15\" y=\"24\" font-size=\"15\">%s by slice; grey bars: share of the events;"
            + " hollow points: fewer than %d events</text>\n",
        Markup.escape(metric), FEW);
    legend.forEach(line -> svg.add("%s", line));
    PanelDrawing drawing = drawing();
    for (int i = 0; i < panels.size(); i++) {
      int x = i % COLUMNS * PanelDrawing.WIDTH;
      svg.add("%s", drawing.group(panels.get(i), x, head + i / COLUMNS * PanelDrawing.HEIGHT));
    }
    return svg.add("</svg>\n").toString();
  }

  /** Draws names and their lines, and returns how many rows they take. */
  private int legend(List<String> legend) {
    int x = 15;
    int y = 44;
    for (int n = 0; n < names.size(); n++) {
      int width = 50 + 7 * names.get(n).length();
      if (x > 15 && x + width > COLUMNS * PanelDrawing.WIDTH) {
        x = 15;
        y += 20;
      }
      legend.add(
          "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" %s stroke-width=\"3\"/><text x=\"%d\" y=\"%d\">%s</text>\n"
              .formatted(
                  x, y, x + 18, y, ChartStyle.line(n), x + 24, y + 4, Markup.escape(names.get(n))));
      x += width;
    }
    return 1 + (y - 44) / 20;
  }
}
