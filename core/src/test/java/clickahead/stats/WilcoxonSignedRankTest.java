package clickahead.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WilcoxonSignedRankTest {

  /** Cross- and self-fertilised plants of Darwin: W = 24, p = 0.04126, in many a textbook. */
  @Test
  void darwinsPlantsHaveTheKnownPValue() {
    double[] inches = {6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75};
    WilcoxonSignedRank test = WilcoxonSignedRank.of(inches);
    assertThat(test.positiveRanks()).isEqualTo(15 * 16 / 2 - 24);
    assertThat(test.p()).isCloseTo(0.041259765625, within(1e-12));
  }

  /** Hollander and Wolfe (1973), page 29: depression before and after; V = 40, one-sided 0.0195. */
  @Test
  void hollanderAndWolfesPatientsHaveTheKnownPValue() {
    double[] first = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] second = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    double[] differences = IntStream.range(0, 9).mapToDouble(i -> first[i] - second[i]).toArray();
    WilcoxonSignedRank test = WilcoxonSignedRank.of(differences);
    assertThat(test.positiveRanks()).isEqualTo(40);
    assertThat(test.p()).isCloseTo(2 * 0.01953125, within(1e-12));
  }

  @Test
  void fewDifferencesOfOneSignCannotBeSignificant() {
    assertThat(WilcoxonSignedRank.of(new double[] {1, 2, 3, 4, 5}).p()).isEqualTo(2 / 32.0);
    assertThat(WilcoxonSignedRank.of(new double[] {-1}).p()).isEqualTo(1);
  }

  @Test
  void zerosAreLeftOut() {
    assertThat(WilcoxonSignedRank.of(new double[] {0, 1, 0, 2, 3, -0.0}))
        .isEqualTo(WilcoxonSignedRank.of(new double[] {1, 2, 3}));
    assertThat(WilcoxonSignedRank.of(new double[5]).p()).isEqualTo(1);
  }

  /** All signs of few differences, ties among them, written out. */
  @Property(tries = 50)
  void exactPValuesAreThoseOfAllSigns(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = random.nextInt(1, 9);
    double[] differences = new double[n];
    for (int i = 0; i < n; i++) {
      differences[i] = random.nextInt(1, 5) * (random.nextBoolean() ? 1 : -1);
    }
    WilcoxonSignedRank test = WilcoxonSignedRank.of(differences);
    int below = 0;
    int above = 0;
    for (int signs = 0; signs < 1 << n; signs++) {
      double[] flipped = new double[n];
      for (int i = 0; i < n; i++) {
        flipped[i] = Math.abs(differences[i]) * ((signs >> i & 1) == 0 ? 1 : -1);
      }
      double sum = WilcoxonSignedRank.of(flipped).positiveRanks();
      below += sum <= test.positiveRanks() ? 1 : 0;
      above += sum >= test.positiveRanks() ? 1 : 0;
    }
    double expected = Math.min(1, 2.0 * Math.min(below, above) / (1 << n));
    assertThat(test.p()).as("seed %d", seed).isCloseTo(expected, within(1e-12));
  }

  @Test
  void theApproximationMeetsTheExactValueWhereItTakesOver() {
    for (int seed = 0; seed < 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[] exact = random.doubles(50, -1, 1.3).toArray();
      double[] more = java.util.Arrays.copyOf(exact, 51);
      more[50] = 1e-9;
      assertThat(WilcoxonSignedRank.of(more).p())
          .as("seed %d", seed)
          .isCloseTo(WilcoxonSignedRank.of(exact).p(), within(0.03));
    }
  }

  @Test
  void withoutADifferenceFivePercentAreBelowFivePercent() {
    int found = 0;
    int runs = 2000;
    SplittableRandom random = new SplittableRandom(4);
    for (int run = 0; run < runs; run++) {
      found += WilcoxonSignedRank.of(random.doubles(80, -1, 1).toArray()).p() < 0.05 ? 1 : 0;
    }
    // 100 expected, standard deviation 9.7
    assertThat(found).isBetween(100 - 49, 100 + 49);
  }

  @Test
  void nanIsRefused() {
    assertThatThrownBy(() -> WilcoxonSignedRank.of(new double[] {1, Double.NaN}))
        .hasMessageContaining("difference 1 is not a number");
  }

  @Test
  void normalTailsAreThoseOfTheTables() {
    assertThat(NormalDistribution.twoSided(0)).isEqualTo(1);
    assertThat(NormalDistribution.twoSided(1)).isCloseTo(0.31731050786291, within(1e-13));
    assertThat(NormalDistribution.twoSided(-1.959963984540054)).isCloseTo(0.05, within(1e-13));
    assertThat(NormalDistribution.twoSided(4)).isCloseTo(6.334248366623988e-5, within(1e-16));
    assertThat(NormalDistribution.twoSided(6)).isCloseTo(1.973175290075e-9, within(1e-20));
  }
}
