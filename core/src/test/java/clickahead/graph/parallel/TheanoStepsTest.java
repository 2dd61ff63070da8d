package clickahead.graph.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.GoldenFile;
import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.Kernels;
import clickahead.math.WorkerTeam;
import clickahead.model.Gru4Rec;
import clickahead.model.Gru4RecParameters;
import clickahead.model.OfficialWeights.Dialect;
import clickahead.train.AdaptiveOptimizer;
import clickahead.train.OptimizerOf;
import clickahead.train.TrainingSettings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Consecutive training steps agree with those of the official Theano version, parameter by
 * parameter under its names: losses, activations, input modes, layers.
 */
class TheanoStepsTest {
  private static final List<String> FILES =
      List.of(
          "xe_softmax",
          "xe_logit",
          "xe_smoothing0.1",
          "xe_logit_smoothing0.1",
          "xe_logq1_alpha0.5",
          "xe_logq0.6_alpha0",
          "xe_logit_logq1_alpha0.5",
          "xe_constrained",
          "xe_emb5",
          "xe_layers8_6",
          "xe_layers8_6_constrained",
          "xe_layers8_6_emb5",
          "xe_hidden_elu_0.5",
          "xe_hidden_linear",
          "xe_hidden_relu",
          "xe_momentum0.3",
          "xe_sgd",
          "xe_sgd_momentum0.3",
          "xe_rmsprop",
          "xe_adadelta",
          "xe_lmbd0.01",
          "xe_momentum0.3_lmbd0.01",
          "xe_gradcap0.3",
          "xe_gradcap1.0",
          "xe_sgd_gradcap0.3",
          "xe_constrained_sgd_gradcap0.3",
          "bpr_gradcap1.0",
          "bpr_sgd_gradcap1.0",
          "bpr_linear",
          "bpr_tanh",
          "top1max_linear",
          "top1max_tanh",
          "bprmax_linear",
          "bprmax_relu",
          "bprmax_tanh",
          "bprmax_leaky_0.2",
          "bprmax_elu_0.5",
          "bprmax_elu_0.5_bpreg0.2",
          "bprmax_selu_1.05-1.67",
          "bprmax_constrained",
          "bprmax_emb5",
          "rev2018_top1_linear",
          "rev2018_top1max_linear",
          "rev2018_bprmax_linear",
          "rev2018_xe_softmax",
          "rev2018_xe_logit",
          "rev2018_xe_smoothing0.1",
          "rev2018_xe_constrained");

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String file : FILES) {
      for (int workers = 1; workers <= 3; workers++) {
        cases.add(Arguments.of(file, workers, ComputePaths.oracle()));
      }
      cases.add(Arguments.of(file, 2, ComputePaths.all().getLast()));
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, {1} workers, {2}")
  @MethodSource("cases")
  void stepsAgreeWithTheOfficialTheanoVersion(String name, int workers, Compute compute)
      throws IOException {
    GoldenFile golden = GoldenFile.open("theano/" + name);
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      Run run = new Run(golden, arena, compute, workers);
      double[] costs = golden.doubles("steps.cost");
      for (int step = 0; step < costs.length; step++) {
        double cost = run.step(team, step);
        GoldenStepsTest.check("cost of step " + step, cost, costs[step], compute);
        run.checkHiddenStates(step);
      }
      GoldenWeights.forEach(
          golden,
          "final.",
          run.model,
          Dialect.THEANO,
          (what, ours, theirs) -> GoldenStepsTest.check(what, ours, theirs, compute));
    }
  }

  @Test
  void g1_repeatedRowsAreSummedBeforeTheOptimiserSeesThemUnlikeTheOriginal() throws IOException {
    GoldenFile golden = GoldenFile.open("theano/dup_xe_softmax");
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, ComputePaths.oracle().products())) {
      Run run = new Run(golden, arena, ComputePaths.oracle(), 1);
      double[] costs = golden.doubles("steps.cost");
      assertThat(run.step(team, 0)).as("the first cost").isCloseTo(costs[0], byLittle());
      assertThat(run.step(team, 1)).as("after an update").isNotCloseTo(costs[1], byLittle());
    }
  }

  @Test
  void g17_adamMovesRowsAgainstTheirGradientWhereTheOriginalMovesThemDown() throws IOException {
    GoldenFile golden = GoldenFile.open("theano/xe_adam");
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, ComputePaths.oracle().products())) {
      Run run = new Run(golden, arena, ComputePaths.oracle(), 1);
      double[] before = golden.doubles("Wy");
      int units = run.model.items().units();
      run.step(team, 0);
      int target = golden.integers("steps.Y")[0];
      int up = 0;
      for (int k = 0; k < units; k++) {
        up += run.model.items().get(0, target, k) > before[target * units + k] ? 1 : 0;
      }
      assertThat(up).as("elements of a row that moved up").isBetween(1, units);
    }
  }

  private static org.assertj.core.data.Offset<Double> byLittle() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  /** The official hyper-parameters under our names, which are the same. */
  private static Gru4RecParameters parameters(GoldenFile golden) {
    JsonNode hyper = golden.parameters();
    Map<String, String> settings = new HashMap<>();
    for (String name :
        List.of(
            "loss",
            "final_act",
            "hidden_act",
            "batch_size",
            "learning_rate",
            "momentum",
            "embedding",
            "n_sample",
            "sample_alpha",
            "smoothing",
            "constrained_embedding",
            "bpreg",
            "logq",
            "lmbd",
            "grad_cap")) {
      if (hyper.has(name)) {
        settings.put(name, hyper.get(name).asString());
      }
    }
    settings.put("layers", joined(hyper.get("layers")));
    JsonNode adapt = hyper.get("adapt");
    settings.put("adapt", adapt.isNull() ? "sgd" : adapt.asString());
    settings.put("adapt_params", joined(hyper.get("adapt_params")));
    settings.putIfAbsent("logq", "0");
    settings.put("cell", "reset-before");
    if (!hyper.has("learning_rate_given")) {
      // The revision of 2018 rounds it to single precision, even where all else is double.
      double rounded = (float) hyper.get("learning_rate").asDouble();
      settings.put("learning_rate", Double.toString(rounded));
    }
    return TrainingSettings.of(settings, Map.of());
  }

  private static String joined(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asString)
        .collect(Collectors.joining("/"));
  }

  private static final class Run {
    final GoldenFile golden;
    final Gru4Rec model;
    final Compute compute;
    final int slots;
    private final int columns;
    private final int workers;
    private final Plan plan;
    private final AdaptiveOptimizer optimizer;
    private final MiniBatch[] batches;

    Run(GoldenFile golden, Arena arena, Compute compute, int workers) throws IOException {
      this.golden = golden;
      this.compute = compute;
      this.workers = workers;
      slots = golden.dimension("steps.X", 1);
      columns = golden.dimension("steps.Y", 1);
      Gru4RecParameters parameters = parameters(golden);
      optimizer = OptimizerOf.parameters(parameters, compute);
      int items = golden.dimension("Wy", 0);
      model = Gru4Rec.zeros(arena, compute, workers, parameters.shape(items), optimizer.planes());
      int samples = columns - slots;
      Plan.Layout layout =
          new Plan.Layout(model.items(), model.input(), model.layers(), 0, 0, samples, 1);
      plan =
          new Plan(
              new Workspace(arena, compute, workers, slots),
              layout,
              parameters.lossSettings(supports(items)));
      batches =
          new MiniBatch[] {
            new MiniBatch(0, slots, samples, workers), new MiniBatch(1, slots, samples, workers)
          };
      GoldenWeights.load(golden, "", model, Dialect.THEANO);
    }

    private int[] supports(int items) throws IOException {
      return golden.has("P0")
          ? Arrays.stream(golden.doubles("P0")).mapToInt(x -> (int) x).toArray()
          : new int[items];
    }

    /** Makes a step; returns its cost. */
    double step(WorkerTeam team, int step) throws IOException {
      MiniBatch batch = batches[step % 2];
      int[] x = golden.integers("steps.X");
      int[] y = golden.integers("steps.Y");
      int[] reset = golden.integers("steps.R");
      for (int b = 0; b < slots; b++) {
        batch.inputs[b] = x[step * slots + b];
        batch.targets[b] = y[step * columns + b];
        batch.fresh[b] = step == 0 || reset[(step - 1) * slots + b] == 1;
      }
      for (int w = 0; w < workers; w++) {
        batch.clearSamples(w);
      }
      for (int i = slots; i < columns; i++) {
        batch.addSample(i % workers, y[step * columns + i]);
      }
      batch.active = slots;
      double[] loss = new double[1];
      team.run(
          worker -> {
            double sum = plan.gradients(worker, batch);
            plan.update(worker, optimizer, step);
            if (worker.index() == 0) {
              loss[0] = sum;
            }
          });
      return loss[0] / slots;
    }

    void checkHiddenStates(int step) throws IOException {
      int[] reset = golden.integers("steps.R");
      for (int l = 0; l < model.layers().size() && golden.has("steps.H" + l); l++) {
        double[] expected = golden.doubles("steps.H" + l);
        int units = model.layers().get(l).units();
        long state = plan.state(l, batches[step % 2]);
        for (int i = 0; i < slots * units; i++) {
          int b = i / units;
          if (reset[step * slots + b] == 0) {
            long at = (long) (i % units) * Kernels.padded(slots) + b;
            String what = "step %d, layer %d, slot %d, unit %d".formatted(step, l, b, i % units);
            double h = compute.kernels().get(state, at);
            GoldenStepsTest.check(what, h, expected[step * slots * units + i], compute);
          }
        }
      }
    }
  }
}
