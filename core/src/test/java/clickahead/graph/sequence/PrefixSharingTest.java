package clickahead.graph.sequence;

import static clickahead.graph.sequence.SequenceGradientsTest.compare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import clickahead.math.Compute;
import clickahead.math.ComputePaths;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One pass over a session gives what all of its prefixes give one by one. */
class PrefixSharingTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gru4rec",
        "gru4rec-two-layers",
        "gru-before",
        "narm",
        "narm-hard",
        "features-of-events"
      })
  void givesLossAndGradientOfAllPrefixesOneByOne(String network) {
    SequenceLoss loss = SequenceLoss.fullSoftmax(true);
    int[] lengths = {4, 1, 6};
    SequenceCase shared = new SequenceCase(network, 5, 4, 8, lengths, false, 0, loss, 0, 41);
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(2, compute.products())) {
      SequenceSteps together = shared.lay(arena, compute, 2);
      double sum = together.run(team);
      double apart = 0;
      List<Double> gradients = new ArrayList<>();
      int prefixes = Arrays.stream(lengths).sum();
      int[] log = shared.log();
      int start = 0;
      for (int length : lengths) {
        for (int n = 1; n <= length; n++) {
          SequenceSteps one = prefix(shared, arena, compute, log, start, n);
          apart += one.run(team);
          add(gradients, one.gradients(), prefixes);
        }
        start += length + 1;
      }
      assertThat(sum).isCloseTo(apart, within(1e-10));
      compare(network, together.gradients(), gradients, 1e-10, 1e-13);
    }
  }

  /** The plan of a single prefix, with the same weights. */
  private static SequenceSteps prefix(
      SequenceCase of, Arena arena, Compute compute, int[] log, int start, int length) {
    SequenceCase single =
        new SequenceCase(
            of.network(),
            of.embedding(),
            of.units(),
            of.items(),
            new int[] {length},
            true,
            0,
            of.loss(),
            0,
            of.seed());
    SequenceSteps steps = single.lay(arena, compute, 2);
    steps.batch.clear();
    steps.batch.add(start, length, length - 1);
    steps.batch.pack(event -> log[(int) event], true, event -> 1, single.eventFeatures());
    return steps;
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec", "gru4rec-two-layers", "narm", "features-mean"})
  void aSessionWithRemovedClicksGivesThatOfItsPrefixesWithoutThem(String network) {
    SequenceLoss loss = SequenceLoss.fullSoftmax(true);
    int[] kept = {1, 3, 4};
    // Behind click 0 nothing is left; behind clicks 1 and 2 only click 1 is; and so on.
    int[] left = {0, 1, 1, 2, 3, 3};
    int[] lengths = {left.length};
    SequenceCase whole = new SequenceCase(network, 5, 4, 8, lengths, false, 0, loss, 0, 44);
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(2, compute.products())) {
      SequenceSteps together = whole.lay(arena, compute, 2);
      int[] log = whole.log();
      together.batch.clear();
      together.batch.add(0, left.length, 0, kept, kept.length);
      together.batch.pack(event -> log[(int) event], true);
      assertThat(together.batch.outputs()).isEqualTo(left.length - 1);
      double sum = together.run(team);
      double apart = 0;
      List<Double> gradients = new ArrayList<>();
      for (int click = 1; click < left.length; click++) {
        int n = left[click];
        int[] shortened = new int[n + 1];
        for (int i = 0; i < n; i++) {
          shortened[i] = log[kept[i]];
        }
        shortened[n] = log[click + 1];
        SequenceSteps one = prefix(whole, arena, compute, shortened, 0, n);
        apart += one.run(team);
        add(gradients, one.gradients(), left.length - 1);
      }
      assertThat(sum).isCloseTo(apart, within(1e-10));
      compare(network, together.gradients(), gradients, 1e-10, 1e-13);
    }
  }

  private static void add(List<Double> sum, List<Double> gradients, int prefixes) {
    for (int i = 0; i < gradients.size(); i++) {
      if (i == sum.size()) {
        sum.add(0.0);
      }
      sum.set(i, sum.get(i) + gradients.get(i) / prefixes);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"gru4rec", "gru4rec-two-layers", "gru-before"})
  void aTruncatedGradientIsThatOfPiecesWithAConstantState(String network) {
    SequenceLoss loss = SequenceLoss.fullSoftmax(false);
    SequenceCase whole = new SequenceCase(network, 5, 4, 8, new int[] {7}, false, 3, loss, 0, 43);
    SequenceCase uncut = whole.withoutTruncation();
    Compute compute = ComputePaths.oracle();
    try (Arena arena = Arena.ofShared();
        WorkerTeam team = new WorkerTeam(1, compute.products())) {
      SequenceSteps cut = whole.lay(arena, compute, 1);
      double loss1 = cut.run(team);
      SequenceSteps full = uncut.lay(arena, compute, 1);
      double loss2 = full.run(team);
      assertThat(loss1).as("the state runs on").isEqualTo(loss2);
      // Events before a cut see no gradient of losses behind it: the first piece alone is what
      // the first three events' rows get, but for what they give as targets and scored items.
      double[] early = inputGradient(cut);
      double[] late = inputGradient(full);
      assertThat(early).isNotEqualTo(late);
      SequenceSteps first = firstPiece(whole, arena, compute);
      first.run(team);
      assertThat(early[0]).isCloseTo(inputGradient(first)[0] * 3 / 7, within(1e-12));
    }
  }

  /** Squared norms of the gradients of the first events' embeddings. */
  private static double[] inputGradient(SequenceSteps steps) {
    double[] sums = new double[1];
    Rows x = steps.plan.firstRows();
    for (int k = 0; k < x.units(); k++) {
      sums[0] += steps.compute.kernels().get(x.gradient(0), k);
    }
    return sums;
  }

  private static SequenceSteps firstPiece(SequenceCase whole, Arena arena, Compute compute) {
    SequenceCase piece =
        new SequenceCase(
            whole.network(),
            whole.embedding(),
            whole.units(),
            whole.items(),
            new int[] {3},
            false,
            0,
            whole.loss(),
            0,
            whole.seed());
    SequenceSteps steps = piece.lay(arena, compute, 1);
    int[] log = whole.log();
    steps.batch.clear();
    steps.batch.add(0, 3, 0);
    steps.batch.pack(event -> log[(int) event], true);
    return steps;
  }
}
