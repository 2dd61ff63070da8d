package clickahead.cli.windows;

import clickahead.cli.clicks.DataWarnings;
import clickahead.cli.console.Console;
import clickahead.cli.console.Progress;
import clickahead.cli.console.StopRequest;
import clickahead.cli.evaluate.Measurement;
import clickahead.cli.evaluate.ProtocolOptions;
import clickahead.cli.evaluate.SampledRecall;
import clickahead.data.Catalog;
import clickahead.data.LogSplit;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.EvaluationResult;
import clickahead.eval.Measured;
import clickahead.eval.ProtocolWarnings;
import clickahead.eval.Ranker;
import clickahead.eval.TestSessions;
import clickahead.eval.Warning;
import clickahead.model.ModelKind;
import clickahead.model.Training;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Trains and measures a model on one window of time.
 *
 * @param title of the window, for the progress
 */
record WindowRun<P extends Record>(
    ModelKind<P> kind, P parameters, ProtocolOptions protocol, Console console, String title) {

  /**
   * What was measured.
   *
   * @param testBegins time of the first test session, in milliseconds
   * @param trained number of training events
   */
  record Result(long testBegins, long trained, EvaluationResult measured) {}

  /**
   * Trains on the window's items alone; test events of others are dropped and counted.
   *
   * @return empty if it was interrupted
   */
  Optional<Result> run(LogSplit window, Catalog catalog, StopRequest stop) throws IOException {
    kind.requireRanking(parameters);
    int[] indices = new int[catalog.size()];
    Catalog own = own(window.train(), catalog, indices);
    TrainingSet data = TrainingSet.of(window.train().renumbered(indices), own);
    TestSessions test = TestSessions.of(window.test(), indices);
    // Says before the training what cannot be measured behind it.
    Evaluation evaluation =
        new Evaluation(test, protocol.protocol(data.log().supports(own.size()), own));
    try (Training training = kind.train(parameters, data, kind.compute(parameters));
        Arena arena = Arena.ofShared()) {
      stop.act(training::requestStop);
      if (!train(training, stop)) {
        return Optional.empty();
      }
      Measurement model = new Measurement(training.copy(arena));
      EvaluationResult measured = measure(model, evaluation, stop);
      return stop.isRequested()
          ? Optional.empty()
          : Optional.of(new Result(window.test().time(0), window.train().events(), measured));
    } finally {
      stop.act(() -> {});
    }
  }

  /** Trains to the end; false if it was interrupted. */
  private boolean train(Training training, StopRequest stop) throws IOException {
    try (Progress progress = console.progress(title + ", training", "events")) {
      while (training.epochs() < training.plannedEpochs() && !stop.isRequested()) {
        training.trainEpoch((epoch, events, of) -> progress.at(events, of));
      }
    }
    return !stop.isRequested();
  }

  private EvaluationResult measure(Measurement model, Evaluation evaluation, StopRequest stop)
      throws IOException {
    Map<String, Measured> beside = new LinkedHashMap<>();
    try (Progress progress = console.progress(title + ", evaluating", "events")) {
      Measured measured = evaluation.measure(model.ranker(), model.supports(), progress::at);
      Map<String, Ranker> baselines = model.baselines();
      for (Map.Entry<String, Ranker> baseline : baselines.entrySet()) {
        if (stop.isRequested()) {
          break;
        }
        beside.put(
            baseline.getKey(),
            evaluation.measure(
                baseline.getValue(), model.supports(), clickahead.eval.Progress.NONE));
      }
      EvaluationResult result =
          EvaluationResult.of(evaluation.test().unknownItems(), Map.of("model", measured), beside);
      return stop.isRequested()
          ? result
          : result.withWarnings(warnings(evaluation, model, measured, beside, baselines));
    }
  }

  private List<Warning> warnings(
      Evaluation evaluation,
      Measurement model,
      Measured measured,
      Map<String, Measured> beside,
      Map<String, Ranker> baselines) {
    List<Warning> warnings = new ArrayList<>(ProtocolWarnings.of(evaluation, measured));
    if (evaluation.protocol().candidates().isSampled()) {
      SampledRecall recall = new SampledRecall(evaluation.protocol());
      recall.add("model", measured, evaluation, model.ranker());
      beside.forEach((name, m) -> recall.add(name, m, evaluation, baselines.get(name)));
      warnings.add(recall.warning());
    }
    DataWarnings.order(evaluation.test(), baselines).ifPresent(warnings::add);
    return warnings;
  }

  /** The items of a log in the order of their first events; fills in their new indices, or -1. */
  private static Catalog own(SessionLog log, Catalog catalog, int[] indices) {
    Arrays.fill(indices, -1);
    List<Integer> items = new ArrayList<>();
    for (long e = 0; e < log.events(); e++) {
      int item = log.item(e);
      if (indices[item] < 0) {
        indices[item] = items.size();
        items.add(item);
      }
    }
    Map<String, List<String>> columns = new LinkedHashMap<>();
    for (String column : catalog.columns()) {
      columns.put(column, items.stream().map(i -> catalog.value(i, column)).toList());
    }
    return Catalog.of(items.stream().map(catalog::id).toList(), columns);
  }
}
