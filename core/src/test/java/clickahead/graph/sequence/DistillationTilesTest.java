package clickahead.graph.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import clickahead.model.SequenceModel;
import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A student of so many items that its outputs are scored in several tiles: loss and gradients are
 * those of batches that take one tile each.
 */
class DistillationTilesTest {
  /** More than the scores of a tile of 128 outputs have room for. */
  private static final int ITEMS = 66_000;

  private static final int SESSIONS = 20;

  /** Many, so that the second tile has more than last clicks, which the teacher says nothing of. */
  private static final int CLICKS = 8;

  private static final int PARTS = 2;
  private static final SequenceLoss LOSS = SequenceLoss.fullSoftmax(true);

  /** Sum of the losses, and the sum over the outputs of each gradient. */
  private record Sums(double loss, double[] gradients) {}

  private static SequenceCase network(int units, int embedding, int seed) {
    int[] lengths = new int[SESSIONS];
    Arrays.fill(lengths, CLICKS);
    return new SequenceCase("gru4rec", embedding, units, ITEMS, lengths, false, 0, LOSS, 0, seed);
  }

  /** Runs sessions {@code from} to {@code to - 1} as one batch. */
  private static Sums run(SequenceSteps steps, WorkerTeam team, int[] log, int from, int to) {
    steps.batch.clear();
    for (int s = from; s < to; s++) {
      steps.batch.add((long) s * (CLICKS + 1), CLICKS, 0);
    }
    steps.batch.pack(event -> log[(int) event], true);
    steps.batch.step = 3;
    double loss = steps.run(team);
    int outputs = steps.batch.outputs();
    double[] rows = new double[ITEMS * (steps.model.items().units() + 1)];
    int width = steps.model.items().units() + 1;
    steps
        .rows(steps.model.items())
        .forEach(
            (item, row) -> {
              for (int k = 0; k < width; k++) {
                rows[item * width + k] = outputs * row[k];
              }
            });
    double[] dense =
        steps.model.matrices().values().stream()
            .flatMapToDouble(matrix -> Arrays.stream(gradients(matrix)))
            .map(gradient -> outputs * gradient)
            .toArray();
    double[] all = Arrays.copyOf(rows, rows.length + dense.length);
    System.arraycopy(dense, 0, all, rows.length, dense.length);
    return new Sums(loss, all);
  }

  private static double[] gradients(DenseMatrix matrix) {
    int inputs = matrix.inputs();
    int rows = matrix.blocks() * matrix.blockRows();
    double[] gradients = new double[rows * (inputs + 1)];
    for (int row = 0; row < rows; row++) {
      int block = row / matrix.blockRows();
      int output = row % matrix.blockRows();
      for (int k = 0; k < inputs; k++) {
        gradients[row * (inputs + 1) + k] = matrix.gradient(block, output, k);
      }
      if (matrix.biased()) {
        gradients[row * (inputs + 1) + inputs] = matrix.biasGradient(block, output);
      }
    }
    return gradients;
  }

  @Test
  void severalTilesAreAsGoodAsOne() {
    Compute compute = ComputePaths.oracle();
    SequenceCase student = network(3, 2, 5);
    int[] log = new SplittableRandom(8).ints(SESSIONS * (CLICKS + 1), 0, ITEMS).toArray();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, compute.products())) {
      SequenceModel teacher = network(2, 3, 6).model(new Workspace(arena, compute, 1, 1));
      SequenceSteps.draw(teacher, 7);
      Distillation distillation = new Distillation(teacher, 0, 0.4, 1.3);
      SequenceSteps steps = student.lay(arena, compute, 1, distillation);
      Sums whole = run(steps, team, log, 0, SESSIONS);
      assertThat(steps.batch.outputs()).as("more than a tile has").isGreaterThan(128);
      double loss = 0;
      double[] gradients = new double[whole.gradients().length];
      for (int part = 0; part < PARTS; part++) {
        int each = SESSIONS / PARTS;
        Sums sums = run(steps, team, log, part * each, (part + 1) * each);
        assertThat(steps.batch.outputs()).isLessThan(128);
        loss += sums.loss();
        Arrays.setAll(gradients, i -> gradients[i] + sums.gradients()[i]);
      }
      assertThat(whole.loss()).isCloseTo(loss, within(1e-9 * loss));
      double largest = Arrays.stream(gradients).map(Math::abs).max().orElseThrow();
      assertThat(largest).isGreaterThan(0.1);
      double farthest = 0;
      for (int i = 0; i < gradients.length; i++) {
        farthest = Math.max(farthest, Math.abs(whole.gradients()[i] - gradients[i]));
      }
      assertThat(farthest).isLessThan(1e-12 * largest);
    }
  }
}
