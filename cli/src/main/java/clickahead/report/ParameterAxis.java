package clickahead.report;

import clickahead.tune.Choice;
import clickahead.tune.Domain;
import clickahead.tune.Range;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A parameter from left to right: a range on its own scale, logarithmic where it is searched so,
 * and a strip for each value of a list, in which trials lie beside each other.
 */
final class ParameterAxis {
  /** What slanted labels need, and others do not. */
  static final int SLANT = 40;

  private static final int FOOT = TrialScale.TOP + TrialScale.PLOT + 30;

  /** Room on either side of a range, so that marks at its ends are whole. */
  private static final int EDGE = 8;

  private static final double LETTER = 6.5;

  /** There is room for more ticks than on a vertical scale. */
  private static final double TICKS = 0.6;

  /** Share of a strip that its trials fill. */
  private static final double STRIP = 0.6;

  /** Multiples of it, less whole numbers, never come close to each other. */
  private static final double GOLDEN = 0.618033988749895;

  private final Domain domain;

  ParameterAxis(Domain domain) {
    this.domain = domain;
  }

  /** The x of a trial's value. */
  double across(String value, int trial) {
    return switch (domain) {
      case Range range -> across(range, Double.parseDouble(value));
      case Choice choice -> {
        double jitter = choice.values().size() == 1 ? 0 : (trial * GOLDEN % 1 - 0.5) * STRIP;
        int strip = choice.values().indexOf(value);
        yield TrialScale.LEFT + (strip + 0.5 + jitter) * strip(choice);
      }
    };
  }

  private static double across(Range range, double value) {
    return TrialScale.LEFT + EDGE + (TrialScale.WIDE - 2 * EDGE) * range.share(value);
  }

  private static double strip(Choice choice) {
    return (double) TrialScale.WIDE / choice.values().size();
  }

  /** Do the labels need more room below? */
  boolean isSlanted() {
    return domain instanceof Choice choice
        && choice.values().stream().mapToInt(String::length).max().orElse(0) * LETTER
            > strip(choice) - 4;
  }

  void draw(Markup svg) {
    switch (domain) {
      case Range range -> range(svg, range);
      case Choice choice -> strips(svg, choice);
    }
  }

  private void strips(Markup svg, Choice choice) {
    boolean slanted = isSlanted();
    for (int n = 0; n < choice.values().size(); n++) {
      double left = TrialScale.LEFT + n * strip(choice);
      if (n % 2 == 0) {
        svg.add(
            "<rect class=\"share\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\""
                + " fill-opacity=\"0.6\"/>",
            left, TrialScale.TOP, strip(choice), TrialScale.PLOT + 17);
      }
      double x = left + strip(choice) / 2;
      svg.add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\"%s>%s</text>\n",
          x,
          FOOT,
          slanted ? "end" : "middle",
          slanted ? String.format(Locale.ROOT, " transform=\"rotate(-35 %.1f %d)\"", x, FOOT) : "",
          Markup.escape(shorter(choice.values().get(n))));
    }
  }

  private static String shorter(String value) {
    return value.length() > 12 ? value.substring(0, 11) + "…" : value;
  }

  private static void range(Markup svg, Range range) {
    for (double tick : range.log() ? decades(range) : even(range)) {
      double x = across(range, tick);
      svg.add(
          "<line class=\"grid\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>",
          x, TrialScale.TOP, x, TrialScale.TOP + TrialScale.PLOT + 17);
      svg.add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>\n", x, FOOT, number(tick));
    }
  }

  private static String number(double tick) {
    BigDecimal exact = new BigDecimal(String.format(Locale.ROOT, "%.6g", tick));
    String text = exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
    return text.length() > 7 ? String.format(Locale.ROOT, "%.0e", tick) : text;
  }

  private static List<Double> even(Range range) {
    double low = range.low().doubleValue();
    double high = range.high().doubleValue();
    List<Double> ticks = new ArrayList<>();
    if (low == high) {
      return List.of(low);
    }
    double step = TrialScale.step(TICKS * (high - low));
    for (double n = Math.ceil(low / step - 1e-9); n * step <= high + 1e-9 * step; n++) {
      ticks.add(n * step);
    }
    return ticks;
  }

  /** Powers of ten, and within two decades twice and five times as much too. */
  private static List<Double> decades(Range range) {
    double low = range.low().doubleValue();
    double high = range.high().doubleValue();
    boolean narrow = high / low <= 100;
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high) + 1; power++) {
      for (int times : narrow ? new int[] {1, 2, 5} : new int[] {1}) {
        double tick = times * Math.pow(10, power);
        if (tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
