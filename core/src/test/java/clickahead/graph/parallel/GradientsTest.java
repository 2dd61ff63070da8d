package clickahead.graph.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.Cell;
import clickahead.graph.Loss;
import clickahead.graph.MiniBatch;
import clickahead.graph.parallel.StepCase.LossCase;
import clickahead.graph.parallel.StepCase.Net;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The hand-derived backward passes of all operators against central differences of the forward
 * pass, in double precision; then every other way to compute against these.
 */
public class GradientsTest {
  private static final double STEP = 1e-5;
  private static final int[] WORKERS = {1, 2, 3};

  static Stream<StepCase> cases() {
    LossCase plain = LossCase.crossEntropy(0, 0);
    LossCase logq = LossCase.crossEntropy(1, 0.5);
    return Stream.of(
        new StepCase(List.of(5), 1, 1, 7, 9, plain, 0, 1),
        new StepCase(List.of(16), 5, 3, 11, 8, logq, 0, 2),
        new StepCase(List.of(7, 12), 17, 17, 0, 12, plain, 0.3, 3),
        new StepCase(List.of(17), 17, 15, 40, 30, LossCase.crossEntropy(0.5, 1), 0.2, 4),
        new StepCase(List.of(1), 5, 5, 3, 4, logq, 0, 5),
        new StepCase(List.of(3, 2, 4), 5, 5, 6, 50, logq, 0.5, 6),
        new StepCase(List.of(5), 5, 5, 6, 6, LossCase.bprMax(0, 1.95), 0, 7),
        new StepCase(List.of(16), 1, 1, 9, 5, LossCase.bprMax(1, 0.7), 0, 8),
        new StepCase(List.of(4, 9), 17, 12, 10, 9, LossCase.bprMax(0.5, 1), 0.3, 9),
        new StepCase(List.of(6), 5, 4, 0, 5, LossCase.bprMax(0.5, 0), 0, 10),
        new StepCase(List.of(15), 17, 17, 33, 40, LossCase.bprMax(0.5, 2), 0.1, 11));
  }

  /** Every input mode with every cell and activation, one and several layers. */
  static Stream<StepCase> networks() {
    List<StepCase> cases = new ArrayList<>();
    List<List<Cell>> cells =
        List.of(
            List.of(Cell.RESET_BEFORE),
            List.of(Cell.RESET_AFTER),
            List.of(Cell.RESET_BEFORE, Cell.RESET_AFTER));
    List<String> activations =
        List.of("tanh", "linear", "relu", "leaky-0.3", "elu-0.5", "selu-1.05-1.67");
    LossCase loss = LossCase.crossEntropy(1, 0.5);
    int n = 0;
    for (InputMode input : InputMode.values()) {
      for (List<Cell> each : cells) {
        for (List<Integer> units : List.of(List.of(5), List.of(3, 4), List.of(17, 2))) {
          // Activations take turns, and a dropout that is off in every third case.
          Net net = new Net(input, 6, each, activations.get(n % activations.size()));
          double dropout = n % 3 == 0 ? 0 : 0.3;
          cases.add(new StepCase(units, 5, 4, 6, 7, loss, dropout, 300 + n, net));
          n++;
        }
      }
    }
    Net wide = new Net(InputMode.ONE_HOT, 0, List.of(Cell.RESET_BEFORE), "tanh");
    cases.add(new StepCase(List.of(16), 17, 17, 9, 20, loss, 0.2, 400, wide));
    Net separate = new Net(InputMode.SEPARATE, 1, List.of(Cell.RESET_BEFORE), "elu-1");
    cases.add(new StepCase(List.of(1), 1, 1, 3, 4, loss, 0, 401, separate));
    return cases.stream();
  }

  /** Every loss, with every option that it has, on few items so that all kinds of hits occur. */
  static Stream<StepCase> options() {
    List<LossCase> losses = new ArrayList<>();
    for (Loss pairwise : List.of(Loss.TOP1, Loss.BPR, Loss.TOP1_MAX, Loss.BPR_MAX)) {
      for (String activation :
          List.of("linear", "tanh", "relu", "leaky-0.2", "elu-0.5", "selu-1.05-1.67")) {
        losses.add(LossCase.of(pairwise, activation));
      }
      LossCase tanh = LossCase.of(pairwise, "tanh");
      losses.add(tanh.withoutHits());
      losses.add(LossCase.of(pairwise, "elu-1").withLogq(0.5, 0.5));
      losses.add(tanh.withLogq(0.1, 0.75).withoutHits());
    }
    LossCase logits = LossCase.of(Loss.XE_LOGIT, "linear");
    losses.add(logits.withSmoothing(0.1));
    losses.add(logits.withSmoothing(0.2).withLogq(1, 0.5));
    losses.add(logits.withSmoothing(0.2).withLogq(0.6, 0).withoutHits());
    losses.add(LossCase.crossEntropy(1, 0.5).withoutHits());
    losses.add(logits.withoutHits());
    losses.add(logits.overAllItems());
    losses.add(logits.overAllItems().withSmoothing(0.1));
    List<StepCase> cases = new ArrayList<>();
    for (int i = 0; i < losses.size(); i++) {
      // Everybody hits everybody; 2 to 4 of up to 5 slots; then a row of one vector and more.
      cases.add(new StepCase(List.of(3), 3 + i % 3, 2 + i % 3, 6, 4, losses.get(i), 0, 100 + i));
      if (i % 4 == 0) {
        cases.add(new StepCase(List.of(4), 17, 13, 20, 23, losses.get(i), 0, 200 + i));
      }
    }
    return cases.stream();
  }

