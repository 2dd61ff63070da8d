package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.data.Successors;
import clickahead.eval.Ranks;
import clickahead.eval.SessionRanker;
import clickahead.eval.SessionScorer;

/**
 * A first-order Markov chain: the items that most often came directly after the last click in the
 * training sessions. Among equal counts, and behind all items that ever followed, the most popular
 * ones come first, so that a target without a count is not taken for a hit. The score is the count
 * plus a share below 1 that grows with the support.
 */
public final class MarkovChain implements Baseline {
  private final SupportLevels supports;
  private final Successors successors;

  MarkovChain(SupportLevels supports, Successors successors) {
    this.supports = supports;
    this.successors = successors;
  }

  /**
   * Counts transitions.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static MarkovChain train(SessionLog train, int items) {
    return new MarkovChain(new SupportLevels(train.supports(items)), Successors.of(train, items));
  }

  @Override
  public String name() {
    return "markov-chain";
  }

  @Override
  public int items() {
    return supports.items();
  }

  @Override
  public SessionScorer newScorer() {
    return new Scorer(supports, successors);
  }

  @Override
  public SessionRanker newRanker() {
    return new Scorer(supports, successors);
  }

  /** Remembers the last click; without one, popularity is all there is. */
  private static final class Scorer implements SessionScorer, SessionRanker {
    private final SupportLevels supports;
    private final Successors successors;
    private final CountedItems counted;
    private int from;
    private int to;

    Scorer(SupportLevels supports, Successors successors) {
      this.supports = supports;
      this.successors = successors;
      this.counted = new CountedItems(supports);
    }

    @Override
    public int items() {
      return supports.items();
    }

    @Override
    public void startSession() {
      from = 0;
      to = 0;
    }

    @Override
    public void click(int item) {
      from = successors.starts()[item];
      to = successors.starts()[item + 1];
    }

    @Override
    public void score(float[] scores) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] = supports.share(i);
      }
      for (int i = from; i < to; i++) {
        scores[successors.items()[i]] += successors.counts()[i];
      }
    }

    @Override
    public int rank(int target, Ranks ranks, int transition) {
      counted.rank(successors.items(), successors.counts(), from, to, target, ranks, transition);
      return -1;
    }
  }
}
