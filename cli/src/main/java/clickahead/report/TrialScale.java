package clickahead.report;

import clickahead.tune.Trial;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The vertical scale of a study's pictures, and the mark of a trial on it. The scale is made for
 * the better trials: one far below them is an arrow at the edge, so that it does not press the
 * others into a line.
 */
final class TrialScale {
  static final int TOP = 34;
  static final int PLOT = 170;
  static final int LEFT = 56;
  static final int RIGHT = 15;
  static final int WIDE = Picture.WIDTH - LEFT - RIGHT;

  /** Where failed trials are marked, below the scale. */
  private static final int FAILED = TOP + PLOT + 10;

  /** Trials further below the worst quarter than this many of its distances to the best are far. */
  private static final double FAR = 1.5;

  private final String metric;
  private final int best;
  private final double step;
  private final double low;
  private final int ticks;

  /**
   * @param trials of the study
   * @param metric what was measured
   * @param best number of the best trial; 0 if there is none
   */
  TrialScale(List<Trial> trials, String metric, int best) {
    this.metric = metric;
    this.best = best;
    double[] values =
        trials.stream().filter(Trial::isMeasured).mapToDouble(Trial::value).sorted().toArray();
    double most = values.length == 0 ? 1 : values[values.length - 1];
    double quarter = values.length == 0 ? 0 : values[values.length / 4];
    double far = quarter - FAR * (most - quarter);
    double least = Arrays.stream(values).filter(value -> value >= far).findFirst().orElse(0);
    step = step(Math.max(most - least, 1e-4));
    low = Math.floor(least / step + 1e-9) * step;
    ticks = (int) Math.max(1, Math.ceil((most - low) / step - 1e-9));
  }

  /** A tenth, a fifth or a half of a power of ten, so that two to five of them make the span. */
  static double step(double span) {
    double power = Math.pow(10, Math.floor(Math.log10(span)));
    double parts = span / power;
    return parts < 2 ? power / 2 : parts < 5 ? power : 2 * power;
  }

  /** The lines of the scale and the title above. */
  void draw(Markup svg, String title) {
    svg.add("<text x=\"%d\" y=\"18\" font-weight=\"bold\">%s</text>\n", LEFT, Markup.escape(title));
    int digits = (int) Math.max(1, Math.ceil(-Math.log10(step) - 1e-9));
    for (int tick = 0; tick <= ticks; tick++) {
      double y = height(low + tick * step);
      svg.add(
          "<line class=\"grid\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>"
              + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n",
          LEFT,
          y,
          Picture.WIDTH - RIGHT,
          y,
          LEFT - 6,
          y + 4,
          String.format(Locale.ROOT, "%." + digits + "f", low + tick * step));
    }
  }

  /** The y of a value. */
  double height(double value) {
    return TOP + PLOT * (1 - (value - low) / (ticks * step));
  }

  /** The mark of a trial: full, hollow if it was pruned, a cross below if it failed. */
  void mark(Markup svg, Trial trial, double x) {
    svg.add("<g class=\"trial-%d\"><title>%s</title>", trial.number(), title(trial));
    if (!trial.isMeasured()) {
      svg.add(
          "<path d=\"M%.1f,%d l6,6 m0,-6 l-6,6\" stroke=\"%s\" stroke-width=\"1.8\"/>",
          x - 3, FAILED - 3, ChartStyle.colour(1));
    } else if (trial.value() < low) {
      svg.add("<path d=\"M%.1f,%d l8,0 l-4,7 z\" %s/>", x - 4, TOP + PLOT - 8, look(trial));
    } else if (trial.number() == best) {
      svg.add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"6\" fill=\"%s\" stroke=\"%s\" stroke-width=\"2\"/>",
          x, height(trial.value()), ChartStyle.colour(4), ChartStyle.colour(1));
    } else {
      svg.add(
          "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" %s/>", x, height(trial.value()), look(trial));
    }
    svg.add("</g>\n");
  }

  private static String look(Trial trial) {
    String colour = ChartStyle.colour(0);
    return trial.state() == Trial.State.PRUNED
        ? "class=\"few\" stroke=\"" + colour + "\" stroke-width=\"1.3\" stroke-opacity=\"0.8\""
        : "fill=\"" + colour + "\"";
  }

  private String title(Trial trial) {
    String what =
        trial.isMeasured()
            ? String.format(
                Locale.ROOT,
                "%s %.4f after %s%s",
                metric,
                trial.value(),
                trial.epochs() == 1 ? "1 epoch" : trial.epochs() + " epochs",
                trial.state() == Trial.State.PRUNED ? ", pruned" : "")
            : "failed: " + trial.problem();
    StringBuilder text = new StringBuilder("trial " + trial.number() + ": " + what);
    trial.parameters().forEach((name, value) -> text.append("\n" + name + " " + value));
    return Markup.escape(text.toString());
  }
}
