package clickahead.tune;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.tune.Trial.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which trials end early. */
class SuccessiveHalvingTest {

  /** Trials that measured these values after one epoch. */
  private static List<Trial> afterOneEpoch(double... values) {
    List<Trial> trials = new ArrayList<>();
    for (double value : values) {
      TreeMap<Integer, Double> measured = new TreeMap<>(Map.of(1, value));
      trials.add(new Trial(trials.size() + 1, State.PRUNED, Map.of(), measured, 1, ""));
    }
    return trials;
  }

  @Test
  void trialsAreComparedAtPowersOfThreeInTheFirstHalf() {
    assertThat(IntStream.rangeClosed(1, 20).filter(e -> SuccessiveHalving.compares(e, 20)))
        .containsExactly(1, 3, 9);
    assertThat(IntStream.rangeClosed(1, 10).filter(e -> SuccessiveHalving.compares(e, 10)))
        .containsExactly(1, 3);
    assertThat(SuccessiveHalving.compares(1, 1)).as("the only epoch").isFalse();
  }

  @Test
  void theFirstTwoHaveNothingToBeComparedWith() {
    assertThat(SuccessiveHalving.ends(1, 0.1, afterOneEpoch())).isFalse();
    assertThat(SuccessiveHalving.ends(1, 0.1, afterOneEpoch(0.9))).isFalse();
  }

  @Test
  void theBestThirdGoesOn() {
    // With five before it six were measured, and two of them may go on.
    List<Trial> before = afterOneEpoch(0.5, 0.1, 0.4, 0.2, 0.3);
    assertThat(SuccessiveHalving.ends(1, 0.6, before)).as("the best").isFalse();
    assertThat(SuccessiveHalving.ends(1, 0.45, before)).as("the second").isFalse();
    assertThat(SuccessiveHalving.ends(1, 0.35, before)).as("the third").isTrue();
    assertThat(SuccessiveHalving.ends(1, 0.05, before)).as("the last").isTrue();
    assertThat(SuccessiveHalving.ends(1, 0.4, before)).as("as good as the second best").isFalse();
  }

  @Test
  void onlyTrialsMeasuredAfterAsManyEpochsCount() {
    assertThat(SuccessiveHalving.ends(3, 0.1, afterOneEpoch(0.5, 0.6, 0.7, 0.8))).isFalse();
  }
}
