package clickahead.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws panels, all of the same scale, {@value #WIDTH} wide and {@value #HEIGHT} tall. */
final class PanelDrawing {
  static final int WIDTH = 450;
  static final int HEIGHT = 270;

  /** What slanted labels need, and others do not. */
  private static final int SLANT = 42;

  private static final int PLOT = 170;
  private static final int LEFT = 56;
  private static final int RIGHT = 15;

  private final List<String> models;
  private final double top;
  private Markup svg = new Markup();

  /**
   * @param models in the order of their colours
   * @param most the largest value of all panels
   */
  PanelDrawing(List<String> models, double most) {
    this.models = models;
    this.top = Math.max(0.1, Math.ceil(most * 10) / 10);
  }

  /** A panel as a picture of its own, for a page that has the style sheet. */
  String alone(Panel panel, String figure) {
    return "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s by %s\">\n%s</svg>\n"
        .formatted(
            WIDTH,
            HEIGHT - (isSlanted(panel.labels()) ? 0 : SLANT),
            Markup.escape(figure),
            Markup.escape(panel.title()),
            group(panel, 0, 0));
  }

  /** A panel at a place of a larger picture. */
  String group(Panel panel, int x, int y) {
    svg = new Markup().add("<g transform=\"translate(%d,%d)\">\n", x, y);
    svg.add(
        "<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s</text>\n",
        LEFT, Markup.escape(panel.title()));
    shares(panel);
    for (int tick = 0; tick <= 2; tick++) {
      double at = top * tick / 2;
      svg.add(
          "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.2f</text>\n",
          LEFT, height(at), WIDTH - RIGHT, height(at), LEFT - 6, height(at) + 4, at);
    }
    labels(panel.labels());
    for (int n = models.size() - 1; n >= 0; n--) {
      curve(panel, n);
    }
    return svg.add("</g>\n").toString();
  }

  private void shares(Panel panel) {
    int parts = panel.events().length;
    int most = 1;
    for (int part = 0; part < parts; part++) {
      most = Math.max(most, panel.events()[part]);
    }
    double width = step(parts) * 0.8;
    for (int part = 0; part < parts; part++) {
      double tall = 0.5 * PLOT * panel.events()[part] / most;
      svg.add(
          "<rect class=\"share\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\">"
              + "<title>%s: %,d events</title></rect>\n",
          across(part, parts) - width / 2,
          30 + PLOT - tall,
          width,
          tall,
          Markup.escape(panel.labels().get(part)),
          panel.events()[part]);
    }
  }

  private void labels(List<String> labels) {
    int parts = labels.size();
    int longest = longest(labels);
    boolean slanted = isSlanted(labels);
    int every = (int) Math.ceil((slanted ? 14 : longest * 7 + 6) / step(parts));
    for (int part = 0; part < parts; part += every) {
      double x = across(part, parts);
      int y = 30 + PLOT + 16;
      svg.add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\"%s>%s</text>\n",
          x,
          y,
          slanted ? "end" : "middle",
          slanted ? String.format(Locale.ROOT, " transform=\"rotate(-35 %.1f %d)\"", x, y) : "",
          Markup.escape(labels.get(part)));
    }
  }

  private static int longest(List<String> labels) {
    return labels.stream().mapToInt(String::length).max().orElse(1);
  }

  private static boolean isSlanted(List<String> labels) {
    return longest(labels) > 3 && longest(labels) * 6.5 > step(labels.size()) - 4;
  }

  private void curve(Panel panel, int n) {
    double[] values = panel.values().get(models.get(n));
    if (values == null) {
      return;
    }
    List<String> points = new ArrayList<>();
    Markup dots = new Markup();
    for (int part = 0; part < values.length; part++) {
      if (!Double.isNaN(values[part])) {
        double x = across(part, values.length);
        points.add(String.format(Locale.ROOT, "%.1f,%.1f", x, height(values[part])));
        dot(panel, n, part, dots);
      }
    }
    svg.add(
        "<g class=\"model-%d\"><polyline points=\"%s\" fill=\"none\" %s stroke-width=\"2\"/>\n%s</g>\n",
        n, String.join(" ", points), ChartStyle.line(n), dots);
  }

  private void dot(Panel panel, int n, int part, Markup dots) {
    int events = panel.events().length == 0 ? -1 : panel.events()[part];
    boolean few = events >= 0 && events < panel.few();
    double value = panel.values().get(models.get(n))[part];
    dots.add(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" stroke=\"%s\"%s><title>%s, %s: %.4f%s</title></circle>\n",
        across(part, panel.labels().size()),
        height(value),
        panel.labels().size() > 12 ? "2" : "3",
        ChartStyle.colour(n),
        few ? " class=\"few\"" : " fill=\"" + ChartStyle.colour(n) + "\"",
        Markup.escape(models.get(n)),
        Markup.escape(panel.labels().get(part)),
        value,
        events < 0 ? "" : String.format(Locale.ROOT, " of %,d events", events));
  }

  private static double step(int parts) {
    return (double) (WIDTH - LEFT - RIGHT) / parts;
  }

  private static double across(int part, int parts) {
    return LEFT + (part + 0.5) * step(parts);
  }

  private double height(double at) {
    return 30 + PLOT * (1 - at / top);
  }
}
