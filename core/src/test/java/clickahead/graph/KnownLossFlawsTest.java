package clickahead.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.StepCase.LossCase;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.Kernels;
import clickahead.math.Memory;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes that were found in other programs' losses and training steps, each by the letter and
 * number that the project's list of known flaws gives it. Losses are compared with their definition
 * over all M + N columns, none of them merged.
 */
class KnownLossFlawsTest {
  private static final long SEED = 31;

  static List<Compute> paths() {
    return ComputePaths.all();
  }

  /** A step whose scores are given, not computed: h = 0 and the items' biases are the scores. */
  private static double loss(
      Compute compute, int workers, LossCase loss, double[] biases, int[] targets, int... samples) {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      StepCase.Laid laid =
          new StepCase(
                  List.of(3),
                  targets.length,
                  targets.length,
                  samples.length,
                  biases.length,
                  loss,
                  0,
                  SEED)
              .lay(arena, compute, workers, 2);
      setScores(laid, biases, targets, samples);
      return laid.gradients(team);
    }
  }

  private static void setScores(
      StepCase.Laid laid, double[] biases, int[] targets, int... samples) {
    for (int i = 0; i < biases.length; i++) {
      for (int k = 0; k < laid.table.units(); k++) {
        laid.table.put(0, i, k, 0);
      }
      laid.table.put(0, i, laid.table.units(), biases[i]);
    }
    System.arraycopy(targets, 0, laid.batch.targets, 0, targets.length);
    for (int w = 0; w < laid.space.workers(); w++) {
      laid.batch.clearSamples(w);
    }
    for (int sample : samples) {
      laid.batch.addSample(0, sample);
    }
  }

  /** Scores of all columns: the targets of all slots, then the samples. */
  private static double[] columns(double[] biases, int[] targets, int... samples) {
    double[] columns = new double[targets.length + samples.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = biases[i < targets.length ? targets[i] : samples[i - targets.length]];
    }
    return columns;
  }

  private static double crossEntropy(double[] columns, int slots) {
    double sum = 0;
    double loss = 0;
    for (double score : columns) {
      sum += Math.exp(score);
    }
    for (int b = 0; b < slots; b++) {
      loss += Math.log(sum) - columns[b];
    }
    return loss;
  }

  private static double bprMax(double[] columns, int slots, double elu, double bpreg) {
    double loss = 0;
    double[] r = columns.clone();
    for (int j = 0; j < r.length; j++) {
      r[j] = elu > 0 && r[j] < 0 ? elu * (Math.exp(r[j]) - 1) : r[j];
    }
    for (int b = 0; b < slots; b++) {
      double z = 0;
      double likelihood = 0;
      double penalty = 0;
      for (int j = 0; j < r.length; j++) {
        if (j != b) {
          z += Math.exp(r[j]);
          likelihood += Math.exp(r[j]) / (1 + Math.exp(r[j] - r[b]));
          penalty += Math.exp(r[j]) * r[j] * r[j];
        }
      }
      loss += -Math.log(likelihood / z + 1e-24) + bpreg * penalty / z;
    }
    return loss;
  }

  private static void check(String what, Compute compute, double actual, double expected) {
    double relative = compute.elementBytes() == 8 ? 1e-12 : 1e-5;
    assertThat(actual)
        .as("%s, %s, seed %d", what, compute, SEED)
        .isCloseTo(expected, within(relative * Math.max(1, Math.abs(expected))));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void f4_theLossOfUniformScoresIsTheLogarithmOfTheNumberOfColumns(Compute compute) {
    double[] biases = new double[12];
    java.util.Arrays.fill(biases, 0.7);
    int[] targets = {0, 1, 2, 3};
    LossCase plain = LossCase.crossEntropy(0, 0);
    double loss = loss(compute, 1, plain, biases, targets, 5, 6, 7, 8, 9, 10, 11);
    check("loss", compute, loss, targets.length * Math.log(4 + 7));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void f3AndG2_repeatedColumnsAndAccidentalHitsAreColumnsLikeAllOthers(Compute compute) {
    double[] biases = {0.5, -1, 2, 0.25, -0.75, 1.5};
    int[] targets = {2, 2, 0};
    int[] samples = {2, 0, 5, 5, 5, 1, 4};
    double[] columns = columns(biases, targets, samples);
    for (int workers = 1; workers <= 3; workers++) {
      check(
          "cross-entropy",
          compute,
          loss(compute, workers, LossCase.crossEntropy(0, 0), biases, targets, samples),
          crossEntropy(columns, 3));
      check(
          "bpr-max",
          compute,
          loss(compute, workers, LossCase.bprMax(0, 1), biases, targets, samples),
          bprMax(columns, 3, 0, 1));
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void f5_bprMaxIsThePapersEquationWithItsRegularisation(Compute compute) {
    double[] biases = {0.5, -1, 2, 0.25, -0.75, 1.5};
    int[] targets = {1, 3};
    int[] samples = {0, 2, 4, 5};
    double[] columns = columns(biases, targets, samples);
    for (double elu : new double[] {0, 0.5, 1}) {
      for (double bpreg : new double[] {0, 1, 1.95}) {
        double loss = loss(compute, 2, LossCase.bprMax(elu, bpreg), biases, targets, samples);
        check("elu " + elu + ", bpreg " + bpreg, compute, loss, bprMax(columns, 2, elu, bpreg));
      }
    }
    assertThat(bprMax(columns, 2, 0, 1)).isGreaterThan(bprMax(columns, 2, 0, 0) + 0.1);
  }

  @Test
  void g3_logqTreatsSamplesAsSamplesWhenTheBatchHasShrunk() {
    Compute compute = ComputePaths.oracle();
    double[] biases = {0.5, -1, 2, 0.25, -0.75, 1.5};
    LossCase loss = LossCase.crossEntropy(1, 0.5);
    StepCase step = new StepCase(List.of(3), 4, 4, 3, biases.length, loss, 0, SEED);
    int[] supports = step.supports();
    int[] columns = {1, 3, 0, 2, 3};
    double sum = 0;
    for (int j = 0; j < columns.length; j++) {
      sum += Math.exp(biases[columns[j]]) * Math.pow(supports[columns[j]], j < 2 ? -1 : -0.5);
    }
    double expected = 0;
    for (int b = 0; b < 2; b++) {
      expected += Math.log(sum) - biases[columns[b]] + Math.log(supports[columns[b]]);
    }
    double actual =
        loss(compute, 1, loss, biases, new int[] {1, 3, MiniBatch.NONE, MiniBatch.NONE}, 0, 2, 3);
    check("two of four slots", compute, actual, expected);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void f10_extremeScoresGiveAFiniteLossAndFiniteGradients(Compute compute) {
    double[][] scores = {
      {1e4, -1e4, 80, -80, 0, 1e4},
      {-1e4, 1e4, 1e4, -1e4, -1e4, -1e4},
      {-1e4, -1e4, -1e4, -1e4, -1e4, -1e4},
      {1e4, 1e4, 1e4, 1e4, 1e4, 1e4},
      {200, 0, -200, 90, -90, 0}
    };
    for (LossCase loss :
        List.of(LossCase.crossEntropy(1, 0.5), LossCase.bprMax(0, 0), LossCase.bprMax(0.5, 1.95))) {
      for (double[] biases : scores) {
        for (int workers = 1; workers <= 3; workers++) {
          checkFinite(compute, workers, loss, biases);
        }
      }
    }
  }

  private static void checkFinite(Compute compute, int workers, LossCase loss, double[] biases) {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      StepCase step = new StepCase(List.of(3), 3, 3, 3, biases.length, loss, 0, SEED);
      StepCase.Laid laid = step.lay(arena, compute, workers, 2);
      setScores(laid, biases, new int[] {0, 1, 4}, 3, 4, 5);
      String what = compute + ", " + loss + ", scores " + java.util.Arrays.toString(biases);
      assertThat(laid.gradients(team)).as(what).isFinite();
      RecordedGradients recorded = new RecordedGradients(laid);
      team.run(worker -> laid.plan.update(worker, recorded));
      for (Map.Entry<Integer, double[]> row : recorded.rows().entrySet()) {
        assertThat(java.util.Arrays.stream(row.getValue()).allMatch(Double::isFinite))
            .as("%s: gradient of item %d", what, row.getKey())
            .isTrue();
      }
    }
  }

  @Test
  void f11_dropoutOfZeroIsTheIdentity() {
    StepCase without = new StepCase(List.of(5, 4), 5, 5, 6, 20, LossCase.bprMax(0, 1), 0, SEED);
    StepCase almost = new StepCase(List.of(5, 4), 5, 5, 6, 20, LossCase.bprMax(0, 1), 1e-12, SEED);
    assertThat(lossOf(without)).isCloseTo(lossOf(almost), within(1e-9));
  }

  private static double lossOf(StepCase step) {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, compute.products())) {
      return step.lay(arena, compute, 1, 2).gradients(team);
    }
  }

  @Test
  void f6_dropoutReachesTheInputAndEveryLayer() {
    double rate = 0.5;
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(2, compute.products())) {
      StepCase step =
          new StepCase(List.of(20, 20), 16, 16, 6, 20, LossCase.bprMax(0, 1), rate, SEED);
      StepCase.Laid laid = step.lay(arena, compute, 2, 2);
      laid.gradients(team);
      List<List<Integer>> dropped = new ArrayList<>();
      for (int layer = 0; layer < 2; layer++) {
        List<Integer> zeros = zeros(laid, laid.plan.state(layer, laid.batch), 20 * 16);
        assertThat(zeros.size()).as("layer %d, seed %d", layer, SEED).isBetween(120, 200);
        dropped.add(zeros);
      }
      assertThat(dropped.get(0)).as("masks of the layers differ").isNotEqualTo(dropped.get(1));
      assertThat(inputGradientsAreDropped(laid, team)).isTrue();
    }
  }

  /** The inputs' dropped elements get no gradient: an item that is fed once shows the mask. */
  private static boolean inputGradientsAreDropped(StepCase.Laid laid, WorkerTeam team) {
    RecordedGradients recorded = new RecordedGradients(laid);
    team.run(worker -> laid.plan.update(worker, recorded));
    boolean partly = false;
    for (Map.Entry<Integer, double[]> row : recorded.rows().entrySet()) {
      boolean scored = false;
      for (int b = 0; b < laid.batch.targets.length; b++) {
        scored |= laid.batch.targets[b] == row.getKey();
      }
      int zeros = 0;
      for (int k = 0; k < laid.table.units(); k++) {
        zeros += row.getValue()[k] == 0 ? 1 : 0;
      }
      partly |= !scored && zeros > 0 && zeros < laid.table.units();
    }
    return partly;
  }

  private static List<Integer> zeros(StepCase.Laid laid, long state, int count) {
    Kernels kernels = laid.space.compute().kernels();
    List<Integer> zeros = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (kernels.get(state, i) == 0) {
        zeros.add(i);
      }
    }
    return zeros;
  }

  @Test
  void f7_aStepReadsAndWritesOnlyTheRowsOfItsItems() {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(2, compute.products())) {
      StepCase step =
          new StepCase(List.of(4), 3, 3, 5, 200, LossCase.crossEntropy(1, 0.5), 0, SEED);
      StepCase.Laid laid = step.lay(arena, compute, 2, 3);
      RecordedGradients recorded = new RecordedGradients(laid);
      laid.gradients(team);
      team.run(worker -> laid.plan.update(worker, recorded));
      byte[][] rows = new byte[200][];
      for (int item = 0; item < 200; item++) {
        if (!recorded.rows().containsKey(item)) {
          laid.table.put(0, item, 1, Double.NaN);
        }
        rows[item] = bytes(laid, item);
      }
      var optimizer = new clickahead.train.Adagrad(compute.kernels().optimizers(), 0.1, 0.5);
      assertThat(laid.gradients(team)).as("a row that is not read may hold NaN").isFinite();
      team.run(worker -> laid.plan.update(worker, optimizer));
      for (int item = 0; item < 200; item++) {
        boolean touched = recorded.rows().containsKey(item);
        assertThat(java.util.Arrays.equals(bytes(laid, item), rows[item]))
            .as("item %d, seed %d", item, SEED)
            .isEqualTo(!touched);
      }
    }
  }

  private static byte[] bytes(StepCase.Laid laid, int item) {
    long bytes = laid.table.rowStride() * laid.space.compute().elementBytes();
    return Memory.ALL
        .asSlice(laid.table.row(0, item), bytes)
        .toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
  }

  @Test
  void g1_theGradientsOfARepeatedItemAreAddedBeforeTheyAreSquared() {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, compute.products())) {
      StepCase step = new StepCase(List.of(3), 4, 4, 6, 3, LossCase.bprMax(0, 1), 0, SEED);
      StepCase.Laid laid = step.lay(arena, compute, 1, 2);
      RecordedGradients recorded = new RecordedGradients(laid);
      laid.gradients(team);
      team.run(worker -> laid.plan.update(worker, recorded));
      laid.gradients(team);
      var optimizer = new clickahead.train.Adagrad(compute.kernels().optimizers(), 0.1, 0);
      team.run(worker -> laid.plan.update(worker, optimizer));
      for (int item = 0; item < 3; item++) {
        double g = recorded.item(item, 1);
        assertThat(laid.table.get(1, item, 1))
            .as("accumulator of item %d, seed %d", item, SEED)
            .isCloseTo(g * g, within(1e-15));
      }
    }
  }
}
