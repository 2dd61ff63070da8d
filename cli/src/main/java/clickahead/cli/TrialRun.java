package clickahead.cli;

import clickahead.config.Parameters;
import clickahead.eval.InvalidScoreException;
import clickahead.eval.Metrics;
import clickahead.math.Compute;
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
import java.util.List;
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
 */
record TrialRun<P extends Record>(
    ModelKind<P> kind,
    Parameters<P> fixed,
    TrainingSet part,
    PreparedTraining.ValidPart valid,
    ValidationMetric metric,
    boolean prunes) {
  private static final double NANOS = 1e9;

  /**
   * Runs one trial.
   *
   * @param before the trials before it
   * @return empty if it was interrupted
   */
  Optional<Trial> run(
      Map<String, String> values, List<Trial> before, Console console, StopRequest stop)
      throws IOException {
    int number = before.size() + 1;
    long begin = System.nanoTime();
    NavigableMap<Integer, Double> measured = new TreeMap<>();
    State state;
    String problem = "";
    try {
      P parameters = fixed.with(values).build();
      Compute compute = kind.compute(parameters);
      try (Training training = kind.train(parameters, part, compute)) {
        stop.act(training::requestStop);
        state = train(training, stop, before, measured, console);
      } finally {
        stop.act(() -> {});
      }
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
    return Optional.of(new Trial(number, state, values, measured, seconds, problem));
  }

  /** Trains to the end, or until it is pruned; null if it was interrupted. */
  private State train(
      Training training,
      StopRequest stop,
      List<Trial> before,
      NavigableMap<Integer, Double> measured,
      Console console)
      throws IOException {
    int planned = training.plannedEpochs();
    while (training.epochs() < planned) {
      epoch(training, before.size() + 1, console);
      if (stop.isRequested()) {
        return null;
      }
      int epoch = training.epochs();
      boolean compared = prunes && SuccessiveHalving.compares(epoch, planned);
      if (compared || epoch == planned) {
        measured.put(epoch, measure(training, console));
      }
      if (compared && SuccessiveHalving.ends(epoch, measured.get(epoch), before)) {
        return State.PRUNED;
      }
    }
    return State.COMPLETE;
  }

  private static void epoch(Training training, int trial, Console console) {
    String task =
        "trial %d, epoch %d/%d".formatted(trial, training.epochs() + 1, training.plannedEpochs());
    try (Progress progress = console.progress(task, "events")) {
      TrainingListener listener = (epoch, events, of) -> progress.at(events, of);
      training.trainEpoch(listener);
    }
  }

  private double measure(Training training, Console console) throws IOException {
    try (Arena arena = Arena.ofShared()) {
      Metrics metrics =
          new Measurement(training.copy(arena))
              .ofModelOn(valid.log(), valid.catalog(), metric.cutOff(), console);
      return metric.of(metrics);
    }
  }
}
