package clickahead.eval;

import java.util.Locale;
import java.util.Optional;

/**
 * Does the order of the clicks matter in this data? A chain that only knows which item followed
 * which is measured on the sessions as they are, and on the same sessions with their clicks in a
 * random order. Where the order carries nothing, as in most data of ratings and reviews, both are
 * alike, and what is measured there says nothing about sequences (flaw 1 of Hidasi and Czapp,
 * RecSys 2023).
 *
 * @param k cut-off
 * @param asIs recall at k on the sessions as they are
 * @param shuffled mean recall at k on shuffled sessions
 * @param spread standard deviation among the shuffles
 */
public record ShuffledOrder(int k, double asIs, double shuffled, double spread) {
  private static final int SHUFFLES = 5;

  /** With less than this share of the recall due to the order, there is a warning. */
  private static final double LEAST = 0.1;

  /**
   * Measures a first-order Markov chain, or another model of the order.
   *
   * @param test sessions as they are
   * @param seed of the shuffles
   */
  public static ShuffledOrder of(TestSessions test, Ranker chain, int k, long seed) {
    double[] recalls = new double[SHUFFLES];
    double sum = 0;
    for (int i = 0; i < SHUFFLES; i++) {
      recalls[i] = recall(test.shuffled(seed + i), chain, k);
      sum += recalls[i];
    }
    double mean = sum / SHUFFLES;
    double squares = 0;
    for (double recall : recalls) {
      squares += (recall - mean) * (recall - mean);
    }
    return new ShuffledOrder(k, recall(test, chain, k), mean, Math.sqrt(squares / (SHUFFLES - 1)));
  }

  private static double recall(TestSessions test, Ranker chain, int k) {
    return new Evaluation(test, k).measure(chain, Progress.NONE).recall(TieMode.MEDIAN, k);
  }

  /** The share of the recall that is gone without the order; 0 or less: nothing is. */
  public double lostShare() {
    return asIs == 0 ? 0 : 1 - shuffled / asIs;
  }

  /** A warning, if the order hardly matters or is not told from chance. */
  public Optional<Warning> warning() {
    if (lostShare() >= LEAST && asIs - shuffled > 2 * spread) {
      return Optional.empty();
    }
    return Optional.of(
        new Warning(
            "no_sequential_structure",
            String.format(
                Locale.ROOT,
                "the order of the clicks hardly matters in this data: a Markov chain's recall@%d is"
                    + " %.4f on the sessions as they are and %.4f (+- %.4f) with their clicks"
                    + " shuffled",
                k,
                asIs,
                shuffled,
                spread),
            "Draw no conclusions about sequential models from it; take a log of clicks with the"
                + " times at which they happened (ratings and reviews are written down long after)"));
  }
}
