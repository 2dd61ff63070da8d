package clickahead.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTableTest {

  /**
   * The exact share of each outcome, found by walking over evenly spaced fractions of every place:
   * the upper bits choose the place, those behind them the fraction.
   */
  private static double[] shares(AliasTable table, int n, int fractions) {
    double[] shares = new double[n];
    for (int place = 0; place < n; place++) {
      for (int f = 0; f < fractions; f++) {
        double u = (place + (f + 0.5) / fractions) / n;
        shares[table.draw((long) (u * 0x1p62) << 2)] += 1.0 / fractions / n;
      }
    }
    return shares;
  }

  @Property(tries = 200)
  void everyOutcomeHasItsShare(
      @ForAll @Size(min = 1, max = 40) List<@DoubleRange(min = 0, max = 10) Double> numbers) {
    double[] weights = numbers.stream().mapToDouble(w -> w).toArray();
    double total = Arrays.stream(weights).sum();
    Assume.that(total > 1e-6);
    double[] shares = shares(new AliasTable(weights), weights.length, 1000);
    for (int i = 0; i < weights.length; i++) {
      assertThat(shares[i])
          .as("outcome %d of %s", i, numbers)
          .isCloseTo(weights[i] / total, within(0.002));
    }
  }

  @Property(tries = 200)
  void whatHasNoWeightIsNeverDrawn(
      @ForAll @Size(min = 2, max = 40) List<@IntRange(max = 3) Integer> weights,
      @ForAll long bits) {
    Assume.that(weights.stream().anyMatch(w -> w > 0));
    AliasTable table = new AliasTable(weights.stream().mapToDouble(w -> w).toArray());
    for (long i = 0; i < 1000; i++) {
      long random = bits + i * 0x9E3779B97F4A7C15L;
      assertThat(weights.get(table.draw(random)))
          .as("bits %d, weights %s", random, weights)
          .isPositive();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1})
  void theEndsOfTheRandomNumbersAreOutcomesToo(long bits) {
    for (int n = 1; n < 50; n++) {
      double[] weights = new double[n];
      Arrays.fill(weights, 0.1);
      assertThat(new AliasTable(weights).draw(bits)).isBetween(0, n - 1);
      Arrays.fill(weights, 0);
      weights[n / 2] = 1;
      assertThat(new AliasTable(weights).draw(bits)).isEqualTo(n / 2);
    }
  }

  @Test
  void weightsOfVeryDifferentSizeKeepTheirShare() {
    double[] weights = new double[1000];
    Arrays.fill(weights, 1e-9);
    weights[500] = 1;
    assertThat(shares(new AliasTable(weights), 1000, 100)[500]).isCloseTo(1, within(1e-5));
  }

  @Test
  void aDistributionWithoutAnyWeightIsRefused() {
    assertThatThrownBy(() -> new AliasTable(new double[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the sum of 3 weights is 0.0");
    assertThatThrownBy(() -> new AliasTable(new double[] {1, Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NaN");
  }
}
