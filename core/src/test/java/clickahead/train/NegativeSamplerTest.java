package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.graph.MiniBatch;
import clickahead.graph.parallel.DrawnSamples;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NegativeSamplerTest {
  private static final int ITEMS = 60;
  private static final int SAMPLES = 511;
  private static final int STEPS = 600;
  private static final long SEED = 42;

  /** A few popular items, many rare ones, and some that the log does not have. */
  private static int[] supports() {
    int[] supports = new int[ITEMS];
    Arrays.setAll(supports, i -> i % 7 == 3 ? 0 : 2000 / (i + 1));
    return supports;
  }

  /** The samples of each step, sorted, drawn by a team. */
  private static int[][] draw(double alpha, int workers) {
    NegativeSampler sampler = new NegativeSampler(supports(), alpha, SAMPLES, SEED);
    MiniBatch batch = new MiniBatch(0, 1, SAMPLES, workers);
    int[][] steps = new int[STEPS][];
    try (WorkerTeam team = new WorkerTeam(workers, ComputePaths.oracle().products())) {
      team.run(
          worker -> {
            for (int step = 0; step < STEPS; step++) {
              sampler.draw(worker, batch, step);
              worker.barrier();
              if (worker.index() == 0) {
                steps[step] = DrawnSamples.of(batch, workers);
              }
              worker.barrier();
            }
          });
    }
    return steps;
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0, 2", "0, 3", "0.5, 1", "0.5, 2", "0.5, 3", "1, 1", "1, 2", "1, 3"})
  void drawsWithProbabilitySupportToThePowerOfAlpha(double alpha, int workers) {
    double[] weights =
        Arrays.stream(supports()).mapToDouble(s -> s == 0 ? 0 : Math.pow(s, alpha)).toArray();
    long[] counts = new long[ITEMS];
    for (int[] step : draw(alpha, workers)) {
      assertThat(step).hasSize(SAMPLES);
      for (int item : step) {
        counts[item]++;
      }
    }
    for (int i = 0; i < ITEMS; i++) {
      assertThat(counts[i] == 0).as("item %d, seed %d", i, SEED).isEqualTo(weights[i] == 0);
    }
    assertThat(ChiSquare.deviations(counts, weights))
        .as("alpha %s, %d workers, seed %d: standard deviations off", alpha, workers, SEED)
        .isBetween(-4.0, 4.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void everyStepHasTheSameSamplesForAnyNumberOfWorkers(int workers) {
    int[][] alone = draw(0.5, 1);
    int[][] shared = draw(0.5, workers);
    for (int step = 0; step < STEPS; step++) {
      assertThat(shared[step]).as("step %d, seed %d", step, SEED).isEqualTo(alone[step]);
    }
  }

  @Test
  void stepsDiffer() {
    int[][] steps = draw(0.5, 1);
    assertThat(Arrays.stream(steps).map(Arrays::toString).distinct()).hasSize(STEPS);
  }

  @Test
  void theTestOfDistributionsTellsNearOnesApart() {
    double[] weights = {1, 1, 1, 1.02};
    SplittableRandom random = new SplittableRandom(SEED);
    long[] counts = new long[4];
    for (int i = 0; i < 1_000_000; i++) {
      counts[random.nextInt(4)]++;
    }
    assertThat(ChiSquare.deviations(counts, weights)).as("seed %d", SEED).isGreaterThan(5);
  }
}
