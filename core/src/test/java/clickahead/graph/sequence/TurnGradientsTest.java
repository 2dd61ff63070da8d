package clickahead.graph.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.LogqCorrection;
import clickahead.graph.Loss;
import clickahead.graph.LossSettings;
import clickahead.graph.Optimizer;
import clickahead.graph.Turn;
import clickahead.math.Activation;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import clickahead.model.Adapt;
import clickahead.train.AdaptiveOptimizer;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In a turn the gradient of what moves is the slope of the loss of the networks that add to the
 * scores, by central differences in double precision; what does not move is left alone.
 */
class TurnGradientsTest {
  private static final double STEP = 1e-5;

  static Stream<Arguments> cases() {
    SequenceLoss full = SequenceLoss.fullSoftmax(true);
    LossSettings pairs =
        new LossSettings(Loss.BPR, Activation.LINEAR, 0, 0, LogqCorrection.OFF, false, false);
    LossSettings softmax =
        new LossSettings(
            Loss.CROSS_ENTROPY, Activation.LINEAR, 0, 0, LogqCorrection.OFF, false, false);
    List<SequenceLoss> losses =
        List.of(full, new SequenceLoss(pairs, true, 0, 2), new SequenceLoss(softmax, true, 5, 0));
    List<Turn> turns =
        List.of(
            Turn.of(0),
            Turn.of(1),
            Turn.behind(0, true),
            Turn.behind(1, true),
            Turn.behind(1, false));
    List<Arguments> cases = new ArrayList<>();
    int n = 0;
    for (String form : List.of("sum", "parallel", "parallel-shared", "parallel-interaction")) {
      for (Turn turn : turns) {
        int[] lengths = {3, 1, 4, 2};
        // Once more items than are updated at a time.
        int items = form.equals("parallel") && turn.equals(Turn.behind(1, false)) ? 70 : 9;
        SequenceLoss loss = losses.get(n % losses.size());
        cases.add(
            Arguments.of(
                new SequenceCase(
                    "features-" + form, 2, 3, items, lengths, false, 0, loss, 0.2, 300 + n),
                turn,
                1 + n % 2));
        n++;
      }
    }
    return cases.stream();
  }

  /** Who owns a weight: network 0, network 1, or {@link Turn#SHARED}. */
  private static int owner(SequenceCase step, SequenceSteps.Weight weight, SequenceSteps steps) {
    String name = weight.name();
    if (name.startsWith("item_")) {
      return 0;
    } else if (name.startsWith("feature")) {
      return 1;
    }
    int units = steps.model.unitsOfEach();
    boolean scored = name.startsWith("items[");
    if (scored && step.network().equals("features-sum")) {
      // RecBole's form scores with the items' embedding, which the first network is fed.
      return 0;
    }
    return scored && units > 0 && weight.index() < steps.model.items().units()
        ? (int) weight.index() / units
        : Turn.SHARED;
  }

