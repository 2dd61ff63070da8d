package clickahead.cli.official;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.LogColumns;
import clickahead.cli.console.Console;
import clickahead.cli.console.Progress;
import clickahead.cli.train.EpochLines;
import clickahead.cli.train.PreparedTraining;
import clickahead.cli.train.ResumedTraining;
import clickahead.cli.train.TrainSettings;
import clickahead.cli.train.TrainingRun;
import clickahead.config.Parameters;
import clickahead.config.Setting;
import clickahead.eval.Metrics;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecModel;
import clickahead.model.Gru4RecParameters;
import clickahead.train.Gru4RecKind;
import clickahead.train.ValidationParameters;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Trains as the official GRU4Rec's run.py does: one line per epoch, then the measurements. */
final class OfficialTraining implements EpochLines {
  private final Console console;
  private final Gru4RecParameters parameters;
  private final TrainingRun.Places places;

  OfficialTraining(Console console, Gru4RecParameters parameters, TrainingRun.Places places) {
    this.console = console;
    this.parameters = parameters;
    this.places = places;
  }

  /**
   * Trains, saves and measures.
   *
   * @param resume go on from the checkpoint?
   * @param tests files to measure on; read once before the training too, so that a bad one does not
   *     come to light behind it
   * @return the exit code
   */
  int run(boolean resume, LogColumns columns, List<Path> tests, OfficialMeasurement measurement)
      throws IOException {
    for (Path test : tests) {
      ClickLog.check(test, columns, console);
    }
    int exitCode = train(resume, columns);
    if (exitCode == 0) {
      try (Arena arena = Arena.ofShared()) {
        Gru4RecModel model = Gru4RecModel.load(places.out(), arena, Compute.best());
        measurement.print(console, model, tests, columns);
      }
    }
    return exitCode;
  }

  private int train(boolean resume, LogColumns columns) throws IOException {
    try (ClickLog clicks = ClickLog.open(places.data(), columns, console)) {
      PreparedTraining training =
          resume
              ? ResumedTraining.of(
                  new Gru4RecKind(), places.out(), settings(), clicks.dataset(), places.data())
              : PreparedTraining.afresh(
                  new Gru4RecKind(), parameters, ValidationParameters.NONE, clicks.dataset());
      return new TrainingRun(console, training, places, this).run();
    }
  }

  /** All parameters, as if each was set: a checkpoint must have the same. */
  private TrainSettings settings() {
    List<Setting> all =
        Parameters.of(parameters).asText().entrySet().stream()
            .map(parameter -> Setting.of(parameter.getKey(), parameter.getValue()))
            .toList();
    return new TrainSettings(Gru4RecParameters.class, all);
  }

  @Override
  public Progress progress(int epoch, int of) {
    return console.progress("epoch " + epoch + "/" + of, "events");
  }

  /** The official code does not validate. */
  @Override
  public void add(Map<String, Object> line, Metrics metrics, boolean best) {
    throw new UnsupportedOperationException("no validation");
  }

  @Override
  public void print(EpochReport epoch, Map<String, Object> line) {
    double seconds = Math.max(epoch.seconds(), 1e-9);
    console.line(
        "Epoch%d --> loss: %.6f (%.2fs) \t[%.2f mb/s | %.0f e/s]",
        epoch.epoch(),
        epoch.loss(),
        epoch.seconds(),
        epoch.batches() / seconds,
        epoch.events() / seconds);
  }
}
