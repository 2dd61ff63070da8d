package clickahead.cli.compare;

import clickahead.cli.clicks.ClickLog;
import clickahead.cli.clicks.DataWarnings;
import clickahead.cli.console.Console;
import clickahead.cli.console.Progress;
import clickahead.cli.console.StopRequest;
import clickahead.cli.evaluate.JointEvents;
import clickahead.cli.evaluate.KeptRanks;
import clickahead.cli.evaluate.Measurement;
import clickahead.cli.evaluate.ProtocolOptions;
import clickahead.cli.evaluate.SliceChoice;
import clickahead.data.Fingerprint;
import clickahead.eval.Comparisons;
import clickahead.eval.Estimate;
import clickahead.eval.Evaluation;
import clickahead.eval.EvaluationResult;
import clickahead.eval.Measured;
import clickahead.eval.MetricChoice;
import clickahead.eval.Metrics;
import clickahead.eval.ProtocolWarnings;
import clickahead.eval.Ranker;
import clickahead.eval.SliceTable;
import clickahead.eval.TieMode;
import clickahead.eval.Warning;
import clickahead.math.Compute;
import clickahead.model.ModelFile;
import clickahead.model.Origin;
import clickahead.model.TrainedModel;
import clickahead.model.TrainingSet;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Measures trained models on the same events, as {@code evaluate} does, and keeps their ranks: a
 * model is ranked again only where its training, the events or the protocol differ from before.
 */
final class CompareMeasurement {
  private static final int MOST_POINTS = 50;

  private final ClickLog clicks;
  private final ProtocolOptions protocol;
  private final CompareFolder folder;
  private final Console console;
  private final Map<String, Measured> measured = new LinkedHashMap<>();
  private final Map<String, Measured> amongAll = new LinkedHashMap<>();
  private Map<String, Origin> origins;
  private Map<String, Evaluation> evaluations;

  CompareMeasurement(
      ClickLog clicks, ProtocolOptions protocol, CompareFolder folder, Console console) {
    this.clicks = clicks;
    this.protocol = protocol;
    this.folder = folder;
    this.console = console;
  }

  /**
   * Makes sure that there is something to measure, before anything is trained for it.
   *
   * @throws IllegalArgumentException if the protocol is none, or has no event
   */
  static void requirePossible(ClickLog clicks, ProtocolOptions protocol) throws IOException {
    TrainingSet trained = TrainingSet.of(clicks.dataset(), false);
    int[] supports = trained.log().supports(trained.catalog().size());
    Map<String, Origin> any = Map.of("any", trained.origin(supports, Map.of()));
    JointEvents.of(clicks, protocol, any);
  }

  /**
   * Ranks with every model.
   *
   * @param prints fingerprints of the models' trainings, by name
   * @return false if it was interrupted
   */
  boolean rank(Map<String, String> prints, StopRequest stop) throws IOException {
    origins = new LinkedHashMap<>();
    for (String name : prints.keySet()) {
      origins.put(name, ModelFile.open(folder.model(name)).origin());
    }
    evaluations = JointEvents.of(clicks, protocol, origins);
    for (Map.Entry<String, String> model : prints.entrySet()) {
      if (stop.isRequested()) {
        return false;
      }
      String name = model.getKey();
      Evaluation evaluation = evaluations.get(name);
      measured.put(name, measure(name, model.getValue(), evaluation, folder.ranks(name)));
      if (evaluation.protocol().candidates().isSampled()) {
        Path all = folder.ranks(name + ".all");
        amongAll.put(name, measure(name, model.getValue(), evaluation.amongAll(), all));
      }
    }
    return true;
  }

