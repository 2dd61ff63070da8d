package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.GoldenFile;
import clickahead.data.SessionLog;
import clickahead.eval.Evaluation;
import clickahead.eval.Metrics;
import clickahead.eval.Progress;
import clickahead.eval.TestSessions;
import clickahead.eval.TieMode;
import clickahead.graph.MiniBatch;
import clickahead.graph.parallel.GoldenWeights;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.model.Gru4Rec;
import clickahead.model.Gru4RecParameters;
import clickahead.model.Gru4RecRanker;
import clickahead.model.ModelWeights;
import clickahead.model.OfficialWeights.Dialect;
import clickahead.model.TrainingListener;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A whole training on a small log agrees with the official GRU4Rec's. */
class GoldenFitTest {
  private static final int ITEMS = 39;
  private static final int[] CUT_OFFS = {1, 5, 10, 20};

  static Stream<Arguments> trainings() {
    List<Arguments> trainings = new ArrayList<>();
    for (String file : List.of("gru4rec_fit_tiny_xe", "gru4rec_fit_tiny_bprmax")) {
      for (Compute compute : ComputePaths.all()) {
        for (int workers = 1; workers <= 3; workers++) {
          trainings.add(Arguments.of(file, compute, workers));
        }
      }
    }
    return trainings.stream();
  }

  /** The log, its sessions in the order of their first event, in the file's item indices. */
  private static SessionLog log(GoldenFile golden) throws IOException {
    Map<Integer, Integer> index = new LinkedHashMap<>();
    for (int id : golden.integers("item_ids")) {
      index.put(id, index.size());
    }
    Map<String, List<int[]>> sessions = new LinkedHashMap<>();
    List<String> lines = Files.readAllLines(GoldenFile.path("gru4rec_fit_tiny_log.tsv"));
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split("\t", -1);
      sessions
          .computeIfAbsent(cells[0], id -> new ArrayList<>())
          .add(new int[] {Integer.parseInt(cells[2]), index.get(Integer.parseInt(cells[1]))});
    }
    List<List<int[]>> ordered = new ArrayList<>(sessions.values());
    ordered.forEach(session -> session.sort(Comparator.comparingInt(event -> event[0])));
    ordered.sort(Comparator.comparingInt(session -> session.getFirst()[0]));
    return SessionLog.of(
        ordered.stream()
            .map(session -> session.stream().mapToInt(event -> event[1]).toArray())
            .toArray(int[][]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec_fit_tiny_xe", "gru4rec_fit_tiny_bprmax"})
  void everyMiniBatchHoldsWhatTheOfficialCodeFed(String name) throws IOException {
    GoldenFile golden = GoldenFile.open(name);
    int[] x = golden.integers("steps.X");
    int[] y = golden.integers("steps.Y");
    SessionParallelFeed feed =
        new SessionParallelFeed(
            log(golden), SessionOrder.ofLog(log(golden).sessions()), 5, false, DwellWeights.NONE);
    MiniBatch batch = new MiniBatch(0, 5, 0, 1);
    int step = 0;
    for (int epoch = 0; epoch < 2; epoch++) {
      feed.restart(1);
      for (feed.fill(batch); batch.active > 0; feed.fill(batch)) {
        // The official code moves slots up when one ends; here each keeps its place.
        assertThat(pairs(batch.inputs, batch.targets, 0))
            .as("step %d", step)
            .isEqualTo(pairs(x, y, step * 5));
        step++;
      }
    }
    assertThat(step * 5).isEqualTo(x.length);
  }

  /** Input and target of the five slots that hold a session. */
  private static List<String> pairs(int[] inputs, int[] targets, int first) {
    List<String> pairs = new ArrayList<>();
    for (int slot = first; slot < first + 5; slot++) {
      if (inputs[slot] != MiniBatch.NONE) {
        pairs.add(inputs[slot] + " before " + targets[slot]);
      }
    }
    return pairs;
  }

  @ParameterizedTest(name = "{0}, {2} workers, {1}")
  @MethodSource("trainings")
  void weightsAndEvaluationAgree(String name, Compute compute, int workers) throws IOException {
    GoldenFile golden = GoldenFile.open(name);
    SessionLog log = log(golden);
    Gru4RecParameters parameters = parameters(golden, workers);
    boolean exact = compute.elementBytes() == 8;
    try (Trainer trainer = new Trainer(parameters, log, ITEMS, compute)) {
      Gru4Rec model = trainer.model();
      GoldenWeights.load(golden, "initial.", model);
      long events = 0;
      for (int epoch = 0; epoch < parameters.nEpochs(); epoch++) {
        events += trainer.trainEpoch(TrainingListener.NONE).events();
      }
      assertThat(events).isEqualTo(532);
      GoldenWeights.forEach(
          golden,
          "final.",
          model,
          Dialect.PYTORCH,
          (what, ours, theirs) -> {
            double bound = exact ? 1e-12 + 1e-9 * Math.abs(theirs) : 1e-3;
            assertThat(ours).as(what).isCloseTo(theirs, within(bound));
          });
      checkEvaluation(golden, model, log, compute, exact);
    }
  }

  private static Gru4RecParameters parameters(GoldenFile golden, int workers) {
    JsonNode p = golden.parameters();
    return TrainingSettings.of(
        Map.of(
            "layers", "10",
            "batch_size", p.get("batch_size").asString(),
            "n_epochs", p.get("n_epochs").asString(),
            "learning_rate", p.get("learning_rate").asString(),
            "momentum", p.get("momentum").asString(),
            "loss", p.get("loss").asString(),
            "bpreg", p.get("bpreg").asString(),
            "elu_param", p.get("elu_param").asString(),
            "n_sample", "0",
            "threads", Integer.toString(workers)),
        Map.of("logq", "0"));
  }

  private static void checkEvaluation(
      GoldenFile golden, Gru4Rec model, SessionLog log, Compute compute, boolean exact) {
    try (Arena arena = Arena.ofShared()) {
      Gru4RecRanker ranker =
          new Gru4RecRanker(ModelWeights.forOneWorker(arena, compute, model), compute, 2);
      Metrics metrics =
          new Evaluation(TestSessions.of(log), CUT_OFFS).measure(ranker, Progress.NONE);
      assertThat(metrics.events()).isEqualTo(270);
      // In single precision a pair of almost equal scores may change places.
      double bound = exact ? 1e-12 : 1.5 / 270;
      for (TieMode mode : List.of(TieMode.STANDARD, TieMode.CONSERVATIVE)) {
        JsonNode expected = golden.parameters().get("evaluation").get(mode.label());
        for (int k : CUT_OFFS) {
          String cutOff = Integer.toString(k);
          assertThat(metrics.recall(mode, k))
              .as("recall@%d, %s", k, mode)
              .isCloseTo(expected.get("recall").get(cutOff).asDouble(), within(bound));
          assertThat(metrics.mrr(mode, k))
              .as("MRR@%d, %s", k, mode)
              .isCloseTo(expected.get("mrr").get(cutOff).asDouble(), within(bound));
        }
      }
    }
  }
}
