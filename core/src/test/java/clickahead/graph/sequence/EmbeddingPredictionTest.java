package clickahead.graph.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import clickahead.model.SequenceModel;
import clickahead.model.UnitOutputs;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distance to the target's embedding, and its gradients against central differences. */
class EmbeddingPredictionTest {
  private static final double STEP = 1e-5;
  private static final int[] LENGTHS = {3, 1, 6, 2, 4};

  private static SequenceSteps lay(String network, Arena arena, Compute compute, int workers) {
    SequenceLoss loss = SequenceLoss.embedding();
    SequenceCase of = new SequenceCase(network, 5, 4, 9, LENGTHS, false, 0, loss, 0, 77);
    SequenceModel model = new UnitOutputs(of.model(new Workspace(arena, compute, workers, 1)));
    SequenceSteps.draw(model, of.seed());
    SequenceSteps steps =
        new SequenceSteps(arena, compute, of.shape(workers), model, loss, null, 0, of.seed(), 0);
    of.fill(steps.batch, workers);
    return steps;
  }

  /** All weights but the items' rows, which are constants. */
  private static List<SequenceSteps.Weight> trained(SequenceSteps steps) {
    return steps.weights().stream().filter(weight -> weight.matrix() != null).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec", "gru4rec-two-layers", "narm", "features-mean"})
  void gradientsAreThoseOfCentralDifferences(String network) {
    Compute compute = ComputePaths.oracle();
    List<Double> slopes = new ArrayList<>();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, compute.products())) {
      SequenceSteps steps = lay(network, arena, compute, 1);
      for (SequenceSteps.Weight weight : trained(steps)) {
        double before = steps.get(weight);
        steps.put(weight, before + STEP);
        double above = steps.run(team);
        steps.put(weight, before - STEP);
        double below = steps.run(team);
        steps.put(weight, before);
        slopes.add((above - below) / (2 * STEP * steps.batch.outputs()));
      }
    }
    assertThat(slopes).anyMatch(slope -> Math.abs(slope) > 1e-3);
    for (Compute path : ComputePaths.all()) {
      double bound = path.elementBytes() == 4 ? 1e-5 : 1e-8;
      for (int workers = 1; workers <= 3; workers++) {
        try (Arena arena = Arena.ofShared();
            WorkerTeam team = new WorkerTeam(workers, path.products())) {
          SequenceSteps steps = lay(network, arena, path, workers);
          steps.run(team);
          List<SequenceSteps.Weight> weights = trained(steps);
          for (int i = 0; i < weights.size(); i++) {
            assertThat(steps.gradient(weights.get(i)))
                .as("%s, %s, workers %d", weights.get(i).name(), path, workers)
                .isCloseTo(slopes.get(i), within(bound));
          }
          assertThat(steps.rows(steps.model.items())).as("the items' rows stay").isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec", "narm"})
  void theLossIsOneMinusTheProductWithOutputsOfLengthOne(String network) {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(2, compute.products())) {
      SequenceSteps steps = lay(network, arena, compute, 2);
      double loss = steps.run(team);
      Rows outputs = steps.plan.outputs();
      double expected = 0;
      for (int o = 0; o < steps.batch.outputs(); o++) {
        double squares = 0;
        double product = 0;
        for (int k = 0; k < outputs.units(); k++) {
          double y = compute.kernels().get(outputs.value(o), k);
          squares += y * y;
          product += y * steps.model.items().get(0, steps.batch.target(o), k);
        }
        assertThat(squares).isCloseTo(1, within(1e-12));
        expected += 1 - product;
      }
      assertThat(loss).isCloseTo(expected, within(1e-10));
    }
  }
}
