package clickahead.cli.compare;

import clickahead.cli.console.ChildProgram;
import clickahead.cli.console.Console;
import clickahead.cli.console.ShellWords;
import clickahead.cli.console.StopRequest;
import clickahead.data.Dataset;
import clickahead.data.Fingerprint;
import clickahead.report.ModelReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings one model after the other as far as it is needed: tuned, trained, timed. */
final class CompareRun {
  private final Console console;
  private final Path data;
  private final CompareFolder folder;
  private final StopRequest stop;
  private final ChildProgram program;
  private final String dataPrint;

  CompareRun(Console console, Dataset dataset, Path data, CompareFolder folder, StopRequest stop)
      throws IOException {
    this.console = console;
    this.data = data;
    this.folder = folder;
    this.stop = stop;
    program = new ChildProgram(console);
    dataPrint = print(dataset);
  }

  /** Of all files of the data set, times included, wherever it lies. */
  private static String print(Dataset dataset) throws IOException {
    try (Stream<Path> files = Files.list(dataset.folder())) {
      return Fingerprint.of(
          files
              .filter(file -> file.getFileName().toString().endsWith(".safetensors"))
              .sorted()
              .toList());
    }
  }

  String dataPrint() {
    return dataPrint;
  }

  /**
   * Does what is still to do for a model.
   *
   * @param tuning how its parameters are searched for; null to take them as they are
   * @param prints takes the fingerprint of its training, unless it failed
   * @return empty if it was interrupted
   */
  Optional<ModelReport> run(
      CompareEntry given, CompareTuning tuning, int answers, int top, Map<String, String> prints)
      throws IOException {
    CompareEntry entry = given;
    List<String> commands = new ArrayList<>();
    Optional<ModelReport.Tuning> tuned = Optional.empty();
    try {
      if (tuning != null && CompareTuning.exemption(given).isEmpty()) {
        Optional<CompareTuning.Found> found = tuning.search(given, folder, program, stop);
        if (found.isEmpty()) {
          return Optional.empty();
        }
        entry = found.get().entry();
        commands.add(found.get().command());
        tuned = Optional.of(found.get().tuning());
      }
      CompareTraining training = new CompareTraining(entry, folder, data, dataPrint);
      commands.add("clickahead " + ShellWords.quote(training.command()));
      if (!bring(training, entry.name(), answers, top)) {
        return Optional.empty();
      }
      prints.put(entry.name(), training.print());
      return Optional.of(report(entry, commands, tuned, Optional.of(training.outcome()), ""));
    } catch (CompareFailure e) {
      console.remark("%s failed: %s", entry.name(), e.getMessage());
      return Optional.of(report(entry, commands, tuned, Optional.empty(), e.getMessage()));
    }
  }

  private boolean bring(CompareTraining training, String name, int answers, int top)
      throws IOException {
    if (training.isTrained()) {
      console.remark("%s: trained before", name);
    } else {
      console.remark(training.isBegun() ? "%s: going on with its training" : "%s: training", name);
      training.train(program, stop);
    }
    if (!stop.isRequested()) {
      training.time(program, answers, top, stop);
    }
    return !stop.isRequested();
  }

  private static ModelReport report(
      CompareEntry entry,
      List<String> commands,
      Optional<ModelReport.Tuning> tuned,
      Optional<ModelReport.Outcome> outcome,
      String problem) {
    return new ModelReport(
        entry.name(),
        entry.kind().name(),
        entry.kind().text(),
        entry.set(),
        entry.allAsJson(),
        commands,
        tuned,
        outcome,
        problem);
  }
}
