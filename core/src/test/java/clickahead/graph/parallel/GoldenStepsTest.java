package clickahead.graph.parallel;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.GoldenFile;
import clickahead.graph.LogqCorrection;
import clickahead.graph.Loss;
import clickahead.graph.LossSettings;
import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.math.Activation;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.Kernels;
import clickahead.math.WorkerTeam;
import clickahead.model.Gru4Rec;
import clickahead.model.OfficialWeights.Dialect;
import clickahead.train.AdaptiveOptimizer;
import clickahead.train.TrainingSettings;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Consecutive training steps agree with those of the official GRU4Rec. */
class GoldenStepsTest {
  private static final List<String> FILES =
      List.of(
          "gru4rec_xe_shared",
          "gru4rec_xe_shared_inbatch_only",
          "gru4rec_xe_shared_large_batch_wide",
          "gru4rec_xe_shared_logq",
          "gru4rec_xe_shared_logq_half",
          "gru4rec_xe_shared_momentum",
          "gru4rec_xe_shared_two_layers",
          "gru4rec_bprmax_shared_elu",
          "gru4rec_bprmax_shared_linear",
          "gru4rec_xe_separate_two_layers",
          "gru4rec_bprmax_separate",
          "gru4rec_xe_onehot",
          "gru4rec_bprmax_onehot");

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String file : FILES) {
      for (int workers = 1; workers <= 3; workers++) {
        for (Compute compute : ComputePaths.all()) {
          cases.add(Arguments.of(file, workers, compute));
        }
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, {1} workers, {2}")
  @MethodSource("cases")
  void stepsAgreeWithTheOfficialCode(String name, int workers, Compute compute) throws IOException {
    GoldenFile golden = GoldenFile.open(name);
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      Run run =
          new Run(golden, new Workspace(arena, compute, workers, golden.dimension("steps.X", 1)));
      double[] costs = golden.doubles("steps.cost");
      for (int step = 0; step < costs.length; step++) {
        run.fill(step);
        double[] loss = new double[1];
        team.run(
            worker -> {
              double sum = run.plan.gradients(worker, run.batch);
              run.plan.update(worker, run.optimizer, 0);
              if (worker.index() == 0) {
                loss[0] = sum;
              }
            });
        check("cost of step " + step, loss[0] / run.slots, costs[step], compute);
        run.checkHiddenStates(step);
      }
      run.checkFinalWeights();
    }
  }

  static void check(String what, double actual, double expected, Compute compute) {
    double relative = compute.elementBytes() == 8 ? 1e-9 : 2e-4;
    double absolute = compute.elementBytes() == 8 ? 1e-12 : 1e-5;
    assertThat(actual)
        .as(what)
        .isCloseTo(expected, within(absolute + relative * Math.abs(expected)));
  }

  private static final class Run {
    final GoldenFile golden;
    final Workspace space;
    final Compute compute;
    final int slots;
    final List<Integer> layers = new ArrayList<>();
    final Gru4Rec model;
    final Plan plan;
    final AdaptiveOptimizer optimizer;
    final MiniBatch[] batches;
    MiniBatch batch;

    Run(GoldenFile golden, Workspace space) throws IOException {
      this.golden = golden;
      this.space = space;
      compute = space.compute();
      slots = space.slots();
      JsonNode p = golden.parameters();
      p.get("layers").forEach(n -> layers.add(n.asInt()));
      int samples = p.get("n_sample").asInt();
      optimizer =
          AdaptiveOptimizer.adagrad(
              compute.kernels().optimizers(),
              p.get("learning_rate").asDouble(),
              p.get("momentum").asDouble());
      model = Gru4Rec.zeros(space.arena(), compute, space.workers(), shape(), optimizer.planes());
      Plan.Layout layout =
          new Plan.Layout(model.items(), model.input(), model.layers(), 0, 0, samples, 1);
      plan = new Plan(space, layout, lossSettings());
      batches =
          new MiniBatch[] {
            new MiniBatch(0, slots, samples, space.workers()),
            new MiniBatch(1, slots, samples, space.workers())
          };
      GoldenWeights.load(golden, "initial.", model);
    }

    /** The shape that the official code has with these parameters: cells as auto chooses them. */
    private Gru4Rec.Shape shape() {
      JsonNode p = golden.parameters();
      boolean shared = p.get("constrained_embedding").asBoolean();
      return TrainingSettings.of(
              Map.of(
                  "layers", layers.stream().map(Object::toString).collect(joining("/")),
                  "constrained_embedding", Boolean.toString(shared),
                  "embedding", shared ? "0" : p.get("embedding").asString()),
              Map.of())
          .shape(p.get("n_items").asInt());
    }

    private LossSettings lossSettings() throws IOException {
      JsonNode p = golden.parameters();
      if (p.get("loss").asString().equals("bpr-max")) {
        Activation activation = Activation.elu(p.get("elu_param").asDouble());
        return new LossSettings(
            Loss.BPR_MAX,
            activation,
            p.get("bpreg").asDouble(),
            0,
            LogqCorrection.OFF,
            false,
            false);
      }
      int[] supports = Arrays.stream(golden.doubles("P0")).mapToInt(x -> (int) x).toArray();
      LogqCorrection logq =
          new LogqCorrection(supports, p.get("logq").asDouble(), p.get("sample_alpha").asDouble());
      return new LossSettings(Loss.CROSS_ENTROPY, Activation.LINEAR, 0, 0, logq, false, false);
    }

    void fill(int step) throws IOException {
      batch = batches[step % 2];
      int[] x = golden.integers("steps.X");
      int[] y = golden.integers("steps.Y");
      int[] reset = golden.integers("steps.reset");
      int columns = golden.dimension("steps.Y", 1);
      for (int b = 0; b < slots; b++) {
        batch.inputs[b] = x[step * slots + b];
        batch.targets[b] = y[step * columns + b];
        batch.fresh[b] = step == 0 || reset[(step - 1) * slots + b] == 1;
      }
      for (int w = 0; w < space.workers(); w++) {
        batch.clearSamples(w);
      }
      for (int i = slots; i < columns; i++) {
        batch.addSample(i % space.workers(), y[step * columns + i]);
      }
      batch.active = slots;
    }

    void checkHiddenStates(int step) throws IOException {
      double[] expected = golden.doubles("steps.hidden_after");
      int[] reset = golden.integers("steps.reset");
      int all = golden.dimension("steps.hidden_after", 2);
      int offset = 0;
      for (int layer = 0; layer < layers.size(); layer++) {
        long state = plan.state(layer, batch);
        for (int b = 0; b < slots; b++) {
          for (int u = 0; u < layers.get(layer) && reset[step * slots + b] == 0; u++) {
            double h = compute.kernels().get(state, (long) u * Kernels.padded(slots) + b);
            String what = "step " + step + ", hidden state of slot " + b + ", unit " + u;
            check(what, h, expected[(step * slots + b) * all + offset + u], compute);
          }
        }
        offset += layers.get(layer);
      }
    }

    void checkFinalWeights() throws IOException {
      GoldenWeights.forEach(
          golden,
          "final.",
          model,
          Dialect.PYTORCH,
          (what, actual, expected) -> check(what, actual, expected, compute));
    }
  }
}
