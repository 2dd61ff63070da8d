package clickahead.cli;

import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecModel;
import clickahead.model.Gru4RecParameters;
import clickahead.model.ModelFile;
import clickahead.model.Training;
import clickahead.train.Gru4RecKind;
import clickahead.train.ValidationParameters;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Trains as the official GRU4Rec's run.py does: one line per epoch, then the measurements. */
final class OfficialTraining {
  private final Console console;
  private final Gru4RecParameters parameters;
  private final Path data;

  OfficialTraining(Console console, Gru4RecParameters parameters, Path data) {
    this.console = console;
    this.parameters = parameters;
    this.data = data;
  }

  /**
   * Trains, saves and measures.
   *
   * @param out file for the model, written after each epoch
   * @param tests files to measure on; read once before the training too, so that a bad one does not
   *     come to light behind it
   * @return the exit code
   */
  int run(Path out, LogColumns columns, List<Path> tests, OfficialMeasurement measurement)
      throws IOException {
    for (Path test : tests) {
      ClickLog.open(test, columns).close();
    }
    if (!train(out, columns)) {
      return Failures.INTERRUPTED;
    }
    try (Arena arena = Arena.ofShared()) {
      Compute single = Compute.best();
      Gru4RecModel model = Gru4RecModel.load(out, arena, single);
      measurement.print(console, model, tests, columns);
    }
    return 0;
  }

  /** Trains; false if it was interrupted. */
  private boolean train(Path out, LogColumns columns) throws IOException {
    try (ClickLog clicks = ClickLog.open(data, columns)) {
      PreparedTraining training =
          PreparedTraining.afresh(
              new Gru4RecKind(), parameters, ValidationParameters.NONE, clicks.dataset());
      TrainingRecord record = new TrainingRecord(training, data);
      try (Training trainer = training.beginning().begin();
          StopRequest stop = StopRequest.onInterrupt(trainer::requestStop)) {
        while (trainer.epochs() < parameters.nEpochs() && !stop.isRequested()) {
          EpochReport epoch = epoch(trainer);
          List<Map<String, Object>> line = List.of(EpochTable.asMap(epoch));
          if (epoch.complete()) {
            training.epochs().addAll(line);
          }
          ModelFile.save(
              out, trainer.model(epoch.complete() ? record.complete() : record.interrupted(line)));
          print(epoch);
        }
        return !stop.isRequested();
      }
    }
  }

  private EpochReport epoch(Training trainer) {
    String task = "epoch " + (trainer.epochs() + 1) + "/" + parameters.nEpochs();
    try (Progress progress = console.progress(task, "events")) {
      return trainer.trainEpoch((epoch, events, of) -> progress.at(events, of));
    }
  }

  private void print(EpochReport epoch) {
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
