package clickahead.cli.tune;

import clickahead.cli.console.Progress;
import clickahead.cli.console.ProgressBoard;
import clickahead.cli.evaluate.Measurement;
import clickahead.cli.train.PreparedTraining;
import clickahead.config.Parameters;
import clickahead.eval.InvalidScoreException;
import clickahead.eval.Metrics;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import clickahead.model.TrainingDivergedException;
import clickahead.model.TrainingListener;
import clickahead.model.TrainingSet;
import clickahead.train.ValidationMetric;
import clickahead.tune.SuccessiveHalving;
import clickahead.tune.Trial;
import clickahead.tune.Trial.State;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Trains on the train part with some parameters, and measures on the valid part.
 *
 * @param kind the kind of model
 * @param fixed parameters that all trials share
 * @param part the sessions to train on, shared by all trials
 * @param valid the sessions to measure on
 * @param metric what is measured
 * @param prunes end poor trials early?
 * @param threads for measuring a model that says nothing of threads
 */
record TrialRun<P extends Record>(
    ModelKind<P> kind,
    Parameters<P> fixed,
    TrainingSet part,
    PreparedTraining.ValidPart valid,
    ValidationMetric metric,
    boolean prunes,
    int threads) {
  private static final double NANOS = 1e9;

  /**
   * Runs one trial.
   *
   * @param begun what to run
   * @param team which it belongs to
   * @return empty if it was stopped
   */
  Optional<Trial> run(Trial begun, TrialTeam team) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    NavigableMap<Integer, Double> measured = new TreeMap<>();
    State state;
    String problem = "";
    try {
      P parameters = fixed.with(begun.parameters()).build();
      state = train(parameters, begun.number(), team, measured);
      if (state == null) {
        return Optional.empty();
      }
    } catch (IllegalArgumentException | TrainingDivergedException | InvalidScoreException e) {
      state = State.FAILED;
      problem = String.valueOf(e.getMessage());
    } catch (OutOfMemoryError e) {
      state = State.FAILED;
      problem = "not enough memory: " + e.getMessage();
    }
    double seconds = Math.round((System.nanoTime() - begin) / NANOS * 1000) / 1000.0;
    return Optional.of(
        new Trial(begun.number(), state, begun.parameters(), measured, seconds, problem));
  }

  /** Trains to the end, or until it is pruned; null if it was stopped. */
  private State train(
      P parameters, int trial, TrialTeam team, NavigableMap<Integer, Double> measured)
      throws IOException, InterruptedException {
    kind.requireRanking(parameters);
    try (Training training = kind.train(parameters, part, kind.compute(parameters))) {
      team.begin(training);
      try {
        return train(training, trial, team, measured);
      } finally {
        team.end(training);
      }
    }
  }

  private State train(
      Training training, int trial, TrialTeam team, NavigableMap<Integer, Double> measured)
      throws IOException, InterruptedException {
    int planned = training.plannedEpochs();
    while (training.epochs() < planned) {
      epoch(training, "trial " + trial, team.board());
      if (team.isStopped()) {
        return null;
      }
      int epoch = training.epochs();
      boolean compared = prunes && SuccessiveHalving.compares(epoch, planned);
      if (compared || epoch == planned) {
        Metrics metrics = measure(training, "trial " + trial, team.board(), metric.cutOff());
        measured.put(epoch, metric.of(metrics));
      }
      if (compared && team.search().prunes(trial, measured)) {
        return State.PRUNED;
      }
    }
    return team.isStopped() ? null : State.COMPLETE;
  }

  /**
   * Trains with parameters as a trial does, to the end, and measures at other cut-offs.
   *
   * @return empty if it was stopped
   */
  Optional<Metrics> measure(Map<String, String> values, int[] cutOffs, TrialTeam team)
      throws IOException {
    P parameters = fixed.with(values).build();
    try (Training training = kind.train(parameters, part, kind.compute(parameters))) {
      team.begin(training);
      while (training.epochs() < training.plannedEpochs() && !team.isStopped()) {
        epoch(training, "the best again", team.board());
      }
      team.end(training);
      return team.isStopped()
          ? Optional.empty()
          : Optional.of(measure(training, "the best again", team.board(), cutOffs));
    }
  }

  private static void epoch(Training training, String name, ProgressBoard board) {
    String task =
        "%s, epoch %d/%d".formatted(name, training.epochs() + 1, training.plannedEpochs());
    try (Progress progress = board.task(task, "events")) {
      TrainingListener listener = (epoch, events, of) -> progress.at(events, of);
      training.trainEpoch(listener);
    }
  }

  private Metrics measure(Training training, String name, ProgressBoard board, int... cutOffs)
      throws IOException {
    try (Arena arena = Arena.ofShared();
        Progress progress = board.task(name + ", measuring", "events")) {
      return new Measurement(training.copy(arena), threads)
          .ofModelOn(valid.log(), valid.catalog(), progress, cutOffs);
    }
  }
}
