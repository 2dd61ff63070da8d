package clickahead.cli.recbole;

import clickahead.cli.console.Console;
import clickahead.cli.console.Failures;
import clickahead.cli.console.Progress;
import clickahead.cli.console.StopRequest;
import clickahead.cli.evaluate.Measurement;
import clickahead.cli.train.EpochTable;
import clickahead.data.Catalog;
import clickahead.data.EvalArgs;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Measured;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.math.Compute;
import clickahead.model.EpochReport;
import clickahead.model.ModelFile;
import clickahead.model.TrainedModel;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import clickahead.recbole.RecboleEvaluation;
import clickahead.recbole.RecboleTraining;
import clickahead.train.EarlyStopping;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Trains as RecBole does: validates, keeps the best model, ends early, and measures the test. */
final class RecboleRun<P extends Record> {
  private final Console console;
  private final RecboleTraining<P> settings;
  private final RecboleEvaluation evaluation;
  private final Parts parts;
  private final long seed;
  private final Path out;
  private final RecboleLines lines;
  private final EarlyStopping stopping;
  private Measured best;

  /**
   * The sessions.
   *
   * @param catalog items of all parts
   * @param train to train on
   * @param valid to choose the best epoch on; may have no sessions
   * @param test to measure on; may have no sessions
   */
  record Parts(Catalog catalog, SessionLog train, SessionLog valid, SessionLog test) {}

  /**
   * A run.
   *
   * @param seed of sampled candidates
   * @param out file for the best model
   */
  RecboleRun(
      Console console,
      RecboleTraining<P> settings,
      RecboleEvaluation evaluation,
      Parts parts,
      long seed,
      Path out,
      boolean json) {
    this.console = console;
    this.settings = settings;
    this.evaluation = evaluation;
    this.parts = parts;
    this.seed = seed;
    this.out = out;
    lines = new RecboleLines(console, evaluation, settings.lossDigits(), json);
    // There the count of validations that were no better must go beyond the bound.
    stopping = new EarlyStopping((settings.stoppingStep() + 1) * Math.max(1, settings.evalStep()));
  }

  /**
   * Runs it.
   *
   * @return the exit code
   */
  int run() throws IOException {
    TrainingSet data = TrainingSet.of(parts.train(), parts.catalog());
    Compute compute = settings.kind().compute(settings.parameters());
    try (Training trainer = settings.kind().train(settings.parameters(), data, compute);
        StopRequest stop = StopRequest.onInterrupt(trainer::requestStop)) {
      while (trainer.epochs() < trainer.plannedEpochs()
          && !stopping.isOver(trainer.epochs())
          && !stop.isRequested()) {
        EpochReport epoch = epoch(trainer);
        finish(trainer, epoch);
      }
      if (stop.isRequested()) {
        return Failures.INTERRUPTED;
      }
      lines.end(stopping, trainer.epochs(), Optional.ofNullable(best), test());
    }
    return 0;
  }

  private EpochReport epoch(Training trainer) {
    String task = "epoch " + trainer.epochs() + " of " + trainer.plannedEpochs();
    try (Progress progress = console.progress(task, "events")) {
      return trainer.trainEpoch((epoch, events, of) -> progress.at(events, of));
    }
  }

  private void finish(Training trainer, EpochReport epoch) throws IOException {
    lines.trained(epoch);
    int step = settings.evalStep();
    boolean validates =
        epoch.complete()
            && step > 0
            && parts.valid().sessions() > 0
            && (epoch.epoch() % step == 0 || epoch.epoch() == trainer.plannedEpochs());
    TrainedModel model = trainer.model(record(epoch));
    boolean better = !validates && best == null;
    if (validates) {
      long begin = System.nanoTime();
      Measured measured = measure(model, parts.valid(), evaluation.valid());
      double value =
          measured
              .metrics()
              .value(evaluation.validMetric(), TieMode.CONSERVATIVE, evaluation.validCutOff());
      better = stopping.isBest(epoch.epoch(), value);
      best = better ? measured : best;
      lines.validated(epoch, (System.nanoTime() - begin) * 1e-9, value, measured);
    }
    if (better) {
      ModelFile.save(out, model);
    }
  }

  private Map<String, Object> record(EpochReport epoch) {
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("sessions", parts.train().sessions());
    record.put("events", parts.train().events());
    record.put("interrupted", !epoch.complete());
    record.put("epoch", EpochTable.asMap(epoch));
    return record;
  }

  private Optional<Measured> test() throws IOException {
    if (parts.test().sessions() == 0) {
      return Optional.empty();
    }
    try (Arena arena = Arena.ofShared()) {
      TrainedModel model = ModelFile.load(out, arena, Compute.best());
      return Optional.of(measure(model, parts.test(), evaluation.test()));
    }
  }

  private Measured measure(TrainedModel model, SessionLog log, EvalArgs args) {
    try (Progress progress = console.progress("measuring", "events")) {
      return new Evaluation(TestSessions.of(log), evaluation.protocol(args, model.supports(), seed))
          .measure(Measurement.ranker(model), model.supports(), progress::at);
    }
  }
}
