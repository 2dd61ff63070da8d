package clickahead.graph.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.parallel.StepCase.LossCase;
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

/**
 * Mistakes that were found in other programs' training steps, each by the letter and number that
 * the project's list of known flaws gives it.
 */
class KnownStepFlawsTest {
  private static final long SEED = 31;

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
    team.run(worker -> laid.plan.update(worker, recorded, 0));
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
      team.run(worker -> laid.plan.update(worker, recorded, 0));
      byte[][] rows = new byte[200][];
      for (int item = 0; item < 200; item++) {
        if (!recorded.rows().containsKey(item)) {
          laid.table.put(0, item, 1, Double.NaN);
        }
        rows[item] = bytes(laid, item);
      }
      var optimizer =
          clickahead.train.AdaptiveOptimizer.adagrad(compute.kernels().optimizers(), 0.1, 0.5);
      assertThat(laid.gradients(team)).as("a row that is not read may hold NaN").isFinite();
      team.run(worker -> laid.plan.update(worker, optimizer, 0));
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
      team.run(worker -> laid.plan.update(worker, recorded, 0));
      laid.gradients(team);
      var optimizer =
          clickahead.train.AdaptiveOptimizer.adagrad(compute.kernels().optimizers(), 0.1, 0);
      team.run(worker -> laid.plan.update(worker, optimizer, 0));
      for (int item = 0; item < 3; item++) {
        double g = recorded.item(item, 1);
        assertThat(laid.table.get(1, item, 1))
            .as("accumulator of item %d, seed %d", item, SEED)
            .isCloseTo(g * g, within(1e-15));
      }
    }
  }
}
