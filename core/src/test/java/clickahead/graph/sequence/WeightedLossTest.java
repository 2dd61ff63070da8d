package clickahead.graph.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.MiniBatch;
import clickahead.graph.parallel.GradientsTest;
import clickahead.graph.parallel.StepCase;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Losses whose events weigh more or less. */
class WeightedLossTest {

  /** One in three: all losses and options are among them, in both ways to train. */
  static Stream<StepCase> steps() {
    List<StepCase> all = GradientsTest.all().toList();
    return all.stream().filter(step -> all.indexOf(step) % 3 == 0);
  }

  static Stream<SequenceCase> sequences() {
    return SequenceGradientsTest.cases()
        .filter(step -> List.of("gru4rec", "narm").contains(step.network()) && !step.truncates());
  }

  private static void weigh(MiniBatch batch) {
    Arrays.setAll(batch.weights, b -> 0.25 * (1 + b % 5));
  }

  /** By the outputs' numbers, which do not depend on the workers. */
  private static void weigh(SequenceBatch batch) {
    for (int o = 0; o < batch.outputs(); o++) {
      batch.weights[o] = 0.25 * (1 + batch.number(o) % 5);
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void gradientsAreThoseOfCentralDifferences(StepCase step) {
    List<Double> expected = GradientsTest.differences(step, WeightedLossTest::weigh);
    for (int workers = 1; workers <= 3; workers++) {
      SequenceGradientsTest.compare(
          step + ", workers " + workers,
          GradientsTest.gradients(step, ComputePaths.oracle(), workers, WeightedLossTest::weigh),
          expected,
          1e-6,
          1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void gradientsOfSequencesAreThoseOfCentralDifferences(SequenceCase step) {
    List<Double> expected = SequenceGradientsTest.differences(step, WeightedLossTest::weigh);
    for (int workers = 1; workers <= 3; workers++) {
      SequenceGradientsTest.compare(
          step + ", workers " + workers,
          SequenceGradientsTest.gradients(
              step, ComputePaths.oracle(), workers, WeightedLossTest::weigh),
          expected,
          1e-6,
          1e-8);
    }
  }

  /**
   * The sum of weight times loss: each event's own loss is what is left when the others weigh 0.
   */
  @Test
  void theLossIsTheWeightedSumOfTheEventsLosses() {
    for (StepCase step : steps().toList()) {
      try (Arena arena = Arena.ofShared();
          WorkerTeam team = new WorkerTeam(2, ComputePaths.oracle().products())) {
        StepCase.Laid laid = step.lay(arena, ComputePaths.oracle(), 2, 2);
        double plain = laid.gradients(team);
        double sum = 0;
        double weighted = 0;
        for (int b = 0; b < step.slots(); b++) {
          Arrays.fill(laid.batch.weights, 0);
          laid.batch.weights[b] = 1;
          double own = laid.gradients(team);
          sum += own;
          weighted += 0.25 * (1 + b % 5) * own;
        }
        assertThat(sum).as("%s", step).isCloseTo(plain, within(1e-9 * (1 + Math.abs(plain))));
        weigh(laid.batch);
        assertThat(laid.gradients(team))
            .as("%s", step)
            .isCloseTo(weighted, within(1e-9 * (1 + Math.abs(plain))));
      }
    }
  }
}
