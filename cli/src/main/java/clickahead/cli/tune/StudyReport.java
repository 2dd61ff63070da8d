package clickahead.cli.tune;

import clickahead.cli.console.Console;
import clickahead.cli.console.ShellWords;
import clickahead.cli.console.TextTable;
import clickahead.cli.console.WholeFile;
import clickahead.report.StudyPage;
import clickahead.tune.StudyPlan;
import clickahead.tune.StudyRecord;
import clickahead.tune.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a study found: a table, or JSON; the best parameters as a file for {@code --config}; and a
 * page with pictures, which are a file of their own too.
 */
final class StudyReport {
  private static final int ROWS = 20;

  private final Path out;
  private final StudyPlan plan;

  /**
   * @param out the study's file
   */
  StudyReport(Path out, StudyPlan plan) {
    this.out = out;
    this.plan = plan;
  }

  /** The file for the best parameters, beside the study. */
  Path bestFile() {
    return beside(".best.yaml");
  }

  private Path beside(String ending) {
    return out.resolveSibling(out.getFileName() + ending);
  }

  /** One line on a trial that has ended. */
  String line(Trial trial, StudyRecord study) {
    if (trial.state() == Trial.State.FAILED) {
      return "trial %d failed: %s".formatted(trial.number(), trial.problem());
    }
    boolean best = study.best().map(trial::equals).orElse(false);
    String end = trial.state() == Trial.State.PRUNED ? ", pruned" : best ? ", the best so far" : "";
    return String.format(
        Locale.ROOT,
        "trial %d: %s %.4f after %s, %.1f s%s",
        trial.number(),
        plan.metric(),
        trial.value(),
        trial.epochs() == 1 ? "1 epoch" : trial.epochs() + " epochs",
        trial.seconds(),
        end);
  }

  /** Writes the page, the pictures and, if a trial was complete, the best parameters. */
  void writeFiles(StudyRecord study) throws IOException {
    if (study.best().isPresent()) {
      WholeFile.write(bestFile(), best(study, study.best().get()));
    }
    String tune = "clickahead " + ShellWords.quote(plan.typed().command());
    WholeFile.write(beside(".html"), StudyPage.of(study, List.of(tune, command("MODEL"))));
    WholeFile.write(beside(".svg"), StudyPage.pictures(study));
  }

  /** Says what was written. */
  void remarkFiles(StudyRecord study, Console console) {
    console.remark("wrote %s and %s", beside(".html"), beside(".svg"));
    if (study.best().isPresent()) {
      console.remark("wrote %s; train with: %s", bestFile(), command("MODEL"));
    }
  }

  private String best(StudyRecord study, Trial best) {
    Map<String, String> values = new LinkedHashMap<>(plan.fixed());
    values.putAll(best.parameters());
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "# %s: %s %.4f on the valid part, the best of %d trials (trial %d of %s)\n# %s\n",
            plan.model(),
            plan.metric(),
            best.value(),
            study.trials().size(),
            best.number(),
            out.getFileName(),
            command("MODEL")));
    values.forEach((name, value) -> text.append(name + ": " + yaml(value) + "\n"));
    return text.toString();
  }

  private static String yaml(String value) {
    return value.matches("[A-Za-z0-9][A-Za-z0-9./+_-]*|-?[0-9.]+") ? value : "\"" + value + "\"";
  }

  /** The command that trains with the best parameters. */
  String command(String model) {
    List<String> words = new ArrayList<>(List.of("clickahead", "train"));
    words.addAll(plan.typed().data());
    words.addAll(List.of("--model", plan.model(), "--config", "" + bestFile(), "--out", model));
    return ShellWords.quote(words);
  }

  /** Prints the best trials as a table, and the parameters of the best one. */
  void print(StudyRecord study, Console console) {
    List<Trial> ranked = study.ranked();
    TextTable table = new TextTable();
    List<Object> head = new ArrayList<>(List.of("trial", plan.metric(), "epochs", "s", "state"));
    head.addAll(plan.space().keySet());
    table.row(head.toArray());
    for (Trial trial : ranked.subList(0, Math.min(ROWS, ranked.size()))) {
      table.row(row(trial));
    }
    table.print(console);
    if (ranked.size() > ROWS) {
      console.line("and %d more in %s", ranked.size() - ROWS, out);
    }
    study
        .best()
        .ifPresent(
            best -> {
              console.line(
                  "\nbest: trial %d of %d, %s %.4f on the valid part",
                  best.number(), ranked.size(), plan.metric(), best.value());
              best.parameters().forEach((name, value) -> console.line("  %s: %s", name, value));
            });
  }

  private Object[] row(Trial trial) {
    boolean failed = trial.state() == Trial.State.FAILED;
    List<Object> row = new ArrayList<>();
    row.add(trial.number());
    row.add(failed ? "" : String.format(Locale.ROOT, "%.4f", trial.value()));
    row.add(failed ? "" : trial.epochs());
    row.add(String.format(Locale.ROOT, "%.1f", trial.seconds()));
    row.add(trial.state().label());
    plan.space().keySet().forEach(name -> row.add(trial.parameters().get(name)));
    return row.toArray();
  }

  /**
   * Prints the trials as one JSON object, best first.
   *
   * @param last what was measured at the end, if anything was
   */
  void printJson(StudyRecord study, Optional<JsonNode> last, Console console) {
    ObjectNode json = new ObjectMapper().createObjectNode();
    json.put("study", out.toString());
    json.put("model", plan.model());
    json.put("metric", plan.metric());
    study
        .best()
        .ifPresent(
            best -> {
              json.put("config", bestFile().toString());
              json.set("best", asJson(best, json));
            });
    ArrayNode trials = json.putArray("trials");
    study.ranked().forEach(trial -> trials.add(asJson(trial, json)));
    last.ifPresent(measured -> json.set("final", measured));
    console.out().println(json);
  }

  private static ObjectNode asJson(Trial trial, ObjectNode factory) {
    ObjectNode json = factory.objectNode();
    json.put("trial", trial.number()).put("state", trial.state().label());
    if (trial.state() == Trial.State.FAILED) {
      json.put("problem", trial.problem());
    } else {
      json.put("value", trial.value()).put("epochs", trial.epochs());
    }
    json.put("seconds", trial.seconds());
    ObjectNode parameters = json.putObject("parameters");
    trial.parameters().forEach(parameters::put);
    return json;
  }
}
