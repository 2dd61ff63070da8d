package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.eval.Ranks;
import clickahead.eval.SessionRanker;
import clickahead.eval.SessionScorer;

/**
 * Always the most clicked items. The score is the number of clicks in training, the support: the
 * same order as the support / (support + 1) of the official GRU4Rec baselines, whose floats no
 * longer tell large supports apart.
 */
public final class Popularity implements Baseline {
  private final SupportLevels supports;

  Popularity(SupportLevels supports) {
    this.supports = supports;
  }

  /**
   * Counts clicks.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static Popularity train(SessionLog train, int items) {
    return new Popularity(new SupportLevels(train.supports(items)));
  }

  @Override
  public String name() {
    return "popularity";
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

  private record Scorer(SupportLevels supports) implements SessionScorer, SessionRanker {
    @Override
    public int items() {
      return supports.items();
    }

    @Override
    public void startSession() {}

    @Override
    public void click(int item) {}

    @Override
    public void score(float[] scores) {
      for (int i = 0; i < scores.length; i++) {
        scores[i] = supports.support(i);
      }
    }

    @Override
    public int rank(int target, Ranks ranks, int transition) {
      int level = supports.level(target);
      ranks.set(transition, supports.itemsAbove(level), supports.itemsAt(level) - 1);
      return -1;
    }
  }
}
