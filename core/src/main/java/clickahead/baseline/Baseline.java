package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.eval.ParallelRanker;
import clickahead.eval.Ranker;
import clickahead.eval.SessionRanker;
import clickahead.eval.SessionScorer;
import java.util.List;

/** A trained baseline over N items: immutable, shared by any number of scorers. */
public interface Baseline {

  /** The name in tables and JSON. */
  String name();

  /** Number of items, N. */
  int items();

  /** A scorer for one thread. */
  SessionScorer newScorer();

  /**
   * A ranker for one thread. It counts exactly and without a score for each item; by {@link
   * #newScorer}, items whose scores round to the same float are tied.
   */
  SessionRanker newRanker();

  /** Ranks test sessions on several threads. */
  default Ranker ranker(int threads) {
    return new ParallelRanker(this::newRanker, threads);
  }

  /**
   * All baselines, trained on the same sessions.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  static List<Baseline> trainAll(SessionLog train, int items) {
    Supports supports = Supports.of(train, items);
    return List.of(
        new Popularity(supports),
        new SessionPopularity(supports),
        new MarkovChain(supports, Successors.of(train, items)));
  }
}
