package clickahead.report;

import clickahead.tune.Importance;
import clickahead.tune.StudyPlan;
import clickahead.tune.StudyRecord;
import clickahead.tune.Trial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A study as one HTML file, and its pictures as one SVG file. */
public final class StudyPage {
  /** Below this share of explained variance the page warns of the importances. */
  private static final double POOR_FIT = 0.2;

  private final StudyRecord study;
  private final StudyPlan plan;
  private final List<String> commands;
  private final Markup html = new Markup();

  private StudyPage(StudyRecord study, List<String> commands) {
    this.study = study;
    this.plan = study.plan();
    this.commands = commands;
  }

  /**
   * Writes the page.
   *
   * @param commands that repeat the study, and train with what it found
   */
  public static String of(StudyRecord study, List<String> commands) {
    return new StudyPage(study, commands).write();
  }

  /** Draws the pictures. */
  public static String pictures(StudyRecord study) {
    return new StudyCharts(study).file();
  }

  private String write() {
    html.add("<p class=\"soft\">%s</p>\n", Markup.escape(subtitle()));
    verdict();
    pictures();
    trials();
    html.add("<h2>Repeat it</h2>\n");
    html.add("<pre>%s</pre>\n", Markup.escape(String.join("\n", commands)));
    facts();
    return HtmlFrame.page("Parameters of %s tuned".formatted(plan.model()), html.toString());
  }

  private String subtitle() {
    List<String> ends = new ArrayList<>();
    for (Trial.State state : Trial.State.values()) {
      long count = study.trials().stream().filter(t -> t.state() == state).count();
      if (count > 0) {
        ends.add(count + " " + state.label());
      }
    }
    double seconds = study.trials().stream().mapToDouble(Trial::seconds).sum();
    return "%d trials%s; %s on the validation part; the trials took %s together"
        .formatted(
            study.trials().size(),
            ends.isEmpty() ? "" : ": " + String.join(", ", ends),
            plan.metric(),
            Figures.seconds(seconds));
  }

  private void verdict() {
    Optional<Trial> best = study.best();
    html.add("<div class=\"verdict\">\n");
    if (best.isEmpty()) {
      html.add("<p>No trial was complete.</p>\n</div>\n");
      return;
    }
    html.add(
        "<p>Trial %d is the best, with %s %s.</p>\n",
        best.get().number(), plan.metric(), Figures.value(best.get().value()));
    List<String> values = new ArrayList<>();
    best.get().parameters().forEach((name, value) -> values.add(name + ": " + value));
    html.add("<p>%s</p>\n</div>\n", Markup.escape(String.join(", ", values)));
  }

  private void pictures() {
    StudyCharts charts = new StudyCharts(study);
    html.add(
        "<p class=\"soft\">Full points: trained to the end; hollow: pruned, after fewer epochs;"
            + " arrows: further below than the scale; crosses: failed; the largest: the best.</p>\n");
    List<String> first = new ArrayList<>(List.of(charts.progress().alone()));
    charts.importance().ifPresent(picture -> first.add(picture.alone()));
    HtmlFrame.grid(html, first);
    html.add("<p class=\"soft\">%s</p>\n", Markup.escape(importance()));
    html.add("<h2>Along each parameter</h2>\n");
    HtmlFrame.grid(html, charts.slices().stream().map(Picture::alone).toList());
  }

  private String importance() {
    Optional<Importance> found = Importance.of(study);
    if (found.isEmpty()) {
      return "How important each parameter is can be said once %d trials were measured."
          .formatted(Importance.FEWEST_TRIALS);
    }
    String caution =
        found.get().fit() < POOR_FIT
            ? " These trees explain little of trials that they did not see (R² %.2f): take the"
                + " importances as a guess, more trials would tell."
            : " The trees explain trials that they did not see with an R² of %.2f.";
    return ("Importance: the share of the variance in the order of the %d measured trials that a"
            + " parameter explains by itself, all others averaged out (functional ANOVA of 100"
            + " regression trees). What is missing to 100 %% is decided by several together."
            + caution)
        .formatted(found.get().trials(), found.get().fit());
  }

  private void trials() {
    html.add("<h2>All trials</h2>\n<div class=\"wide\"><table class=\"sortable\"><thead><tr>");
    List<String> heads =
        new ArrayList<>(List.of("trial", plan.metric(), "epochs", "time", "state"));
    heads.addAll(plan.space().keySet());
    heads.forEach(head -> html.add("<th scope=\"col\">%s</th>", Markup.escape(head)));
    html.add("</tr></thead><tbody>\n");
    List<Trial> ranked = study.ranked();
    boolean complete = study.best().isPresent();
    for (int rank = 0; rank < ranked.size(); rank++) {
      row(ranked.get(rank), rank == 0 && complete);
    }
    html.add("</tbody></table></div>\n");
  }

  private void row(Trial trial, boolean best) {
    html.add(
        "<tr><th scope=\"row\" class=\"trial-%d\" data-value=\"%d\">%d</th>",
        trial.number(), trial.number(), trial.number());
    if (trial.isMeasured()) {
      html.add(
          "<td data-value=\"%s\"%s>%s</td>",
          Double.toString(trial.value()),
          best ? " class=\"best\"" : "",
          Figures.value(trial.value()));
      html.add("<td data-value=\"%d\">%d</td>", trial.epochs(), trial.epochs());
    } else {
      html.add("<td>–</td><td>–</td>");
    }
    html.add(
        "<td data-value=\"%s\">%s</td>",
        Double.toString(trial.seconds()), Figures.seconds(trial.seconds()));
    html.add("<td data-value=\"%1$s\"", trial.state().label());
    html.add(
        "%s>%s</td>",
        trial.problem().isEmpty() ? "" : " title=\"" + Markup.escape(trial.problem()) + "\"",
        trial.state().label());
    for (String name : plan.space().keySet()) {
      String value = Markup.escape(trial.parameters().getOrDefault(name, ""));
      html.add("<td data-value=\"%s\">%s</td>", value, value);
    }
    html.add("</tr>\n");
  }

  private void facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("sampler", plan.sampler() + ", seed " + plan.seed());
    facts.put("pruning", plan.pruning());
    facts.put("at the same time", plan.jobs() == 1 ? "1 trial" : plan.jobs() + " trials");
    plan.fixed().forEach((name, value) -> facts.put(name, value + ", for all trials"));
    facts.putAll(plan.space());
    html.add("<dl>");
    facts.forEach(
        (name, fact) ->
            html.add("<dt>%s</dt><dd>%s</dd>", Markup.escape(name), Markup.escape(fact)));
    html.add("</dl>\n");
  }
}
