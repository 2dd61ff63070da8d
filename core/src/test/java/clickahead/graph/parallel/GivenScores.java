package clickahead.graph.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.MiniBatch;
import clickahead.graph.parallel.StepCase.LossCase;
import clickahead.math.Compute;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A step whose scores are given, not computed: the items' rows are zero, and their biases are the
 * scores of every slot.
 *
 * @param scores of the items [N]
 * @param targets of the slots [B]; {@link MiniBatch#NONE} in a slot without a session
 * @param samples the negative samples
 */
record GivenScores(double[] scores, int[] targets, int... samples) {
  static final long SEED = 31;

  private StepCase step(LossCase loss) {
    int slots = targets.length;
    return new StepCase(List.of(3), slots, slots, samples.length, scores.length, loss, 0, SEED);
  }

  /** Supports of the items. */
  int[] supports() {
    return step(LossCase.crossEntropy(0, 0)).supports();
  }

  /** Sum of the slots' losses by the operators. */
  double loss(Compute compute, int workers, LossCase loss) {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      return lay(arena, compute, workers, loss).gradients(team);
    }
  }

  /** Gradients of the items' scores, summed over the slots. */
  double[] gradients(Compute compute, int workers, LossCase loss) {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      StepCase.Laid laid = lay(arena, compute, workers, loss);
      laid.gradients(team);
      RecordedGradients recorded = new RecordedGradients(laid);
      team.run(worker -> laid.plan.update(worker, recorded, 0));
      for (Map.Entry<Integer, double[]> row : recorded.rows().entrySet()) {
        assertThat(Arrays.stream(row.getValue()).allMatch(Double::isFinite))
            .as("%s, %s: gradient of item %d", compute, loss, row.getKey())
            .isTrue();
      }
      double[] gradients = new double[scores.length];
      Arrays.setAll(gradients, i -> recorded.item(i, laid.table.units()));
      return gradients;
    }
  }

  private StepCase.Laid lay(Arena arena, Compute compute, int workers, LossCase loss) {
    StepCase.Laid laid = step(loss).lay(arena, compute, workers, 2);
    for (int i = 0; i < scores.length; i++) {
      for (int k = 0; k < laid.table.units(); k++) {
        laid.table.put(0, i, k, 0);
      }
      laid.table.put(0, i, laid.table.units(), scores[i]);
    }
    System.arraycopy(targets, 0, laid.batch.targets, 0, targets.length);
    for (int w = 0; w < workers; w++) {
      laid.batch.clearSamples(w);
    }
    for (int sample : samples) {
      laid.batch.addSample(0, sample);
    }
    return laid;
  }

  /** The same by its definition. */
  double naive(LossCase loss) {
    int[] items = Arrays.copyOf(targets, targets.length + samples.length);
    System.arraycopy(samples, 0, items, targets.length, samples.length);
    double[] row = Arrays.stream(items).mapToDouble(i -> i < 0 ? 0 : scores[i]).toArray();
    double[][] all = new double[targets.length][];
    Arrays.fill(all, row);
    return new NaiveLoss(loss, supports()).sum(all, items);
  }

  /** Compares the operators with the definition. */
  void check(Compute compute, LossCase loss) {
    double expected = naive(loss);
    double relative = compute.elementBytes() == 8 ? 1e-12 : 1e-5;
    for (int workers = 1; workers <= 3; workers++) {
      assertThat(loss(compute, workers, loss))
          .as("%s, %s, %d workers, %s, seed %d", loss, compute, workers, this, SEED)
          .isCloseTo(expected, within(relative * Math.max(1, Math.abs(expected))));
    }
  }

  @Override
  public String toString() {
    return "scores %s, targets %s, samples %s"
        .formatted(Arrays.toString(scores), Arrays.toString(targets), Arrays.toString(samples));
  }
}