  private Measured measure(String name, String print, Evaluation evaluation, Path file)
      throws IOException {
    Origin origin = origins.get(name);
    String items = Fingerprint.of(evaluation.test(), origin.catalog());
    KeptRanks ranks = KeptRanks.of(evaluation, print, items);
    Optional<Measured> kept = ranks.read(file);
    if (kept.isPresent()) {
      return kept.get();
    }
    try (Arena arena = Arena.ofShared();
        Progress progress = console.progress("evaluating " + name, "events")) {
      TrainedModel model = ModelFile.load(folder.model(name), arena, Compute.best());
      Measured fresh =
          evaluation.measure(Measurement.ranker(model), origin.supports(), progress::at);
      ranks.write(file, fresh);
      return fresh;
    }
  }

  private Evaluation first() {
    return evaluations.values().iterator().next();
  }

  /** Figures, slices, comparisons of every two models, and warnings. */
  EvaluationResult result(int resamples) throws IOException {
    EvaluationResult result =
        EvaluationResult.of(first().test().unknownItems(), measured, Map.of())
            .withWarnings(warnings())
            .withSlices(slices());
    List<List<String>> pairs = pairs();
    return pairs.isEmpty()
        ? result
        : result.withComparisons(
            new Comparisons(first(), resamples).of(pairs, measured, protocol.choice()));
  }

  /** How sure the figures are. */
  List<Estimate> estimates(int resamples) {
    return new Comparisons(first(), resamples).estimates(measured, protocol.choice());
  }

  /** The metrics at every cut-off up to the largest; at some of them where they are many. */
  Map<String, Metrics> curves() {
    int largest = measured.values().iterator().next().metrics().cutOffs().getLast();
    int step = (largest + MOST_POINTS - 1) / MOST_POINTS;
    int[] cutOffs =
        IntStream.rangeClosed(1, largest)
            .filter(k -> k == 1 || k % step == 0 || k == largest)
            .toArray();
    Map<String, Metrics> curves = new LinkedHashMap<>();
    long seed = first().protocol().tieSeed();
    measured.forEach((name, m) -> curves.put(name, Metrics.withTieSeed(m.ranks(), seed, cutOffs)));
    return curves;
  }

  private List<List<String>> pairs() {
    List<String> names = List.copyOf(measured.keySet());
    List<List<String>> pairs = new ArrayList<>();
    for (int a = 0; a < names.size(); a++) {
      for (int b = a + 1; b < names.size(); b++) {
        pairs.add(List.of(names.get(a), names.get(b)));
      }
    }
    return pairs;
  }

  private List<SliceTable> slices() throws IOException {
    Origin origin = origins.values().iterator().next();
    return new SliceChoice(clicks, origin)
        .of(first()).stream()
            .map(slice -> SliceTable.of(slice, measured, first().protocol()))
            .toList();
  }

  private List<Warning> warnings() throws IOException {
    Measured any = measured.values().iterator().next();
    List<Warning> warnings = new ArrayList<>(ProtocolWarnings.of(first(), any));
    if (!amongAll.isEmpty()) {
      warnings.add(sampled());
    }
    int threads = Runtime.getRuntime().availableProcessors();
    Map<String, Ranker> baselines =
        Measurement.baselines(origins.values().iterator().next(), threads);
    warnings.addAll(new DataWarnings(clicks, first(), baselines).all(origins));
    return warnings;
  }

  private Warning sampled() {
    int k = first().protocol().cutOffs()[first().protocol().cutOffs().length - 1];
    return ProtocolWarnings.sampled(
        first().protocol().candidates().name(), k, recalls(measured, k), recalls(amongAll, k));
  }

  private static Map<String, Double> recalls(Map<String, Measured> of, int k) {
    Map<String, Double> recalls = new LinkedHashMap<>();
    of.forEach((name, m) -> recalls.put(name, m.metrics().recall(TieMode.STANDARD, k)));
    return recalls;
  }

  /** How many comparisons there are between so many models. */
  static int comparisons(int models, MetricChoice choice) {
    return models * (models - 1) / 2 * choice.metrics().size();
  }

  /** What is known of the test part. */
  Evaluation evaluation() {
    return first();
  }
}
