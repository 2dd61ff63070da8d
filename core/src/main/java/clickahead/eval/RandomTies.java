package clickahead.eval;

import clickahead.math.CounterRandom;

/**
 * Puts each target at a random place among the items that score the same, as the official GRU4Rec
 * does in its mode {@code tiebreaking} with a little noise on all scores; there noise vanishes in
 * the rounding of large scores, here every order of equals is as likely as another. A function of
 * the seed and the transition, the same for any number of threads.
 *
 * @param ranker whose ranks to take
 * @param seed of the random places
 */
public record RandomTies(Ranker ranker, long seed) implements Ranker {

  @Override
  public int items() {
    return ranker.items();
  }

  @Override
  public Ranks rank(TestSessions test, Progress progress) {
    Ranks ranks = ranker.rank(test, progress);
    Ranks broken = new Ranks(ranks.size());
    for (int t = 0; t < ranks.size(); t++) {
      int before = (int) (CounterRandom.uniform(seed, t) * (ranks.ties(t) + 1.0));
      broken.set(t, ranks.greater(t) + before, 0);
    }
    return broken;
  }
}
