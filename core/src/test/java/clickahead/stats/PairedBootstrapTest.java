package clickahead.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedBootstrapTest {
  private static final int SESSIONS = 120;

  /** Sessions of 1 to 5 events whose differences go together, with a mean of so much an event. */
  private static PairedBootstrap simulate(long seed, double mean, int draws) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] differences = new double[SESSIONS];
    int[] events = new int[SESSIONS];
    for (int s = 0; s < SESSIONS; s++) {
      events[s] = random.nextInt(1, 6);
      differences[s] = events[s] * (mean + random.nextGaussian());
    }
    return PairedBootstrap.of(differences, events, 0.95, draws, seed);
  }

  @Test
  void theIntervalCoversTheTruthAsOftenAsItSays() {
    int covered = 0;
    int runs = 1000;
    for (int run = 0; run < runs; run++) {
      PairedBootstrap test = simulate(run, 0.1, 400);
      covered += test.low() <= 0.1 && 0.1 <= test.high() ? 1 : 0;
    }
    // 950 expected, standard deviation 7; percentile intervals are a little short
    assertThat(covered).isBetween(920, 980);
  }

  @Test
  void withoutADifferenceFivePercentAreBelowFivePercent() {
    int found = 0;
    int runs = 1000;
    for (int run = 0; run < runs; run++) {
      found += simulate(10_000 + run, 0, 400).p() < 0.05 ? 1 : 0;
    }
    assertThat(found).isBetween(20, 80);
  }

  @Test
  void aClearDifferenceIsFound() {
    PairedBootstrap test = simulate(1, 1, 999);
    assertThat(test.low()).isPositive();
    assertThat(test.p()).isEqualTo(2.0 / 1000);
  }

  /** The spread of a mean that is known: with one event each, it is s / sqrt(S). */
  @Test
  void theIntervalOfAPlainMeanIsTheTextbooks() {
    double[] differences = new SplittableRandom(3).doubles(4000, -1, 1).toArray();
    int[] events = new int[4000];
    Arrays.fill(events, 1);
    PairedBootstrap test = PairedBootstrap.of(differences, events, 0.95, 4000, 5);
    double mean = Arrays.stream(differences).average().orElseThrow();
    double variance = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum() / 3999;
    double half = 1.96 * Math.sqrt(variance / 4000);
    assertThat(test.difference()).isCloseTo(mean, within(1e-12));
    assertThat(test.low()).isCloseTo(mean - half, within(0.1 * half));
    assertThat(test.high()).isCloseTo(mean + half, within(0.1 * half));
  }

  @Test
  void theSameModelTwiceDoesNotDiffer() {
    PairedBootstrap test =
        PairedBootstrap.of(new double[9], new int[] {1, 2, 3, 1, 1, 0, 4, 1, 1}, 0.9, 99, 1);
    assertThat(test).isEqualTo(new PairedBootstrap(0, 0, 0, 1));
  }

  @Test
  void oneSeedGivesOneResult() {
    assertThat(simulate(8, 0.1, 200)).isEqualTo(simulate(8, 0.1, 200));
  }

  @Test
  void noDrawsAndNoConfidenceAreRefused() {
    assertThatThrownBy(() -> simulate(1, 0, 0)).hasMessageContaining("at least 1 draw");
    assertThatThrownBy(() -> PairedBootstrap.of(new double[1], new int[] {1}, 1, 9, 1))
        .hasMessageContaining("between 0 and 1");
  }
}
