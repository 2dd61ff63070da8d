package clickahead.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsTest {

  /** Ranks 1, 3 (or 5 with its two ties), 21 in turn. */
  private static Ranks threeRanks() {
    Ranks ranks = new Ranks(3);
    ranks.set(0, 0, 0);
    ranks.set(1, 2, 2);
    ranks.set(2, 20, 0);
    return ranks;
  }

  @Test
  void recallIsTheShareOfRanksUpToTheCutOff() {
    Metrics metrics = Metrics.of(threeRanks(), 1, 3, 20, 21);
    assertThat(metrics.recall(TieMode.STANDARD, 1)).isEqualTo(1 / 3.0);
    assertThat(metrics.recall(TieMode.STANDARD, 3)).isEqualTo(2 / 3.0);
    assertThat(metrics.recall(TieMode.STANDARD, 20)).isEqualTo(2 / 3.0);
    assertThat(metrics.recall(TieMode.STANDARD, 21)).isEqualTo(1);
  }

  @Test
  void mrrIsTheMeanReciprocalRankWithZeroBeyondTheCutOff() {
    Metrics metrics = Metrics.of(threeRanks(), 20, 21);
    assertThat(metrics.mrr(TieMode.STANDARD, 20)).isCloseTo((1 + 1 / 3.0) / 3, within(1e-15));
    assertThat(metrics.mrr(TieMode.STANDARD, 21))
        .isCloseTo((1 + 1 / 3.0 + 1 / 21.0) / 3, within(1e-15));
  }

  @Test
  void tieModesPutTheTargetBeforeBehindAndAmidItsEquals() {
    Ranks ranks = threeRanks();
    assertThat(ranks.rank(1, TieMode.STANDARD)).isEqualTo(3);
    assertThat(ranks.rank(1, TieMode.CONSERVATIVE)).isEqualTo(5);
    assertThat(ranks.rank(1, TieMode.MEDIAN)).isEqualTo(4);
    Metrics metrics = Metrics.of(ranks, 3, 4);
    assertThat(metrics.recall(TieMode.CONSERVATIVE, 4)).isEqualTo(1 / 3.0);
    assertThat(metrics.recall(TieMode.MEDIAN, 3)).isEqualTo(1 / 3.0);
    assertThat(metrics.recall(TieMode.MEDIAN, 4)).isEqualTo(2 / 3.0);
    assertThat(metrics.differByTies()).isTrue();
    assertThat(metrics.tiedEvents()).isEqualTo(1);
  }

  @Test
  void aHugeNumberOfTiesDoesNotOverflow() {
    assertThat(TieMode.CONSERVATIVE.rank(Integer.MAX_VALUE, Integer.MAX_VALUE, 0))
        .isEqualTo(2.0 * Integer.MAX_VALUE + 1);
  }

  @Test
  void cutOffsAreSortedAndCountOnce() {
    assertThat(Metrics.of(threeRanks(), 20, 1, 20, 5).cutOffs()).containsExactly(1, 5, 20);
  }

  @Test
  void askingForAnotherCutOffNamesThoseThereAre() {
    Metrics metrics = Metrics.of(threeRanks(), 1, 20);
    assertThatThrownBy(() -> metrics.recall(TieMode.STANDARD, 10))
        .hasMessageContaining("cut-off 10")
        .hasMessageContaining("[1, 20]");
  }

  @Test
  void cutOffsBelowOneAreRefused() {
    assertThatThrownBy(() -> Metrics.of(threeRanks(), 0, 20)).hasMessageContaining("[0, 20]");
    assertThatThrownBy(() -> Metrics.of(threeRanks())).hasMessageContaining("1 or more");
  }

  @Test
  void aTransitionThatWasNeverRankedIsAnError() {
    Ranks ranks = new Ranks(2);
    ranks.set(0, 0, 0);
    assertThatThrownBy(() -> Metrics.of(ranks, 20))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("transition 1 of 2");
  }

  @Test
  void noRankAtAllHasNoMetrics() {
    assertThatThrownBy(() -> Metrics.of(new Ranks(0), 20)).hasMessageContaining("no ranks");
  }

  @Test
  void negativeCountsAreRefused() {
    assertThatThrownBy(() -> new Ranks(1).set(0, 0, -1)).hasMessageContaining("ties -1");
  }
}
