package clickahead.cli.train;

import clickahead.cli.console.Console;
import clickahead.cli.console.Failures;
import clickahead.cli.console.Progress;
import clickahead.cli.console.StopRequest;
import clickahead.cli.evaluate.Measurement;
import clickahead.eval.Metrics;
import clickahead.io.SafetensorsWriter;
import clickahead.model.EpochReport;
import clickahead.model.ModelFile;
import clickahead.model.SavedModel;
import clickahead.model.Training;
import clickahead.model.TrainingDivergedException;
import clickahead.model.TrainingListener;
import clickahead.train.Checkpoint;
import clickahead.train.EarlyStopping;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Trains to the end, or until it is interrupted, and leaves a model and a checkpoint on the way.
 */
public final class TrainingRun {
  private static final double NANOS_PER_MINUTE = 60e9;

  private final Console console;
  private final PreparedTraining training;
  private final EarlyStopping stopping;
  private final Places places;
  private final TrainingRecord record;
  private final EpochLines lines;
  private long nextCheckpoint;

  /**
   * Where a training reads and writes.
   *
   * @param data the data set
   * @param out the model
   * @param checkpointMinutes most minutes between two checkpoints
   * @param resume the command that goes on after an interruption; empty if nobody keeps what is in
   *     {@code out}
   */
  public record Places(Path data, Path out, double checkpointMinutes, String resume) {
    /** Most minutes between two checkpoints, where nothing else is said. */
    public static final double USUAL_CHECKPOINT_MINUTES = 10;

    Path checkpoint() {
      return Checkpoint.of(out);
    }
  }

  /** A training that reports its epochs. */
  public TrainingRun(Console console, PreparedTraining training, Places places, EpochLines lines) {
    this.console = console;
    this.training = training;
    this.places = places;
    stopping = training.stopping();
    record = new TrainingRecord(training, places.data());
    this.lines = lines;
  }

  /**
   * Runs it.
   *
   * @return 0, or {@link Failures#INTERRUPTED}
   */
  public int run() throws IOException {
    SafetensorsWriter.removeLeftovers(places.out());
    SafetensorsWriter.removeLeftovers(places.checkpoint());
    try (Training trainer = training.beginning().begin();
        StopRequest stop = StopRequest.onInterrupt(trainer::requestStop)) {
      EpochReport epoch = null;
      while (goesOn(trainer) && !stop.isRequested()) {
        epoch = epoch(trainer, stop);
        if (epoch.complete()) {
          finish(epoch, trainer);
        }
      }
      if (goesOn(trainer)) {
        interrupted(trainer, epoch);
      } else {
        ended(trainer);
      }
      return stop.isRequested() ? Failures.INTERRUPTED : 0;
    }
  }

  private boolean goesOn(Training trainer) {
    return trainer.epochs() < trainer.plannedEpochs()
        && !stopping.isOver(trainer.epochs(), trainer.epochsBeforeJudging());
  }

  /** Trains an epoch to its end, with checkpoints in between, or to an interruption. */
  private EpochReport epoch(Training trainer, StopRequest stop) throws IOException {
    try (Progress progress = lines.progress(trainer.epochs() + 1, trainer.plannedEpochs())) {
      while (true) {
        planCheckpoint();
        EpochReport report = trainer.trainEpoch(listener(progress));
        if (report.complete() || stop.isRequested()) {
          return report;
        }
        saveCheckpoint(trainer);
      }
    } catch (TrainingDivergedException e) {
      // Going on would come to the same: what is random is a function of the seed.
      Files.deleteIfExists(places.checkpoint());
      if (Files.exists(places.out()) && trainer.epochs() > 0) {
        int kept = training.validation().validates() ? stopping.bestEpoch() : trainer.epochs();
        console.remark("%s holds the model of epoch %d", places.out(), kept);
      }
      throw e;
    }
  }

  private void planCheckpoint() {
    nextCheckpoint = System.nanoTime() + (long) (places.checkpointMinutes() * NANOS_PER_MINUTE);
  }

