package clickahead.graph.sequence;

import static clickahead.graph.sequence.SequenceGradientsTest.compare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import clickahead.model.SequenceModel;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A student's loss against its definition, and its gradients against central differences of the
 * forward pass in double precision.
 */
class DistillationTest {
  private static final double STEP = 1e-5;
  private static final double WEIGHT = 0.3;
  private static final double TEMPERATURE = 1.7;

  /** A student, and the teacher's network and biases. */
  record Lesson(SequenceCase student, SequenceCase teacher) {
    Distillation laid(Arena arena, Compute compute) {
      SequenceModel model = teacher.model(new Workspace(arena, compute, 1, 1));
      SequenceSteps.draw(model, teacher.seed());
      return new Distillation(model, 0, WEIGHT, TEMPERATURE);
    }
  }

  static Stream<Lesson> lessons() {
    SequenceLoss plain = SequenceLoss.fullSoftmax(false);
    SequenceLoss biased = SequenceLoss.fullSoftmax(true);
    int[] lengths = {3, 1, 6, 2, 4};
    return Stream.of(
        lesson("gru4rec", plain, lengths, "gru4rec", plain, 9),
        lesson("gru4rec-two-layers", biased, lengths, "narm", biased, 9),
        lesson("narm", plain, lengths, "gru4rec", biased, 8),
        lesson("features-mean", biased, lengths, "features-sum", plain, 7),
        // No target of a single click has anything behind it, and one item is no choice.
        lesson("gru4rec", biased, new int[] {1, 1}, "gru4rec", plain, 5),
        lesson("gru4rec", plain, lengths, "gru4rec", plain, 2));
  }

  private static Lesson lesson(
      String student, SequenceLoss loss, int[] lengths, String teacher, SequenceLoss of, int n) {
    return new Lesson(
        new SequenceCase(student, 5, 4, n, lengths, false, 0, loss, 0, 60 + n),
        new SequenceCase(teacher, 3, 6, n, lengths, false, 0, of, 0.5, 90 + n));
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void theLossIsThatOfItsDefinition(Lesson lesson) {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(2, compute.products())) {
      Distillation distillation = lesson.laid(arena, compute);
      SequenceSteps steps = lesson.student().lay(arena, compute, 2, distillation);
      int[] log = lesson.student().log();
      double expected = 0;
      int start = 0;
      for (int length : lesson.student().lengths()) {
        for (int n = 1; n <= length; n++) {
          double[] p = softmax(scores(arena, compute, steps.model, log, start, n, 1), 1);
          double[] s = null;
          if (n < length) {
            int last = start + length;
            SequenceNetwork teacher = distillation.teacher();
            double[] scores = scores(arena, compute, teacher, log, last, length - n, -1);
            s = softmax(scores, TEMPERATURE);
          }
          expected += loss(p, s, log[start + n]);
        }
        start += length + 1;
      }
      assertThat(steps.run(team)).isCloseTo(expected, within(1e-9));
    }
  }

  private static double loss(double[] p, double[] s, int target) {
    if (s == null) {
      return -Math.log(p[target]);
    }
    double loss = -(1 - WEIGHT) * Math.log(p[target]);
    for (int j = 0; j < p.length; j++) {
      loss -= WEIGHT * s[j] * Math.log(p[j]);
    }
    return loss;
  }

  private static double[] softmax(double[] scores, double temperature) {
    double sum = 0;
    double[] p = new double[scores.length];
    for (int j = 0; j < p.length; j++) {
      p[j] = Math.exp(scores[j] / temperature);
      sum += p[j];
    }
    for (int j = 0; j < p.length; j++) {
      p[j] /= sum;
    }
    return p;
  }

  /** Scores behind some clicks of a log, upwards from the first or downwards. */
  private static double[] scores(
      Arena arena,
      Compute compute,
      SequenceNetwork network,
      int[] log,
      int first,
      int clicks,
      int direction) {
    SequenceShape shape = SequenceShape.forward(1, clicks, 1, clicks);
    SequenceBatch batch = new SequenceBatch(shape);
    batch.add(0, clicks, clicks - 1);
    batch.pack(t -> log[first + direction * (int) t], false);
    Rows row = new SequencePass(arena, compute, shape, network, 0).run(batch);
    ItemTable items = network.items();
    double[] scores = new double[items.items()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = network.itemBias() ? items.get(0, i, items.units()) : 0;
      for (int k = 0; k < items.units(); k++) {
        scores[i] += items.get(0, i, k) * compute.kernels().get(row.value(0), k);
      }
    }
    return scores;
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void gradientsAreThoseOfCentralDifferences(Lesson lesson) {
    List<Double> expected = differences(lesson);
    for (int workers = 1; workers <= 3; workers++) {
      List<Double> actual = gradients(lesson, ComputePaths.oracle(), workers);
      compare(lesson + ", workers " + workers, actual, expected, 1e-6, 1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void areTheSameOnEveryComputePath(Lesson lesson) {
    List<Double> expected = gradients(lesson, ComputePaths.oracle(), 1);
    double largest = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
    for (Compute compute : ComputePaths.all()) {
      for (int workers = 1; workers <= 3; workers++) {
        boolean single = compute.elementBytes() == 4;
        compare(
            lesson + ", workers " + workers + ", " + compute,
            gradients(lesson, compute, workers),
            expected,
            single ? 1e-4 : 1e-12,
            single ? largest * 1e-5 : 1e-13);
      }
    }
  }

  private static List<Double> gradients(Lesson lesson, Compute compute, int workers) {
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(workers, compute.products())) {
      SequenceSteps steps =
          lesson.student().lay(arena, compute, workers, lesson.laid(arena, compute));
      steps.run(team);
      return steps.gradients();
    }
  }

  private static List<Double> differences(Lesson lesson) {
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, compute.products())) {
      SequenceSteps steps = lesson.student().lay(arena, compute, 1, lesson.laid(arena, compute));
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
}