  @ParameterizedTest(name = "{0}, {1}, {2} workers")
  @MethodSource("cases")
  void areThoseOfWhatMoves(SequenceCase step, Turn turn, int workers) {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      SequenceSteps steps = step.lay(arena, compute, workers);
      double loss = steps.run(team, turn, 0);
      steps.run(team, Turn.TOGETHER, 0);
      assertThat(steps.run(team, turn, 0)).as("nothing is left of other turns").isEqualTo(loss);
      List<Double> gradients = steps.gradients();
      steps.model.matrices().forEach((name, matrix) -> checkMoved(steps, name, matrix, turn));
      int checked = 0;
      double squares = 0;
      List<SequenceSteps.Weight> weights = steps.weights();
      for (int i = 0; i < weights.size(); i++) {
        SequenceSteps.Weight weight = weights.get(i);
        if (turn.moves(owner(step, weight, steps))) {
          double slope = slope(steps, weight, team, turn);
          assertThat(gradients.get(i))
              .as("%s of %s", weight.name(), step)
              .isCloseTo(slope, within(1e-8 + 1e-6 * Math.abs(slope)));
          squares += gradients.get(i) * gradients.get(i);
          checked += slope == 0 ? 0 : 1;
        } else if (weight.matrix() == null) {
          assertThat(gradients.get(i)).as("%s of %s", weight.name(), step).isZero();
        }
      }
      assertThat(checked).as("weights with a slope").isGreaterThan(20);
      double cap = Math.sqrt(squares) / 3;
      steps.run(team, turn, cap);
      assertThat(steps.scale()).as("clipped").isCloseTo(1.0 / 3, within(1e-9));
    }
  }

  /** Their states may have seen another number of steps each, also where all move. */
  @ParameterizedTest
  @ValueSource(strings = {"sum", "parallel", "parallel-shared", "parallel-interaction"})
  void eachOwnerMovesByItsOwnOptimizer(String form) {
    Compute compute = ComputePaths.oracle();
    SequenceLoss loss = SequenceLoss.fullSoftmax(true);
    int[] lengths = {3, 1, 4, 2};
    double[] rates = {0.5, 0.25, 0.125};
    Optimizer[] each = new Optimizer[3];
    Arrays.setAll(each, i -> descent(compute, rates[i]));
    SequenceCase step =
        new SequenceCase("features-" + form, 2, 3, 70, lengths, false, 0, loss, 0, 350);
    for (Turn turn : List.of(Turn.TOGETHER, Turn.of(0), Turn.of(1), Turn.behind(1, false))) {
      try (Arena arena = Arena.ofShared();
          WorkerTeam team = new WorkerTeam(2, compute.products())) {
        SequenceSteps steps = step.lay(arena, compute, 2);
        steps.run(team, turn, 0);
        List<Double> gradients = steps.gradients();
        List<SequenceSteps.Weight> weights = steps.weights();
        List<Double> before = weights.stream().map(steps::get).toList();
        IntFunction<Optimizer> of = owner -> each[owner == Turn.SHARED ? 2 : owner];
        team.run(
            worker -> {
              steps.plan.gradients(worker, steps.batch, turn);
              steps.plan.update(worker, steps.batch, turn, of, 0);
            });
        int moved = 0;
        for (int i = 0; i < weights.size(); i++) {
          int owner = owner(step, weights.get(i), steps);
          double rate = turn.moves(owner) ? rates[owner == Turn.SHARED ? 2 : owner] : 0;
          assertThat(steps.get(weights.get(i)))
              .as("%s of %s in %s", weights.get(i).name(), step, turn)
              .isCloseTo(before.get(i) - rate * gradients.get(i), within(1e-12));
          moved += rate != 0 && gradients.get(i) != 0 ? 1 : 0;
        }
        assertThat(moved).isGreaterThan(20);
      }
    }
  }

  private static Optimizer descent(Compute compute, double rate) {
    return AdaptiveOptimizer.constant(
        compute.kernels().optimizers(),
        new AdaptiveOptimizer.Settings(Adapt.SGD, 0, 0, 0, false, 0, 0),
        rate);
  }

  private static void checkMoved(SequenceSteps steps, String name, DenseMatrix matrix, Turn turn) {
    int owner = Map.of("item_", 0, "featu", 1).getOrDefault(name.substring(0, 5), Turn.SHARED);
    assertThat(steps.moved(matrix)).as(name + " moved").isEqualTo(turn.moves(owner));
  }

  private static double slope(
      SequenceSteps steps, SequenceSteps.Weight weight, WorkerTeam team, Turn turn) {
    double before = steps.get(weight);
    steps.put(weight, before + STEP);
    double above = steps.run(team, turn, 0);
    steps.put(weight, before - STEP);
    double below = steps.run(team, turn, 0);
    steps.put(weight, before);
    return (above - below) / (2 * STEP * steps.batch.outputs());
  }
}
