package clickahead.report;

import clickahead.eval.Estimate;
import clickahead.eval.Metric;
import java.util.List;
import java.util.Locale;

/**
 * A metric of each model as a point on a line that is its interval, one below the other. The scale
 * is made for the good models: one far below them is an arrow at the edge, beside its figure.
 */
final class IntervalChart {
  private static final int WIDTH = 450;
  private static final int ROW = 26;
  private static final int TOP = 34;
  private static final int LEFT = 148;
  private static final int RIGHT = 62;
  private static final int LONGEST = 21;

  /** Models below this share of the best figure would press the others into a corner. */
  private static final double FAR = 0.7;

  private final ComparisonReport report;
  private final Metric metric;
  private final double step;
  private final double low;
  private final int ticks;

  IntervalChart(ComparisonReport report, Metric metric) {
    this.report = report;
    this.metric = metric;
    List<Estimate> all =
        report.estimates().stream().filter(estimate -> estimate.metric() == metric).toList();
    double best = all.stream().mapToDouble(Estimate::value).max().orElse(1);
    double least =
        all.stream()
            .filter(estimate -> estimate.value() >= FAR * best)
            .mapToDouble(Estimate::low)
            .min()
            .orElse(0);
    double most = all.stream().mapToDouble(Estimate::high).max().orElse(1);
    step = step(Math.max(most - least, 1e-3));
    low = Math.floor(least / step) * step;
    ticks = (int) Math.max(1, Math.ceil((most - low) / step));
  }

  /** A tenth, a fifth or a half of a power of ten, so that two to five of them make the span. */
  private static double step(double span) {
    double power = Math.pow(10, Math.floor(Math.log10(span)));
    double parts = span / power;
    return parts < 2 ? power / 2 : parts < 5 ? power : 2 * power;
  }

  String draw() {
    List<String> names = report.names();
    int height = TOP + ROW * names.size() + 24;
    Markup svg =
        new Markup()
            .add(
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s with intervals\">\n",
                WIDTH, height, report.label(metric))
            .add(
                "<text x=\"%d\" y=\"20\" font-weight=\"bold\">%s</text>\n",
                LEFT, report.label(metric));
    for (int tick = 0; tick <= ticks; tick++) {
      double at = low + tick * step;
      svg.add(
          "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>"
              + "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n",
          across(at), TOP, across(at), height - 22, across(at), height - 6, number(at));
    }
    Standing standing = Standing.of(report, metric);
    for (int n = 0; n < names.size(); n++) {
      row(svg, names.get(n), n, standing);
    }
    return svg.add("</svg>\n").toString();
  }

  private String number(double at) {
    int digits = (int) Math.max(1, Math.ceil(-Math.log10(step) - 1e-9));
    return String.format(Locale.ROOT, "%." + digits + "f", at);
  }

  private void row(Markup svg, String name, int n, Standing standing) {
    Estimate estimate = report.estimate(name, metric);
    double y = TOP + ROW * (n + 0.5);
    String shown = name.length() > LONGEST ? name.substring(0, LONGEST - 1) + "…" : name;
    svg.add(
        "<g class=\"model-%d\"><title>%s: %s (%s to %s)</title>",
        n,
        Markup.escape(name),
        Figures.value(estimate.value()),
        Figures.value(estimate.low()),
        Figures.value(estimate.high()));
    svg.add(
        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\"%s>%s</text>",
        LEFT - 10, y + 4, weight(standing, name), Markup.escape(shown));
    if (estimate.value() < low) {
      svg.add("<path d=\"M%d,%.1f l9,-5 v10 z\" fill=\"%s\"/>", LEFT + 2, y, ChartStyle.colour(n));
    } else {
      point(svg, estimate, y, ChartStyle.colour(n));
    }
    svg.add(
        "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\"%s>%s</text></g>\n",
        WIDTH - 8, y + 4, weight(standing, name), Figures.value(estimate.value()));
  }

  private void point(Markup svg, Estimate estimate, double y, String colour) {
    double from = Math.max(LEFT, across(estimate.low()));
    svg.add(
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"3\""
            + " stroke-linecap=\"round\" stroke-opacity=\"0.55\"/>",
        from, y, across(estimate.high()), y, colour);
    svg.add(
        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"4.5\" fill=\"%s\"/>",
        across(estimate.value()), y, colour);
  }

  private static String weight(Standing standing, String name) {
    return standing.isBest(name) ? " font-weight=\"bold\"" : "";
  }

  private double across(double value) {
    return LEFT + (WIDTH - LEFT - RIGHT) * (value - low) / (ticks * step);
  }
}
