package clickahead.cli;

import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.Gru4RecModel;
import clickahead.model.Gru4RecParameters;
import clickahead.model.ModelFile;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import clickahead.train.Gru4RecKind;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
    Compute compute = Compute.best(parameters.precision());
    for (Path test : tests) {
      ClickLog.open(test, columns).close();
    }
    if (!train(out, columns, compute)) {
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
  private boolean train(Path out, LogColumns columns, Compute compute) throws IOException {
    try (ClickLog clicks = ClickLog.open(data, columns)) {
      TrainingSet part = TrainingSet.of(clicks.dataset(), false);
      List<EpochReport> epochs = new ArrayList<>();
      try (Training trainer = new Gru4RecKind().train(parameters, part, compute);
          StopRequest stop = StopRequest.onInterrupt(trainer::requestStop)) {
        while (trainer.epochs() < parameters.nEpochs() && !stop.isRequested()) {
          EpochReport epoch = epoch(trainer);
          epochs.add(epoch);
          boolean partly = !epoch.complete();
          ModelFile.save(
              out, trainer.model(TrainingRecord.of(part, data, epochs, partly, compute)));
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
