package clickahead.graph.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.Cell;
import clickahead.graph.MiniBatch;
import clickahead.graph.parallel.StepCase.LossCase;
import clickahead.graph.parallel.StepCase.Net;
import clickahead.graph.sequence.WindowCase;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradient through the last steps of a session-parallel training, whose sessions begin and end
 * within them, against central differences in double precision.
 */
class ThroughTimeGradientsTest {
  private static final double STEP = 1e-5;
  private static final int[] WORKERS = {1, 3};

  /** Every input with every cell, one and several layers, with and without dropout. */
  static Stream<WindowCase> cases() {
    List<WindowCase> cases = new ArrayList<>();
    List<List<Cell>> cells =
        List.of(
            List.of(Cell.RESET_BEFORE),
            List.of(Cell.RESET_AFTER),
            List.of(Cell.RESET_BEFORE, Cell.RESET_AFTER));
    List<String> activations = List.of("tanh", "linear", "elu-0.5");
    LossCase loss = LossCase.crossEntropy(1, 0.5);
    int n = 0;
    for (InputMode input : InputMode.values()) {
      for (List<Cell> each : cells) {
        for (List<Integer> units : List.of(List.of(5), List.of(3, 4), List.of(16, 2))) {
          Net net = new Net(input, 6, each, activations.get(n % activations.size()));
          double dropout = n % 2 == 0 ? 0 : 0.3;
          StepCase step = new StepCase(units, 7, 7, 6, 7, loss, dropout, 500 + n, net);
          cases.add(new WindowCase(step, 2 + n % 3, 6 + n % 2));
          n++;
        }
      }
    }
    // The training is younger than the window; one slot; a full vector of slots and more.
    StepCase alone = new StepCase(List.of(5), 1, 1, 6, 9, loss, 0.2, 601);
    cases.add(new WindowCase(alone, 9, 4));
    StepCase wide = new StepCase(List.of(4), 17, 17, 5, 30, LossCase.bprMax(0.5, 1), 0, 602);
    cases.add(new WindowCase(wide, 3, 5));
    StepCase inBatch = new StepCase(List.of(3, 2, 4), 5, 5, 0, 12, loss, 0.5, 603);
    cases.add(new WindowCase(inBatch, 4, 8));
    LossCase plain = LossCase.crossEntropy(0, 0);
    StepCase full = new StepCase(List.of(4), 5, 5, 0, 9, plain.overAllItems(), 0, 604);
    cases.add(new WindowCase(full, 3, 7));
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOfCentralDifferences(WindowCase window) {
    List<Double> expected = differences(window);
    for (int workers : WORKERS) {
      List<Double> actual = gradients(window, ComputePaths.oracle(), workers);
      compare(window + ", " + workers + " workers", actual, expected, 1e-6, 1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areTheSameOnEveryComputePath(WindowCase window) {
    List<Double> expected = gradients(window, ComputePaths.oracle(), 1);
    double largest = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
    for (Compute compute : ComputePaths.all()) {
      boolean single = compute.elementBytes() == 4;
      double relative = single ? 1e-4 : 0;
      double absolute = single ? largest * 1e-5 : 1e-13;
      compare(window + ", " + compute, gradients(window, compute, 2), expected, relative, absolute);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void reachOnlyItemsOfTheStepAndThoseFedBeforeInTheSameSessions(WindowCase window) {
    if (window.step().net().input() != InputMode.SHARED || window.step().loss().full()) {
      return;
    }
    for (int workers : WORKERS) {
      try (Arena arena = Arena.ofShared();
          WorkerTeam team = new WorkerTeam(workers, ComputePaths.oracle().products())) {
        WindowCase.Laid laid = window.lay(arena, ComputePaths.oracle(), team);
        laid.gradients(step -> {});
        assertThat(laid.recorded.rows().keySet())
            .as("%s, %d workers", window, workers)
            .isEqualTo(laid.items());
      }
    }
  }

  @Test
  void nearlyAllCasesReachBackAndManyToTheEndOfTheWindow() {
    int back = 0;
    int end = 0;
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, ComputePaths.oracle().products())) {
      for (WindowCase window : cases().toList()) {
        int[][] earlier = window.lay(arena, ComputePaths.oracle(), team).batches.getLast().earlier;
        back += Arrays.stream(earlier[0]).anyMatch(item -> item >= 0) ? 1 : 0;
        end += Arrays.stream(earlier[window.bptt() - 1]).anyMatch(item -> item >= 0) ? 1 : 0;
      }
    }
    assertThat(back).isGreaterThan((int) cases().count() - 3);
    assertThat(end).isGreaterThan(10);
  }

  /** What was kept of earlier steps is as it was computed; it meets the weights of today. */
  @ParameterizedTest
  @MethodSource("cases")
  void areOfTheActivationsThatWereKeptAndTheWeightsOfToday(WindowCase window) {
    Compute compute = Compute.best();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(2, compute.products())) {
      WindowCase.Laid laid = window.lay(arena, compute, team);
      List<float[][]> kept = new ArrayList<>();
      MiniBatch before = laid.batches.get(window.steps() - 2);
      List<Double> expected =
          laid.gradients(step -> kept.add(step.weights.plan.carriedStates(before)));
      WindowCase.Laid moved = window.lay(arena, compute, team);
      List<Double> weights = StepWeight.of(moved.weights).stream().map(StepWeight::get).toList();
      StepWeight.of(moved.weights).forEach(weight -> weight.put(weight.get() / 2 + 0.1));
      List<Double> actual =
          moved.gradients(
              step -> {
                for (int i = 0; i < weights.size(); i++) {
                  StepWeight.of(step.weights).get(i).put(weights.get(i));
                }
                step.weights.plan.carryStates(before, kept.getFirst());
              });
      assertThat(actual).as("%s", window).isEqualTo(expected);
    }
  }

  static List<Double> gradients(WindowCase window, Compute compute, int workers) {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      WindowCase.Laid laid = window.lay(arena, compute, team);
      return laid.gradients(step -> {});
    }
  }

  private static List<Double> differences(WindowCase window) {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, compute.products())) {
      return window.layForward(arena, compute, team).differences(STEP);
    }
  }

  private static void compare(
      String what, List<Double> actual, List<Double> expected, double relative, double absolute) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i))
          .as("%s: weight %d", what, i)
          .isCloseTo(expected.get(i), within(absolute + relative * Math.abs(expected.get(i))));
    }
  }
}
