package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import clickahead.config.Parameters;
import clickahead.data.SessionLog;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sessions that are compared at random. */
class NeighbourSamplingTest {
  private static final int SESSIONS = 50;
  private static final int SAMPLE = 10;
  private static final int SEEDS = 2000;

  /** Item 0 is in all sessions, item s + 1 in session s only. */
  private static SessionLog log() {
    int[][] sessions = new int[SESSIONS][];
    for (int s = 0; s < SESSIONS; s++) {
      sessions[s] = new int[] {0, s + 1};
    }
    return SessionLog.of(sessions);
  }

  private static double[] scores(long seed, int sample, int... clicks) {
    Vsknn model =
        Vsknn.train(
            log(),
            SESSIONS + 1,
            Parameters.of(VsknnParameters.class)
                .with("sampling", "random")
                .with("sample_size", "" + sample)
                .with("seed", "" + seed)
                .build());
    return TinyKnn.scores(model, clicks, 0);
  }

  private static Set<Integer> chosen(double[] scores) {
    Set<Integer> chosen = new HashSet<>();
    for (int item = 1; item < scores.length; item++) {
      if (scores[item] > 0) {
        chosen.add(item);
      }
    }
    return chosen;
  }

  @Test
  void eachSessionIsAsLikelyAsAnother() {
    int[] counts = new int[SESSIONS];
    for (int seed = 0; seed < SEEDS; seed++) {
      Set<Integer> chosen = chosen(scores(seed, SAMPLE, 0));
      assertThat(chosen).as("seed %d", seed).hasSize(SAMPLE);
      chosen.forEach(item -> counts[item - 1]++);
    }
    double expected = (double) SEEDS * SAMPLE / SESSIONS;
    double chi = 0;
    for (int count : counts) {
      chi += (count - expected) * (count - expected) / expected;
    }
    assertThat(chi).as("chi square of 49 degrees, above with p 0.0001").isLessThan(97);
  }

  @Test
  void theSameClicksHaveTheSameSampleAndOthersAnother() {
    assertThat(scores(1, SAMPLE, 0)).isEqualTo(scores(1, SAMPLE, 0));
    assertThat(chosen(scores(1, SAMPLE, 0))).isNotEqualTo(chosen(scores(1, SAMPLE, 0, 0)));
    assertThat(chosen(scores(1, SAMPLE, 0))).isNotEqualTo(chosen(scores(2, SAMPLE, 0)));
  }

  @Test
  void aSampleThatHoldsAllIsTheRecentOne() {
    Parameters<SknnParameters> p = Parameters.of(SknnParameters.class).with("k", "7");
    for (String size : new String[] {"0", "50", "80"}) {
      SknnParameters all = p.with("sample_size", size).build();
      SknnParameters random = p.with("sample_size", size).with("sampling", "random").build();
      int[] clicks = {3, 0, 9};
      assertThat(TinyKnn.scores(Sknn.train(log(), SESSIONS + 1, random), clicks, 0))
          .isEqualTo(TinyKnn.scores(Sknn.train(log(), SESSIONS + 1, all), clicks, 0));
    }
  }
}
