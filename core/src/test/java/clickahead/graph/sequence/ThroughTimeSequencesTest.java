package clickahead.graph.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.Cell;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.graph.parallel.GruLayer;
import clickahead.graph.parallel.InputMode;
import clickahead.graph.parallel.RecordedGradients;
import clickahead.graph.parallel.StepCase;
import clickahead.graph.parallel.StepCase.LossCase;
import clickahead.graph.parallel.StepCase.Net;
import clickahead.graph.parallel.StepWeight;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import clickahead.model.SequenceModel;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where no session is longer than the window and weights stand still, the session-parallel steps'
 * gradients add up to the sequence network's full gradient through time of the same sessions.
 */
class ThroughTimeSequencesTest {
  private static final int STEPS = 6;

  static Stream<WindowCase> cases() {
    LossCase loss = LossCase.crossEntropy(0, 0).overAllItems();
    List<WindowCase> cases = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      for (List<Integer> units : List.of(List.of(5), List.of(3, 4), List.of(16))) {
        Net net = new Net(InputMode.SHARED, 0, List.of(cell), "tanh");
        StepCase step = new StepCase(units, 7, 7, 0, 9, loss, 0, 700 + cases.size(), net);
        cases.add(new WindowCase(step, STEPS, STEPS));
      }
    }
    return cases.stream();
  }

  /** The same layers as a sequence network, with the state scored as it is. */
  private record Stack(ItemTable items, List<GruWeights> layers) implements SequenceModel {
    static Stack of(Arena arena, StepCase.Laid laid) {
      Workspace space = new Workspace(arena, ComputePaths.oracle(), 1, 1);
      List<GruWeights> layers = new ArrayList<>();
      for (GruLayer layer : laid.layers) {
        int inputs = layer.input().inputs();
        layers.add(GruWeights.zeros(space, inputs, layer.units(), layer.cell(), false, true, 1));
      }
      ItemTable table = laid.table;
      return new Stack(
          new ItemTable(arena, ComputePaths.oracle(), table.items(), table.units(), 1), layers);
    }

    @Override
    public boolean itemBias() {
      return true;
    }

    @Override
    public Rows layOut(SequenceGraph graph) {
      Rows x = graph.items(items, 0);
      for (GruWeights layer : layers) {
        x = graph.gru(x, layer);
      }
      return graph.outputs(x);
    }

    @Override
    public Map<String, DenseMatrix> matrices() {
      Map<String, DenseMatrix> matrices = new LinkedHashMap<>();
      for (int l = 0; l < layers.size(); l++) {
        matrices.put("input" + l, layers.get(l).input());
        matrices.put("state" + l, layers.get(l).state());
      }
      return matrices;
    }
  }

  /** Sums of the gradients of all steps' losses, not divided by the slots. */
  private static double[] sums(WindowCase window, WindowCase.Laid laid, WorkerTeam team) {
    List<StepWeight> weights = StepWeight.of(laid.weights);
    double[] sums = new double[weights.size()];
    for (int t = 0; t < STEPS; t++) {
      laid.run(t, t + 1);
      RecordedGradients recorded = new RecordedGradients(laid.weights);
      team.run(worker -> laid.weights.plan.update(worker, recorded, 0));
      for (int i = 0; i < sums.length; i++) {
        sums[i] += window.step().slots() * weights.get(i).gradient(recorded);
      }
    }
    return sums;
  }

  /** A sequence step over the sessions that the mini-batches hold. */
  private static SequenceSteps sequences(Arena arena, WindowCase.Laid laid) {
    List<List<Integer>> sessions = laid.sessions();
    int events = sessions.stream().mapToInt(session -> session.size() - 1).sum();
    SequenceShape shape = new SequenceShape(1, sessions.size(), events, events, STEPS, 0, 0);
    Stack stack = Stack.of(arena, laid.weights);
    SequenceLoss loss = SequenceLoss.fullSoftmax(true);
    SequenceSteps steps =
        new SequenceSteps(arena, ComputePaths.oracle(), shape, stack, loss, null, 0, 1, 0);
    List<Integer> log = new ArrayList<>();
    for (List<Integer> session : sessions) {
      steps.batch.add(log.size(), session.size() - 1, 0);
      log.addAll(session);
    }
    steps.batch.pack(event -> log.get((int) event), true);
    return steps;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void addUpToTheFullGradientThroughTimeOfTheSequenceNetwork(WindowCase window) {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(2, ComputePaths.oracle().products());
        WorkerTeam alone = new WorkerTeam(1, ComputePaths.oracle().products())) {
      WindowCase.Laid laid = window.lay(arena, ComputePaths.oracle(), team);
      SequenceSteps steps = sequences(arena, laid);
      List<StepWeight> weights = StepWeight.of(laid.weights);
      List<SequenceSteps.Weight> places = steps.weights();
      assertThat(places).hasSameSizeAs(weights);
      for (int i = 0; i < weights.size(); i++) {
        steps.put(places.get(i), weights.get(i).get());
      }
      double[] actual = sums(window, laid, team);
      steps.run(alone);
      List<Double> expected = steps.gradients();
      for (int i = 0; i < actual.length; i++) {
        double gradient = expected.get(i) * steps.batch.outputs();
        assertThat(actual[i])
            .as("%s: %s", window, places.get(i).name())
            .isCloseTo(gradient, within(1e-10 + 1e-10 * Math.abs(gradient)));
      }
    }
  }
}