  private TrainingListener listener(Progress progress) {
    return new TrainingListener() {
      @Override
      public void progress(int epoch, long events, long of) {
        progress.at(events, of);
      }

      @Override
      public boolean pauseBefore(long step) {
        return System.nanoTime() - nextCheckpoint >= 0;
      }
    };
  }

  private void finish(EpochReport epoch, Training trainer) throws IOException {
    Map<String, Object> line = EpochTable.asMap(epoch);
    boolean best = !training.validation().validates();
    if (training.validation().measures(epoch.epoch(), trainer.plannedEpochs())) {
      Metrics metrics = validate(trainer);
      best = stopping.isBest(epoch.epoch(), training.validation().valid().of(metrics));
      lines.add(line, metrics, best);
    }
    training.epochs().add(line);
    turnPhase(trainer);
    if (best) {
      ModelFile.save(places.out(), trainer.model(record.complete()));
    }
    if (goesOn(trainer)) {
      saveCheckpoint(trainer);
    }
    lines.print(epoch, line);
  }

  /** Begins the next phase where one has ended, or makes no progress any more. */
  private void turnPhase(Training trainer) throws IOException {
    List<Integer> ends = trainer.phases();
    for (int end : ends.subList(0, ends.size() - 1)) {
      boolean stuck =
          trainer.epochs() < end
              && stopping.isOver(trainer.epochs(), trainer.epochsBeforeJudging());
      if (stuck) {
        console.remark(
            "no better epoch since %d; the next phase begins with epoch %d",
            stopping.ofPhase().epoch(), end + 1);
      }
      if (stuck || trainer.epochs() == end) {
        goBackToTheBest(trainer);
        trainer.skipTo(end);
        stopping.beginPhase();
      }
    }
  }

  /** What is fine-tuned is the best model so far, not what became of it. */
  private void goBackToTheBest(Training trainer) throws IOException {
    int best = stopping.bestEpoch();
    if (best > 0 && best < trainer.epochs()) {
      trainer.goBackTo(SavedModel.open(places.out()));
      console.remark("the next phase goes on with the model of epoch %d, the best so far", best);
    }
  }

  private Metrics validate(Training trainer) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      return new Measurement(trainer.copy(arena))
          .ofModelOn(
              training.valid().log(),
              training.valid().catalog(),
              training.validation().valid().cutOff(),
              console);
    }
  }

  private void saveCheckpoint(Training trainer) throws IOException {
    if (trainer.hasCheckpoints()) {
      trainer.saveCheckpoint(
          places.checkpoint(), record.complete(), TrainingNotes.of(training).asMap());
    }
  }

  private void interrupted(Training trainer, EpochReport epoch) throws IOException {
    boolean partly = epoch != null && !epoch.complete();
    saveCheckpoint(trainer);
    String holds = "holds the model so far";
    if (stopping.bestEpoch() > 0) {
      holds = "holds the best model so far, of epoch " + stopping.bestEpoch();
    } else {
      List<Map<String, Object>> line = partly ? List.of(EpochTable.asMap(epoch)) : List.of();
      ModelFile.save(places.out(), trainer.model(record.interrupted(line)));
    }
    int planned = trainer.plannedEpochs();
    int epochs = Math.min(trainer.epochs() + 1, planned);
    if (places.resume().isEmpty()) {
      console.remark(
          "interrupted in epoch %d of %d; no file for the model was named", epochs, planned);
      return;
    }
    console.remark(
        "interrupted in epoch %d of %d; %s %s%s",
        epochs,
        planned,
        places.out(),
        holds,
        trainer.hasCheckpoints() ? ". Go on with: " + places.resume() : "");
  }

  private void ended(Training trainer) throws IOException {
    Files.deleteIfExists(places.checkpoint());
    if (places.resume().isEmpty()) {
      return;
    }
    if (stopping.bestEpoch() == 0) {
      console.remark("saved %s", places.out());
      return;
    }
    console.remark(
        "saved %s: the model of epoch %d, the best of %d by %s (%.4f)",
        places.out(),
        stopping.bestEpoch(),
        training.epochs().size(),
        training.validation().valid(),
        stopping.best());
  }
}
