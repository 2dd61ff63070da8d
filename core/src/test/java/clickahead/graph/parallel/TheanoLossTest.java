package clickahead.graph.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.GoldenFile;
import clickahead.graph.ItemTable;
import clickahead.graph.Loss;
import clickahead.graph.MiniBatch;
import clickahead.graph.SampledLoss;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
import clickahead.graph.parallel.StepCase.LossCase;
import clickahead.io.ElementType;
import clickahead.io.Safetensors;
import clickahead.math.Activation;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.Worker;
import clickahead.math.WorkerTeam;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * The cost of a first step that the official Theano version computed, against the scoring operator
 * alone: the states are z∘c, since those before are zero, and so need no cell.
 */
class TheanoLossTest {
  private static final Path FOLDER = GoldenFile.path("theano");

  /** One recorded case. */
  private static final class Recording {
    final Safetensors file;
    final JsonNode hyper;
    final int slots;
    final int columns;

    Recording(String name) throws IOException {
      Path path = FOLDER.resolve(name + ".safetensors");
      file = Safetensors.open(path);
      hyper = new ObjectMapper().readTree(file.metadata().get("hyper"));
      slots = file.tensors().get("steps.X").spec().shape().get(1).intValue();
      columns = file.tensors().get("steps.Y").spec().shape().get(1).intValue();
    }

    double[] doubles(String tensor) throws IOException {
      return file.data(tensor, ElementType.F64).toArray(ValueLayout.JAVA_DOUBLE_UNALIGNED);
    }

    int[] integers(String tensor) throws IOException {
      long[] values = file.data(tensor, ElementType.I64).toArray(ValueLayout.JAVA_LONG_UNALIGNED);
      return Arrays.stream(values).mapToInt(Math::toIntExact).toArray();
    }

    double option(String name) {
      return hyper.has(name) ? hyper.get(name).asDouble() : 0;
    }

    LossCase loss() {
      String name =
          hyper.get("loss").asString().replace('-', '_').toUpperCase(java.util.Locale.ROOT);
      String activation = hyper.get("final_act").asString();
      return new LossCase(
          Loss.valueOf(name),
          activation.startsWith("softmax") ? Activation.LINEAR : Activation.parse(activation),
          option("bpreg"),
          option("smoothing"),
          option("logq"),
          option("sample_alpha"),
          false,
          false);
    }

    int[] supports() throws IOException {
      return file.tensors().containsKey("P0")
          ? Arrays.stream(doubles("P0")).mapToInt(x -> (int) x).toArray()
          : new int[40];
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "xe_softmax",
        "xe_logit",
        "xe_smoothing0.1",
        "xe_logit_smoothing0.1",
        "xe_logq1_alpha0.5",
        "xe_logq0.6_alpha0",
        "xe_logit_logq1_alpha0.5",
        "dup_xe_softmax",
        "dup_xe_sgd",
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
        "rev2018_top1_linear",
        "rev2018_top1max_linear",
        "rev2018_bprmax_linear",
        "rev2018_xe_softmax",
        "rev2018_xe_logit",
        "rev2018_xe_smoothing0.1"
      })
  void costsOfFirstStepsAgreeWithTheOfficialTheanoVersion(String name) throws IOException {
    check(name, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"top1_linear", "top1_tanh"})
  void g15_theOriginalsTop1IsTheNumberOfSlotsTimesTheRightOne(String name) throws IOException {
    check(name, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rev2018_bpr_linear"})
  void g15_theRevisionOf2018TookTheMeanOfBprWhereTheCurrentOneTakesTheSum(String name)
      throws IOException {
    check(name, 1.0 / 10);
  }

  private static void check(String name, double factor) throws IOException {
    Recording recording = new Recording(name);
    double expected = recording.doubles("steps.cost")[0];
    for (Compute compute : ComputePaths.all()) {
      for (int workers = 1; workers <= 3; workers++) {
        double cost = factor * loss(recording, compute, workers) / recording.slots;
        double bound = compute.elementBytes() == 8 ? 1e-9 : 1e-5;
        assertThat(cost)
            .as("%s, %s, %d workers", name, compute, workers)
            .isCloseTo(expected, within(1e-12 + bound * Math.abs(expected)));
      }
    }
  }

  private static double loss(Recording recording, Compute compute, int workers) throws IOException {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      Workspace space = new Workspace(arena, compute, workers, recording.slots);
      double[] weights = recording.doubles("Wy");
      double[] biases = recording.doubles("By");
      int units = weights.length / biases.length;
      ItemTable table = new ItemTable(arena, compute, biases.length, units, 1);
      for (int i = 0; i < weights.length; i++) {
        table.put(0, i / units, i % units, weights[i]);
        table.put(0, i / units, units, biases[i / units]);
      }
      MiniBatch batch = batch(recording, workers);
      Signal state = Signal.unitMajor(space, units, true);
      states(recording, units, compute, state.value(batch), space.paddedSlots());
      TouchedRows rows = TouchedRows.distinct(space, table, 2 * recording.columns);
      SampledLoss loss = recording.loss().settings(recording.supports()).in(space);
      SampledScores scores = new SampledScores(space, state, table, rows, loss);
      team.run(worker -> run(worker, scores, batch));
      return scores.loss();
    }
  }

  private static void run(Worker worker, SampledScores scores, MiniBatch batch) {
    scores.prepare(worker, batch);
    worker.barrier();
    scores.forward(worker, batch);
    worker.barrier();
    scores.backward(worker, batch);
  }

  private static MiniBatch batch(Recording recording, int workers) throws IOException {
    int samples = recording.columns - recording.slots;
    MiniBatch batch = new MiniBatch(0, recording.slots, samples, workers);
    int[] items = recording.integers("steps.Y");
    for (int j = 0; j < recording.columns; j++) {
      if (j < recording.slots) {
        batch.targets[j] = items[j];
      } else {
        batch.addSample(j % workers, items[j]);
      }
    }
    return batch;
  }

  /** One-hot input, so that the products with it are rows; columns [candidate, reset, update]. */
  private static void states(
      Recording recording, int units, Compute compute, long state, int stride) throws IOException {
    double[] input = recording.doubles("Wx0");
    double[] bias = recording.doubles("Bh0");
    int[] items = recording.integers("steps.X");
    for (int b = 0; b < recording.slots; b++) {
      for (int u = 0; u < units; u++) {
        int row = 3 * units * items[b];
        double candidate = Math.tanh(input[row + u] + bias[u]);
        double update = 1 / (1 + Math.exp(-input[row + 2 * units + u] - bias[2 * units + u]));
        compute.kernels().put(state, (long) u * stride + b, update * candidate);
      }
    }
  }
}
