package clickahead.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import clickahead.math.CounterRandom;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SessionBootstrapTest {
  private static final int SESSIONS = 57;
  private static final int MODELS = 3;
  private static final int DRAWS = 401;
  private static final long SEED = 9;

  private final int[] events = new int[SESSIONS];
  private final double[][] sums = new double[MODELS][SESSIONS];

  SessionBootstrapTest() {
    SplittableRandom random = new SplittableRandom(4);
    for (int s = 0; s < SESSIONS; s++) {
      events[s] = random.nextInt(0, 5);
      for (int m = 0; m < MODELS; m++) {
        sums[m][s] = events[s] * random.nextDouble();
      }
    }
  }

  /** Draws written down plainly: session by session, each model's mean of each draw. */
  private double[] plainMeans(int model) {
    double[] means = new double[DRAWS];
    for (int d = 0; d < DRAWS; d++) {
      long stream = CounterRandom.derive(SEED, d);
      double sum = 0;
      long count = 0;
      for (int n = 0; n < SESSIONS; n++) {
        int session = (int) (CounterRandom.uniform(stream, n) * SESSIONS);
        sum += sums[model][session];
        count += events[session];
      }
      means[d] = sum / count;
    }
    return means;
  }

  @Test
  void intervalsAreThoseOfPlainDraws() {
    SessionBootstrap bootstrap = SessionBootstrap.of(sums, events, DRAWS, SEED);
    for (int m = 0; m < MODELS; m++) {
      double[] sorted = plainMeans(m);
      Arrays.sort(sorted);
      // 2.5 % of 400 steps between 401 values is the value number 10
      assertThat(bootstrap.interval(m, 0.95).low()).isCloseTo(sorted[10], within(1e-12));
      assertThat(bootstrap.interval(m, 0.95).high()).isCloseTo(sorted[390], within(1e-12));
      assertThat(bootstrap.mean(m))
          .isCloseTo(Arrays.stream(sums[m]).sum() / Arrays.stream(events).sum(), within(1e-12));
    }
  }

  @Test
  void aDifferenceOfTwoModelsIsThatOfTheirDifferences() {
    SessionBootstrap bootstrap = SessionBootstrap.of(sums, events, DRAWS, SEED);
    double[] differences = new double[SESSIONS];
    Arrays.setAll(differences, s -> sums[2][s] - sums[0][s]);
    PairedBootstrap alone = PairedBootstrap.of(differences, events, 0.9, DRAWS, SEED);
    PairedBootstrap together = bootstrap.difference(2, 0, 0.9);
    assertThat(together.difference()).isCloseTo(alone.difference(), within(1e-12));
    assertThat(together.low()).isCloseTo(alone.low(), within(1e-12));
    assertThat(together.high()).isCloseTo(alone.high(), within(1e-12));
    assertThat(together.p()).isEqualTo(alone.p());
  }

  @Test
  void anImpossibleRequestIsRefused() {
    assertThatThrownBy(() -> SessionBootstrap.of(sums, events, 0, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1 draw");
    SessionBootstrap bootstrap = SessionBootstrap.of(sums, events, 1, SEED);
    assertThatThrownBy(() -> bootstrap.interval(0, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("confidence between 0 and 1");
  }
}
