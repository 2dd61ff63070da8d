package clickahead.cli;

import clickahead.eval.Metrics;
import clickahead.eval.SliceTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * Slices as one self-contained SVG, for light and dark pages: a panel for each slice, a line for
 * each model and baseline, and behind them how the events are shared out.
 */
final class SliceChart {
  /** Fewer events than this make a hollow point: its value may be chance. */
  private static final int FEW = 50;

  private static final int WIDTH = 900;
  private static final int COLUMNS = 2;
  private static final int PANEL = WIDTH / COLUMNS;
  private static final int PLOT = 170;
  private static final int ROW = PLOT + 100;
  private static final int LEFT = 56;
  private static final int RIGHT = 15;

  /** Colours that differ for everybody (Okabe and Ito, 2008), and on light and dark alike. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#999999");

  private static final String STYLE =
      """
      <style>
      text{fill:#1f2328}.page{fill:#ffffff}.grid{stroke:#d0d7de}.share{fill:#eaeef2}.few{fill:#ffffff}
      @media (prefers-color-scheme:dark){
      text{fill:#e6edf3}.page{fill:#0d1117}.grid{stroke:#30363d}.share{fill:#21262d}.few{fill:#0d1117}}
      </style>
      """;

  private final List<SliceTable> tables;
  private final List<String> names;
  private final String metric;
  private final ToDoubleFunction<Metrics> value;
  private final double top;
  private final StringBuilder svg = new StringBuilder();

  /**
   * @param tables at least one; those of a single part are left out
   * @param metric what is drawn, such as recall@20
   * @param value reads it
   */
  SliceChart(List<SliceTable> tables, String metric, ToDoubleFunction<Metrics> value) {
    this.tables = tables.stream().filter(t -> t.slice().labels().size() > 1).toList();
    this.names = List.copyOf(tables.getFirst().metrics().keySet());
    this.metric = metric;
    this.value = value;
    double most =
        tables.stream()
            .flatMap(table -> table.metrics().values().stream())
            .flatMap(List::stream)
            .mapToDouble(value)
            .max()
            .orElse(1);
    this.top = Math.max(0.1, Math.ceil(most * 10) / 10);
  }

  /** The picture. */
  String draw() {
    int rows = (tables.size() + COLUMNS - 1) / COLUMNS;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\""
            + " font-family=\"sans-serif\" font-size=\"12\">\n",
        WIDTH, 60 + rows * ROW);
    svg.append(STYLE);
    add("<rect class=\"page\" width=\"100%%\" height=\"100%%\"/>\n");
    add(
        "<text x=\"15\" y=\"24\" font-size=\"15\">%s by slice; grey bars: share of the events;"
            + " hollow points: fewer than %d events</text>\n",
        escape(metric), FEW);
    legend();
    for (int i = 0; i < tables.size(); i++) {
      panel(tables.get(i), i % COLUMNS * PANEL, 60 + i / COLUMNS * ROW);
    }
    return svg.append("</svg>\n").toString();
  }

  private void legend() {
    int x = 15;
    for (int n = 0; n < names.size(); n++) {
      add(
          "<line x1=\"%d\" y1=\"44\" x2=\"%d\" y2=\"44\" stroke=\"%s\" stroke-width=\"3\"/>"
              + "<text x=\"%d\" y=\"48\">%s</text>\n",
          x, x + 18, colour(n), x + 24, escape(names.get(n)));
      x += 50 + 7 * names.get(n).length();
    }
  }

  private void panel(SliceTable table, int x, int y) {
    add("<g transform=\"translate(%d,%d)\">\n", x, y);
    add("<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s</text>\n", LEFT, title(table));
    shares(table);
    for (int tick = 0; tick <= 2; tick++) {
      double at = top * tick / 2;
      add(
          "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>\n",
          LEFT, height(at), PANEL - RIGHT, height(at), LEFT - 6, height(at) + 4, at);
    }
    labels(table.slice().labels());
    for (int n = names.size() - 1; n >= 0; n--) {
      curve(table, n);
    }
    add("</g>\n");
  }

  private static String title(SliceTable table) {
    return escape(table.slice().title());
  }

  private void shares(SliceTable table) {
    int parts = table.slice().labels().size();
    int most = 1;
    for (int part = 0; part < parts; part++) {
      most = Math.max(most, table.events(part));
    }
    double width = step(parts) * 0.8;
    for (int part = 0; part < parts; part++) {
      double tall = 0.5 * PLOT * table.events(part) / most;
      add(
          "<rect class=\"share\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
              + "<title>%s: %,d events</title></rect>\n",
          across(part, parts) - width / 2,
          30 + PLOT - tall,
          width,
          tall,
          escape(table.slice().labels().get(part)),
          table.events(part));
    }
  }

  private void labels(List<String> labels) {
    int parts = labels.size();
    int longest = labels.stream().mapToInt(String::length).max().orElse(1);
    boolean slanted = longest * 6.5 > step(parts) - 4;
    int every = slanted ? (int) Math.ceil(14 / step(parts)) : 1;
    for (int part = 0; part < parts; part += every) {
      double x = across(part, parts);
      int y = 30 + PLOT + 16;
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\"%s>%s</text>\n",
          x,
          y,
          slanted ? "end" : "middle",
          slanted ? String.format(Locale.ROOT, " transform=\"rotate(-35 %.1f %d)\"", x, y) : "",
          escape(labels.get(part)));
    }
  }

  private void curve(SliceTable table, int n) {
    List<Metrics> parts = table.metrics().get(names.get(n));
    List<String> points = new ArrayList<>();
    StringBuilder dots = new StringBuilder();
    for (int part = 0; part < parts.size(); part++) {
      double at = value.applyAsDouble(parts.get(part));
      double x = across(part, parts.size());
      points.add(String.format(Locale.ROOT, "%.1f,%.1f", x, height(at)));
      boolean few = parts.get(part).events() < FEW;
      dots.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" stroke=\"%s\"%s><title>%s, %s: %.4f of %,d"
                  + " events</title></circle>\n",
              x,
              height(at),
              colour(n),
              few ? " class=\"few\"" : " fill=\"" + colour(n) + "\"",
              escape(names.get(n)),
              escape(table.slice().labels().get(part)),
              at,
              parts.get(part).events()));
    }
    add(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
        String.join(" ", points), colour(n));
    svg.append(dots);
  }

  private static double step(int parts) {
    return (double) (PANEL - LEFT - RIGHT) / parts;
  }

  private static double across(int part, int parts) {
    return LEFT + (part + 0.5) * step(parts);
  }

  private double height(double at) {
    return 30 + PLOT * (1 - at / top);
  }

  private static String colour(int n) {
    return COLOURS.get(n % COLOURS.size());
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