  public static Stream<StepCase> all() {
    return Stream.of(cases(), options(), networks()).flatMap(each -> each);
  }

  @ParameterizedTest
  @MethodSource("all")
  void areThoseOfCentralDifferences(StepCase step) {
    List<Double> expected = differences(step);
    for (int workers : WORKERS) {
      compare(step, workers, gradients(step, ComputePaths.oracle(), workers), expected, 1e-6, 1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void areTheSameOnEveryComputePath(StepCase step) {
    List<Double> expected = gradients(step, ComputePaths.oracle(), 1);
    double largest = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
    for (Compute compute : ComputePaths.all()) {
      for (int workers : WORKERS) {
        List<Double> actual = gradients(step, compute, workers);
        boolean single = compute.elementBytes() == 4;
        compare(step + ", " + compute, workers, actual, expected, 1e-4, largest * 1e-5, single);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void touchOnlyTheItemsOfTheStep(StepCase step) {
    for (int workers : WORKERS) {
      try (Arena arena = Arena.ofShared();
          WorkerTeam team = new WorkerTeam(workers, ComputePaths.oracle().products())) {
        StepCase.Laid laid = step.lay(arena, ComputePaths.oracle(), workers, 2);
        Map<Integer, double[]> rows = record(laid, team).rows();
        assertThat(rows.keySet()).as("%s, %d workers", step, workers).isEqualTo(itemsOf(laid));
      }
    }
  }

  private static Set<Integer> itemsOf(StepCase.Laid laid) {
    Set<Integer> items = new TreeSet<>();
    for (int b = 0; b < laid.batch.inputs.length; b++) {
      items.add(laid.batch.inputs[b]);
      items.add(laid.batch.targets[b]);
    }
    items.remove(MiniBatch.NONE);
    int workers = laid.space.workers();
    for (int list = 0; list < workers * workers; list++) {
      int[] samples = laid.batch.samples(list / workers, list % workers);
      for (int i = 0; i < laid.batch.sampleCount(list / workers, list % workers); i++) {
        items.add(samples[i]);
      }
    }
    return items;
  }

  private static RecordedGradients record(StepCase.Laid laid, WorkerTeam team) {
    RecordedGradients recorded = new RecordedGradients(laid);
    laid.gradients(team);
    team.run(worker -> laid.plan.update(worker, recorded, 0));
    return recorded;
  }

  private static List<Double> gradients(StepCase step, Compute compute, int workers) {
    return gradients(step, compute, workers, batch -> {});
  }

  /**
   * The gradients of a step.
   *
   * @param change changes the mini-batch before
   */
  public static List<Double> gradients(
      StepCase step, Compute compute, int workers, Consumer<MiniBatch> change) {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      StepCase.Laid laid = step.lay(arena, compute, workers, 2);
      change.accept(laid.batch);
      RecordedGradients recorded = record(laid, team);
      List<Double> gradients = new ArrayList<>();
      for (StepWeight weight : StepWeight.of(laid)) {
        gradients.add(weight.gradient(recorded));
      }
      return gradients;
    }
  }

  private static List<Double> differences(StepCase step) {
    return differences(step, batch -> {});
  }

  public static List<Double> differences(StepCase step, Consumer<MiniBatch> change) {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, compute.products())) {
      StepCase.Laid laid = step.lay(arena, compute, 1, 2);
      change.accept(laid.batch);
      List<Double> slopes = new ArrayList<>();
      for (StepWeight weight : StepWeight.of(laid)) {
        double before = weight.get();
        weight.put(before + STEP);
        double above = laid.gradients(team);
        weight.put(before - STEP);
        double below = laid.gradients(team);
        weight.put(before);
        slopes.add((above - below) / (2 * STEP * step.slots()));
      }
      return slopes;
    }
  }

  private static void compare(
      StepCase step,
      int workers,
      List<Double> actual,
      List<Double> expected,
      double relative,
      double absolute) {
    compare(step.toString(), workers, actual, expected, relative, absolute, true);
  }

  private static void compare(
      String what,
      int workers,
      List<Double> actual,
      List<Double> expected,
      double relative,
      double absolute,
      boolean loose) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      double bound = loose ? absolute + relative * Math.abs(expected.get(i)) : 1e-13;
      assertThat(actual.get(i))
          .as("%s, %d workers: weight %d", what, workers, i)
          .isCloseTo(expected.get(i), within(bound));
    }
  }
}
