package clickahead.graph.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.graph.Loss;
import clickahead.graph.MiniBatch;
import clickahead.graph.parallel.StepCase.LossCase;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes that were found in other programs' losses, each by the letter and number that the
 * project's list of known flaws gives it.
 */
class KnownLossFlawsTest {
  private static final double[] SCORES = {0.5, -1, 2, 0.25, -0.75, 1.5};
  private static final int NONE = MiniBatch.NONE;

  static List<Compute> paths() {
    return ComputePaths.all();
  }

  private static List<LossCase> everyLoss() {
    return List.of(
        LossCase.crossEntropy(1, 0.5),
        LossCase.of(Loss.XE_LOGIT, "linear").withSmoothing(0.1),
        LossCase.of(Loss.TOP1, "linear"),
        LossCase.of(Loss.TOP1_MAX, "linear"),
        LossCase.of(Loss.TOP1_MAX, "elu-0.5"),
        LossCase.of(Loss.BPR, "linear"),
        LossCase.of(Loss.BPR, "tanh"),
        LossCase.bprMax(0, 0),
        LossCase.bprMax(0.5, 1.95));
  }

  @Test
  void f3_theSoftmaxIsOverTheSampledColumnsAlone() {
    // Items 2 and 4 are neither targets nor samples: were they part of the softmax, the gradients
    // of the others would shrink.
    GivenScores step = new GivenScores(SCORES, new int[] {1, 3}, 0, 5);
    for (Compute compute : ComputePaths.all()) {
      double[] gradients = step.gradients(compute, 2, LossCase.crossEntropy(0, 0));
      double z = 0;
      for (int item : new int[] {0, 1, 3, 5}) {
        z += Math.exp(SCORES[item]);
      }
      for (int item = 0; item < SCORES.length; item++) {
        boolean column = item != 2 && item != 4;
        double expected =
            column ? Math.exp(SCORES[item]) / z - (item % 2 == 1 && item < 4 ? 0.5 : 0) : 0;
        assertThat(gradients[item])
            .as("item %d, %s", item, compute)
            .isCloseTo(expected, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void f4_theLossOfUniformScoresIsTheLogarithmOfTheNumberOfColumns(Compute compute) {
    double[] biases = new double[12];
    Arrays.fill(biases, 0.7);
    GivenScores step = new GivenScores(biases, new int[] {0, 1, 2, 3}, 5, 6, 7, 8, 9, 10, 11);
    for (Loss loss : List.of(Loss.CROSS_ENTROPY, Loss.XE_LOGIT)) {
      LossCase plain = LossCase.of(loss, "linear");
      assertThat(step.loss(compute, 1, plain)).isCloseTo(4 * Math.log(4 + 7), within(1e-4));
      assertThat(step.loss(compute, 2, plain.overAllItems()))
          .isCloseTo(4 * Math.log(12), within(1e-4));
      assertThat(step.loss(compute, 2, plain.withSmoothing(0.2)))
          .isCloseTo(4 * Math.log(4 + 7), within(1e-4));
    }
  }

  @ParameterizedTest
  @MethodSource("paths")
  void f5_bprMaxIsThePapersEquationWithItsRegularisation(Compute compute) {
    GivenScores step = new GivenScores(SCORES, new int[] {1, 3}, 0, 2, 4, 5);
    for (double elu : new double[] {0, 0.5, 1}) {
      for (double bpreg : new double[] {0, 1, 1.95}) {
        step.check(compute, LossCase.bprMax(elu, bpreg));
      }
    }
    assertThat(step.loss(compute, 1, LossCase.bprMax(0, 1)))
        .isGreaterThan(step.loss(compute, 1, LossCase.bprMax(0, 0)) + 0.1);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void f10_extremeScoresGiveAFiniteLossAndFiniteGradients(Compute compute) {
    double[][] scores = {
      {1e4, -1e4, 80, -80, 0, 1e4},
      {-1e4, 1e4, 1e4, -1e4, -1e4, -1e4},
      {-1e4, -1e4, -1e4, -1e4, -1e4, -1e4},
      {1e4, 1e4, 1e4, 1e4, 1e4, 1e4},
      {200, 0, -200, 90, -90, 0}
    };
    for (LossCase loss : everyLoss()) {
      for (double[] biases : scores) {
        for (LossCase each : List.of(loss, loss.withoutHits())) {
          for (int workers = 1; workers <= 3; workers += 2) {
            GivenScores step = new GivenScores(biases, new int[] {0, 1, 4}, 3, 4, 5);
            assertThat(step.loss(compute, workers, each)).as("%s, %s", each, step).isFinite();
            assertThat(step.gradients(compute, workers, each)).hasSize(6);
          }
        }
      }
    }
  }

  @Test
  void f10_aHopelessTargetStillHasTheSlopeOfItsGap() {
    // With 1e-24 inside the logarithm, as the original has it, the gradient would vanish.
    double[] scores = {-100, 100, 0};
    GivenScores step = new GivenScores(scores, new int[] {0}, 1);
    for (LossCase loss : List.of(LossCase.crossEntropy(0, 0), LossCase.of(Loss.BPR, "linear"))) {
      double own = loss.loss() == Loss.BPR ? Math.log(2) : 0;
      assertThat(step.loss(ComputePaths.oracle(), 1, loss)).isCloseTo(200 + own, within(1e-9));
      assertThat(step.gradients(ComputePaths.oracle(), 1, loss)[0]).isCloseTo(-1, within(1e-9));
    }
  }

  @Test
  void f10_theRegularisationOfBprMaxIsAParameter() {
    GivenScores step = new GivenScores(SCORES, new int[] {1, 3}, 0, 2, 4, 5);
    double without = step.naive(LossCase.bprMax(0, 0));
    double penalty = step.naive(LossCase.bprMax(0, 1)) - without;
    for (double bpreg : new double[] {0, 0.3, 1, 1.95}) {
      assertThat(step.loss(ComputePaths.oracle(), 2, LossCase.bprMax(0, bpreg)))
          .isCloseTo(without + bpreg * penalty, within(1e-12));
    }
  }

  @Test
  void f13_theSamplesAndTheOtherTargetsAreSharedByAllSlots() {
    GivenScores step = new GivenScores(SCORES, new int[] {1, 3, 4}, 5);
    List<GivenScores> slots =
        List.of(
            new GivenScores(SCORES, new int[] {1, NONE, NONE}, 3, 4, 5),
            new GivenScores(SCORES, new int[] {NONE, 3, NONE}, 1, 4, 5),
            new GivenScores(SCORES, new int[] {NONE, NONE, 4}, 1, 3, 5));
    for (LossCase each : everyLoss()) {
      LossCase loss = each.withLogq(0, 0);
      double[] together = step.gradients(ComputePaths.oracle(), 2, loss);
      double[] sum = new double[SCORES.length];
      for (GivenScores slot : slots) {
        double[] alone = slot.gradients(ComputePaths.oracle(), 2, loss);
        Arrays.setAll(sum, i -> sum[i] + alone[i]);
      }
      for (int item = 0; item < SCORES.length; item++) {
        assertThat(together[item]).as("%s", loss).isCloseTo(sum[item], within(1e-12));
      }
    }
  }

  @Test
  void g2_theCostIsDividedByTheNominalBatchSizeWhenTheBatchHasShrunk() {
    GivenScores full = new GivenScores(SCORES, new int[] {1, 3}, 0, 5);
    GivenScores shrunk = new GivenScores(SCORES, new int[] {1, 3, NONE, NONE}, 0, 5);
    for (LossCase loss : everyLoss()) {
      LossCase plain = loss.withLogq(0, 0);
      assertThat(shrunk.loss(ComputePaths.oracle(), 2, plain))
          .isCloseTo(full.loss(ComputePaths.oracle(), 2, plain), within(1e-12));
      double[] half = shrunk.gradients(ComputePaths.oracle(), 2, plain);
      double[] whole = full.gradients(ComputePaths.oracle(), 2, plain);
      for (int item = 0; item < SCORES.length; item++) {
        assertThat(half[item]).as("%s", loss).isCloseTo(whole[item] / 2, within(1e-12));
      }
    }
  }

  @Test
  void g3_logqTreatsSamplesAsSamplesWhenTheBatchHasShrunk() {
    GivenScores step = new GivenScores(SCORES, new int[] {1, 3, NONE, NONE}, 0, 2, 3);
    step.check(ComputePaths.oracle(), LossCase.crossEntropy(1, 0.5));
    step.check(ComputePaths.oracle(), LossCase.of(Loss.XE_LOGIT, "linear").withLogq(0.7, 0.5));
    step.check(ComputePaths.oracle(), LossCase.of(Loss.BPR, "linear").withLogq(0.7, 0.5));
  }

  @Test
  void g15_top1IsTheMeanOfThePaperNotTheNumberOfSlotsTimesIt() {
    double[] zeros = new double[6];
    GivenScores step = new GivenScores(zeros, new int[] {0, 1, 2}, 3, 4, 5);
    // All sigmoids are 1/2: five negatives of 1, and 1/2 for the own column, over six columns.
    assertThat(step.loss(ComputePaths.oracle(), 1, LossCase.of(Loss.TOP1, "linear")))
        .isCloseTo(3 * 5.5 / 6, within(1e-12));
  }

  @Test
  void g15_bprIsTheSumOverTheColumns() {
    GivenScores step = new GivenScores(new double[6], new int[] {0, 1, 2}, 3, 4, 5);
    assertThat(step.loss(ComputePaths.oracle(), 1, LossCase.of(Loss.BPR, "linear")))
        .isCloseTo(3 * 6 * Math.log(2), within(1e-12));
  }
}
