package clickahead.graph.parallel;

import clickahead.graph.Loss;
import clickahead.graph.MiniBatch;
import clickahead.graph.parallel.StepCase.LossCase;
import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every loss with every activation and option against its definition over all columns. */
class LossDefinitionsTest {
  private static final double[] SCORES = {0.5, -1, 2, 0.25, -0.75, 1.5, -2.5};
  private static final int NONE = MiniBatch.NONE;

  private static final List<GivenScores> STEPS =
      List.of(
          // All columns distinct; targets sampled, repeated and both; empty slots; in-batch only.
          new GivenScores(SCORES, new int[] {1, 3}, 0, 2, 4, 5),
          new GivenScores(SCORES, new int[] {2, 2, 0}, 2, 0, 5, 5, 5, 1, 4),
          new GivenScores(SCORES, new int[] {4, NONE, 6, NONE, 4}, 4, 4, 6, 3),
          new GivenScores(SCORES, new int[] {5, 1, 1, 6}),
          // A single negative; nothing but hits.
          new GivenScores(SCORES, new int[] {3}, 1),
          new GivenScores(SCORES, new int[] {3, 3}, 3));

  static Stream<LossCase> losses() {
    List<LossCase> losses = new ArrayList<>();
    for (Loss pairwise : List.of(Loss.TOP1, Loss.BPR, Loss.TOP1_MAX, Loss.BPR_MAX)) {
      for (String activation :
          List.of("linear", "tanh", "relu", "leaky-0.2", "elu-0.5", "elu-1", "selu-1.05-1.67")) {
        losses.add(LossCase.of(pairwise, activation));
      }
      losses.add(LossCase.of(pairwise, "linear").withLogq(1, 0.5));
      losses.add(LossCase.of(pairwise, "tanh").withLogq(0.3, 0.75));
    }
    for (double elu : new double[] {0, 0.5, 1}) {
      losses.add(LossCase.bprMax(elu, 0.7));
      losses.add(LossCase.bprMax(elu, 1.95).withLogq(0.5, 0));
    }
    for (Loss softmax : List.of(Loss.CROSS_ENTROPY, Loss.XE_LOGIT)) {
      LossCase plain = LossCase.of(softmax, "linear");
      losses.add(plain);
      losses.add(plain.withLogq(1, 0.5));
      losses.add(plain.withSmoothing(0.1));
      losses.add(plain.withSmoothing(0.3).withLogq(0.6, 0.75));
    }
    return losses.stream();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void g2_accidentalHitsAndRepeatedItemsAreColumnsLikeAllOthers(LossCase loss) {
    for (Compute compute : ComputePaths.all()) {
      for (GivenScores step : STEPS) {
        step.check(compute, loss);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("losses")
  void g2_accidentalHitsAreLeftOutWhereThatIsAskedFor(LossCase loss) {
    for (Compute compute : ComputePaths.all()) {
      // In the last step nothing but the target would be left.
      for (GivenScores step : STEPS.subList(0, STEPS.size() - 1)) {
        step.check(compute, loss.withoutHits());
      }
    }
  }
}
