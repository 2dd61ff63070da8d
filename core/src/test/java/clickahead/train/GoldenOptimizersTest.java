package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.GoldenFile;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Twelve steps of every optimiser, dense and on rows, agree with PyTorch and GRU4Rec. */
class GoldenOptimizersTest {
  private static final int ROWS = 7;
  private static final int COLUMNS = 5;
  private static final int STEPS = 12;

  private static final Map<String, Map<String, String>> CASES =
      Map.ofEntries(
          Map.entry("dense.sgd", Map.of("adapt", "sgd")),
          Map.entry("dense.sgd_momentum.9", Map.of("adapt", "sgd", "momentum", "0.9")),
          Map.entry(
              "dense.sgd_nesterov.9",
              Map.of("adapt", "sgd", "momentum", "0.9", "nesterov", "true")),
          Map.entry("dense.adagrad_lr.1", Map.of()),
          Map.entry("dense.adagrad_lr.1_momentum.3", Map.of("momentum", "0.3")),
          Map.entry("dense.rmsprop_lr.1_decay.9", Map.of("adapt", "rmsprop")),
          Map.entry("dense.adadelta_decay.9", Map.of("adapt", "adadelta", "adapt_params", "0.9")),
          Map.entry("dense.adam_lr.01", Map.of("adapt", "adam", "learning_rate", "0.01")),
          Map.entry(
              "dense.adam_lr.01_l2.1",
              Map.of("adapt", "adam", "learning_rate", "0.01", "lmbd", "0.1")),
          Map.entry(
              "dense.adamw_lr.01_wd.1",
              Map.of("adapt", "adamw", "learning_rate", "0.01", "lmbd", "0.1")),
          Map.entry("rows.adagrad_lr.1", Map.of()),
          Map.entry("rows.adagrad_lr.1_momentum.3", Map.of("momentum", "0.3")),
          Map.entry("rows.rmsprop_lr.1_decay.9", Map.of("adapt", "rmsprop")),
          Map.entry("rows.adadelta_decay.9", Map.of("adapt", "adadelta")),
          Map.entry("rows.adam_lr.01", Map.of("adapt", "adam", "learning_rate", "0.01")));

  static Stream<Arguments> cases() {
    List<Arguments> cases = new ArrayList<>();
    for (String name : CASES.keySet().stream().sorted().toList()) {
      for (Compute compute : ComputePaths.all()) {
        cases.add(Arguments.of(name, compute));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("cases")
  void g1_everyStepAgrees(String name, Compute compute) throws IOException {
    GoldenFile golden = GoldenFile.open("optimizers");
    AdaptiveOptimizer optimizer =
        OptimizerOf.parameters(TrainingSettings.of(CASES.get(name), Map.of()), compute);
    try (Arena arena = Arena.ofConfined()) {
      Matrix matrix = new Matrix(arena, compute.kernels(), optimizer.planes());
      matrix.fill(golden.doubles("initial"));
      double[] gradients = golden.doubles("gradients");
      double[] expected = golden.doubles(name);
      int[] touched = golden.integers("rows");
      for (int step = 0; step < STEPS; step++) {
        boolean rows = name.startsWith("rows.");
        int first = step * ROWS;
        int[] items =
            IntStream.range(0, ROWS).filter(r -> !rows || touched[first + r] == 1).toArray();
        matrix.update(optimizer, items, gradients, step, rows);
        matrix.check(name + ", step " + step, expected, step);
      }
    }
  }

  /** A matrix with its optimiser's planes, one row behind the other. */
  private static final class Matrix {
    final Kernels kernels;
    final int width = Kernels.padded(COLUMNS);
    final int planes;
    final long at;
    final long gradient;

    Matrix(Arena arena, Kernels kernels, int planes) {
      this.kernels = kernels;
      this.planes = planes;
      at = Memory.allocate(arena, (long) ROWS * planes * width * kernels.elementBytes());
      gradient = Memory.allocate(arena, (long) ROWS * width * kernels.elementBytes());
    }

    private long index(int row, int column) {
      return (long) row * planes * width + column;
    }

    void fill(double[] values) {
      for (int i = 0; i < values.length; i++) {
        kernels.put(at, index(i / COLUMNS, i % COLUMNS), values[i]);
      }
    }

    void update(
        AdaptiveOptimizer optimizer, int[] items, double[] gradients, int step, boolean rows) {
      for (int i = 0; i < items.length; i++) {
        for (int k = 0; k < COLUMNS; k++) {
          int from = (step * ROWS + items[i]) * COLUMNS + k;
          kernels.put(gradient, (long) i * width + k, gradients[from]);
        }
      }
      if (rows) {
        optimizer.updateRows(
            at, (long) planes * width, items, items.length, gradient, width, step, 1);
        return;
      }
      for (int row = 0; row < ROWS; row++) {
        long[] addresses = new long[planes];
        for (int plane = 0; plane < planes; plane++) {
          addresses[plane] = at + (index(row, 0) + (long) plane * width) * kernels.elementBytes();
        }
        long g = gradient + (long) row * width * kernels.elementBytes();
        optimizer.update(addresses, g, width, step, 1);
      }
    }

    void check(String what, double[] expected, int step) {
      boolean exact = kernels.elementBytes() == 8;
      for (int i = 0; i < ROWS * COLUMNS; i++) {
        double theirs = expected[step * ROWS * COLUMNS + i];
        double bound = exact ? 1e-12 + 1e-9 * Math.abs(theirs) : 1e-5 + 1e-4 * Math.abs(theirs);
        assertThat(kernels.get(at, index(i / COLUMNS, i % COLUMNS)))
            .as("%s, element %d", what, i)
            .isCloseTo(theirs, within(bound));
      }
    }
  }
}
