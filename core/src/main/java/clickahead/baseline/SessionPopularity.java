package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.eval.Ranks;
import clickahead.eval.SessionRanker;
import clickahead.eval.SessionScorer;
import java.util.Arrays;

/**
 * The items most clicked in the running session; among items clicked equally often, and behind
 * them, the most popular ones (S-POP of Hidasi et al., ICLR 2016). The score is the number of
 * clicks in the session plus a share below 1 that grows with the support. The official baseline
 * forgets the support of all but 100 items, which only makes ties; here every item keeps it.
 */
public final class SessionPopularity implements Baseline {
  private final SupportLevels supports;

  SessionPopularity(SupportLevels supports) {
    this.supports = supports;
  }

  /**
   * Counts clicks.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static SessionPopularity train(SessionLog train, int items) {
    return new SessionPopularity(new SupportLevels(train.supports(items)));
  }

  @Override
  public String name() {
    return "session-popularity";
  }

  @Override
  public int items() {
    return supports.items();
  }

  @Override
  public SessionScorer newScorer() {
    return new Scorer(supports);
  }

  @Override
  public SessionRanker newRanker() {
    return new Scorer(supports);
  }

  /** The distinct items of the running session and how often each was clicked. */
  private static final class Scorer implements SessionScorer, SessionRanker {
    private final SupportLevels supports;
    private final CountedItems counted;
    private final int[] placeOf;
    private int[] clicked = new int[16];
    private int[] counts = new int[16];
    private int size;

    Scorer(SupportLevels supports) {
      this.supports = supports;
      this.counted = new CountedItems(supports);
      this.placeOf = new int[supports.items()];
      Arrays.fill(placeOf, -1);
    }

    @Override
    public int items() {
      return placeOf.length;
    }

    @Override
    public void startSession() {
      for (int i = 0; i < size; i++) {
        placeOf[clicked[i]] = -1;
      }
      size = 0;
    }

    @Override
    public void click(int item) {
      if (placeOf[item] < 0) {
        if (size == clicked.length) {
          clicked = Arrays.copyOf(clicked, 2 * size);
          counts = Arrays.copyOf(counts, 2 * size);
        }
        clicked[size] = item;
        counts[size] = 0;
        placeOf[item] = size++;
      }
      counts[placeOf[item]]++;
    }

    @Override
    public void score(float[] scores) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] = supports.share(i);
      }
      for (int i = 0; i < size; i++) {
        scores[clicked[i]] += counts[i];
      }
    }

    @Override
    public int rank(int target, Ranks ranks, int transition) {
      counted.rank(clicked, counts, 0, size, target, ranks, transition);
      return -1;
    }
  }
}
