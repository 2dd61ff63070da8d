package clickahead.graph.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.LogqCorrection;
import clickahead.graph.Loss;
import clickahead.graph.LossSettings;
import clickahead.math.Activation;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The hand-derived backward passes of the sequence operators against central differences of the
 * forward pass, in double precision, and every other way to compute against these.
 */
class SequenceGradientsTest {
  private static final double STEP = 1e-5;
  private static final int[] WORKERS = {1, 2, 3};

  static Stream<SequenceCase> cases() {
    List<SequenceCase> cases = new ArrayList<>();
    SequenceLoss full = SequenceLoss.fullSoftmax(false);
    SequenceLoss biased = SequenceLoss.fullSoftmax(true);
    LogqCorrection logq =
        new LogqCorrection(new SplittableRandom(5).ints(9, 1, 40).toArray(), 1, 0.5);
    SequenceLoss sampled = new SequenceLoss(settings(Loss.CROSS_ENTROPY, 0, logq), true, 7, 0);
    SequenceLoss bpr = new SequenceLoss(settings(Loss.BPR, 0, LogqCorrection.OFF), true, 0, 3);
    SequenceLoss max =
        new SequenceLoss(settings(Loss.BPR_MAX, 0.7, LogqCorrection.OFF), false, 0, 4);
    SequenceLoss shared =
        new SequenceLoss(settings(Loss.BPR_MAX, 0.7, LogqCorrection.OFF), true, 5, 0);
    List<SequenceLoss> losses = List.of(full, biased, sampled, bpr, max, shared);
    int n = 0;
    for (String network : SequenceCase.NETWORKS) {
      for (SequenceLoss loss : losses) {
        int maxLength = n % 3 == 0 ? 0 : n % 3 == 1 ? 2 : 3;
        double dropout = n % 2 == 0 ? 0 : 0.3;
        int[] lengths = n % 4 == 0 ? new int[] {1} : new int[] {3, 1, 6, 2, 4};
        cases.add(
            new SequenceCase(
                network,
                3 + n % 3,
                2 + n % 4,
                9,
                lengths,
                n % 5 == 0,
                maxLength,
                loss,
                dropout,
                700 + n));
        n++;
      }
    }
    cases.add(
        new SequenceCase("gru4rec", 16, 17, 9, new int[] {2, 2, 2, 9}, false, 0, full, 0.2, 900));
    cases.add(new SequenceCase("narm", 17, 16, 9, new int[] {5, 7, 1}, false, 4, biased, 0, 901));
    return cases.stream();
  }

  private static LossSettings settings(Loss loss, double bpreg, LogqCorrection logq) {
    return new LossSettings(loss, Activation.LINEAR, bpreg, 0, logq, false, false);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOfCentralDifferences(SequenceCase step) {
    if (step.truncates()) {
      // A constant state is none to a difference; PrefixSharingTest has these.
      step = step.withoutTruncation();
    }
    List<Double> expected = differences(step);
    for (int workers : WORKERS) {
      List<Double> actual = gradients(step, ComputePaths.oracle(), workers);
      compare(step + ", workers " + workers, actual, expected, 1e-6, 1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areTheSameOnEveryComputePath(SequenceCase step) {
    List<Double> expected = gradients(step, ComputePaths.oracle(), 1);
    double largest = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
    for (Compute compute : ComputePaths.all()) {
      for (int workers : WORKERS) {
        List<Double> actual = gradients(step, compute, workers);
        boolean single = compute.elementBytes() == 4;
        compare(
            step + ", workers " + workers + ", " + compute,
            actual,
            expected,
            single ? 1e-4 : 1e-12,
            single ? largest * 1e-5 : 1e-13);
      }
    }
  }

  private static List<Double> gradients(SequenceCase step, Compute compute, int workers) {
    return gradients(step, compute, workers, batch -> {});
  }

  /**
   * The gradients of a step.
   *
   * @param change changes the batch before
   */
  static List<Double> gradients(
      SequenceCase step, Compute compute, int workers, Consumer<SequenceBatch> change) {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      SequenceSteps steps = step.lay(arena, compute, workers);
      change.accept(steps.batch);
      steps.run(team);
      return steps.gradients();
    }
  }

  private static List<Double> differences(SequenceCase step) {
    return differences(step, batch -> {});
  }

  static List<Double> differences(SequenceCase step, Consumer<SequenceBatch> change) {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, compute.products())) {
      SequenceSteps steps = step.lay(arena, compute, 1);
      change.accept(steps.batch);
      List<Double> slopes = new ArrayList<>();
      for (SequenceSteps.Weight weight : steps.weights()) {
        double before = steps.get(weight);
        steps.put(weight, before + STEP);
        double above = steps.run(team);
        steps.put(weight, before - STEP);
        double below = steps.run(team);
        steps.put(weight, before);
        slopes.add((above - below) / (2 * STEP * steps.batch.outputs()));
      }
      return slopes;
    }
  }

  static void compare(
      String what, List<Double> actual, List<Double> expected, double relative, double absolute) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      double bound = absolute + relative * Math.abs(expected.get(i));
      assertThat(actual.get(i))
          .as("%s: weight %d of %s", what, i, Arrays.asList(actual.size()))
          .isCloseTo(expected.get(i), within(bound));
    }
  }
}
