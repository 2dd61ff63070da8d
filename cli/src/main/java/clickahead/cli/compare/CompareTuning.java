package clickahead.cli.compare;

import clickahead.cli.console.ChildProgram;
import clickahead.cli.console.ShellWords;
import clickahead.cli.console.StopRequest;
import clickahead.config.Setting;
import clickahead.config.YamlSettings;
import clickahead.data.Fingerprint;
import clickahead.data.InputException;
import clickahead.report.ModelReport;
import clickahead.tune.Space;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Searches for a model's parameters on the validation part before it is trained. The study stays in
 * the folder, so that it is made once, and goes on where it was interrupted.
 *
 * @param trials combinations to try
 * @param metric what decides, recall@K or mrr@K
 * @param sampler how they are chosen
 * @param data the data set
 * @param print fingerprint of the data
 */
record CompareTuning(int trials, String metric, String sampler, Path data, String print) {

  /**
   * What a search came to.
   *
   * @param entry the model with the parameters that were found
   * @param command that repeats the search
   */
  record Found(CompareEntry entry, String command, ModelReport.Tuning tuning) {}

  /**
   * Why a model is not searched for; empty if it is.
   *
   * @throws InputException if it has parameters and no space
   */
  static Optional<String> exemption(CompareEntry entry) throws IOException {
    if (!entry.hasParameters()) {
      return Optional.of(entry.name() + " has no parameters to tune");
    }
    Optional<Space> searched = entry.searched();
    if (searched.isEmpty()) {
      throw new InputException(
          ("--tune: %s comes with no search space; name a file in its section of --config:"
                  + " 'space: FILE'")
              .formatted(entry.kind().name()));
    }
    return searched.get().dimensions().isEmpty()
        ? Optional.of(entry.name() + " is not tuned: all parameters of its space are set")
        : Optional.empty();
  }

  /**
   * Searches.
   *
   * @return empty if it was interrupted
   * @throws CompareFailure if no trial was complete
   */
  Optional<Found> search(
      CompareEntry entry, CompareFolder folder, ChildProgram program, StopRequest stop)
      throws IOException {
    Space space = entry.searched().orElseThrow();
    String of = String.join("|", print, entry.kind().name(), metric, sampler);
    String plan = Fingerprint.of(of + "|" + entry.set() + "|" + space.asText());
    Path study = folder.study(entry.name(), plan);
    Path fixed = study.resolveSibling(study.getFileName() + ".yaml");
    folder.write(fixed, CompareTraining.yaml(entry.set(), "set for all trials"));
    List<String> command = new ArrayList<>(List.of("tune", data.toString()));
    command.addAll(List.of("--model", entry.kind().name(), "--config", fixed.toString()));
    if (entry.space() != null) {
      command.addAll(List.of("--space", entry.space().toString()));
    }
    command.addAll(List.of("--trials", "" + trials, "--metric", metric, "--sampler", sampler));
    command.addAll(List.of("--out", "" + study));
    List<String> json = new ArrayList<>(command);
    json.add("--json");
    ChildProgram.Ending ending = program.run(json, stop);
    if (stop.isRequested()) {
      return Optional.empty();
    }
    if (ending.exitCode() != 0) {
      throw new CompareFailure(ending.problem());
    }
    return Optional.of(found(entry, command, new ObjectMapper().readTree(ending.out())));
  }

  private Found found(CompareEntry entry, List<String> command, JsonNode study) throws IOException {
    List<Setting> settings = YamlSettings.read(Path.of(study.path("config").asString()));
    double seconds = 0;
    for (JsonNode trial : study.path("trials")) {
      seconds += trial.path("seconds").asDouble();
    }
    double value = study.path("best").path("value").asDouble();
    int made = study.path("trials").size();
    return new Found(
        entry.with(settings),
        "clickahead " + ShellWords.quote(command),
        new ModelReport.Tuning(made, metric, value, seconds));
  }
}
