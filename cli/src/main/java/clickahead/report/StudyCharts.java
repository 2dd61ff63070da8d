package clickahead.report;

import clickahead.tune.Dimension;
import clickahead.tune.Importance;
import clickahead.tune.Space;
import clickahead.tune.StudyRecord;
import clickahead.tune.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Pictures of a study: how it came along, how much each parameter decided, and the trials along
 * each parameter.
 */
final class StudyCharts {
  private static final int ROW = 24;
  private static final int NAMES = 150;
  private static final int LONGEST = 21;
  private static final int FOOT = 44;

  private final StudyRecord study;
  private final TrialScale scale;

  StudyCharts(StudyRecord study) {
    this.study = study;
    int best = study.best().map(Trial::number).orElse(0);
    scale = new TrialScale(study.trials(), study.plan().metric(), best);
  }

  /** All of them as a file of its own. */
  String file() {
    List<Picture> pictures = new ArrayList<>(List.of(progress()));
    importance().ifPresent(pictures::add);
    pictures.addAll(slices());
    return Picture.file(
        "%s: %s of %d trials; hollow: pruned, crosses: failed, ringed: the best"
            .formatted(study.plan().model(), study.plan().metric(), study.trials().size()),
        pictures);
  }

  /** Each trial, and the best complete one so far as a line. */
  Picture progress() {
    Markup svg = new Markup();
    scale.draw(svg, study.plan().metric() + " by trial");
    List<Trial> trials = study.trials();
    int last = trials.isEmpty() ? 1 : trials.getLast().number();
    int step = (int) Math.max(1, TrialScale.step(last) / 2);
    for (int number = step; number <= last; number += step) {
      svg.add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n",
          across(number, last), TrialScale.TOP + TrialScale.PLOT + 30, number);
    }
    StringBuilder line = new StringBuilder();
    double best = Double.NEGATIVE_INFINITY;
    for (Trial trial : trials) {
      if (trial.state() == Trial.State.COMPLETE) {
        double before = best;
        best = Math.max(best, trial.value());
        double x = across(trial.number(), last);
        line.append(
            before == Double.NEGATIVE_INFINITY
                ? "M%s,%s".formatted(number(x), number(floor(best)))
                : " H%s V%s".formatted(number(x), number(floor(best))));
      }
    }
    if (!line.isEmpty()) {
      svg.add(
          "<path d=\"%s H%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>\n",
          line, number(across(last, last)), ChartStyle.colour(1));
    }
    bestLast().forEach(trial -> scale.mark(svg, trial, across(trial.number(), last)));
    return new Picture("progress", TrialScale.TOP + TrialScale.PLOT + FOOT, svg.toString());
  }

  /** A value's height, at the lowest on the scale's foot. */
  private double floor(double value) {
    return Math.min(scale.height(value), TrialScale.TOP + TrialScale.PLOT);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static double across(int number, int last) {
    return TrialScale.LEFT + TrialScale.WIDE * (number - 0.5) / last;
  }

  /** A bar for each parameter; empty of too few trials. */
  Optional<Picture> importance() {
    return Importance.of(study).map(StudyCharts::importance);
  }

  private static Picture importance(Importance importance) {
    Markup svg =
        new Markup()
            .add(
                "<text x=\"%d\" y=\"18\" font-weight=\"bold\">importance</text>\n",
                TrialScale.LEFT);
    List<Map.Entry<String, Double>> shares =
        importance.shares().entrySet().stream()
            .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
            .toList();
    int wide = Picture.WIDTH - NAMES - 60;
    for (int n = 0; n < shares.size(); n++) {
      double share = shares.get(n).getValue();
      int y = TrialScale.TOP + ROW * n;
      svg.add(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
          NAMES - 8, y + 15, Markup.escape(shorter(shares.get(n).getKey())));
      svg.add(
          "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"/>",
          NAMES, y + 3, Math.max(1, share * wide), ROW - 7, ChartStyle.colour(0));
      svg.add(
          "<text x=\"%.1f\" y=\"%d\">%.0f %%</text>\n",
          NAMES + Math.max(1, share * wide) + 6, y + 15, 100 * share);
    }
    return new Picture("importance", TrialScale.TOP + ROW * shares.size() + 10, svg.toString());
  }

  private static String shorter(String name) {
    return name.length() > LONGEST ? name.substring(0, LONGEST - 1) + "…" : name;
  }

  /** The trials along each parameter. */
  List<Picture> slices() {
    return Space.ofText(study.plan().space()).dimensions().stream()
        .filter(dimension -> dimension.domain().size().orElse(2) > 1)
        .map(this::slice)
        .toList();
  }

  /** What is drawn last lies on top. */
  private List<Trial> bestLast() {
    return study.ranked().reversed();
  }

  private Picture slice(Dimension dimension) {
    Markup svg = new Markup();
    scale.draw(svg, dimension.name());
    ParameterAxis axis = new ParameterAxis(dimension.domain());
    axis.draw(svg);
    for (Trial trial : bestLast()) {
      String value = trial.parameters().get(dimension.name());
      scale.mark(svg, trial, axis.across(value, trial.number()));
    }
    int slant = axis.isSlanted() ? ParameterAxis.SLANT : 0;
    return new Picture(
        study.plan().metric() + " by " + dimension.name(),
        TrialScale.TOP + TrialScale.PLOT + FOOT + slant,
        svg.toString());
  }
}
