package clickahead.baseline;

import clickahead.data.SessionLog;
import clickahead.data.Successors;
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
   * All baselines, from the counts of a training log.
   *
   * @param supports how often each item was clicked [N]
   * @param successors which items followed which
   */
  static List<Baseline> all(int[] supports, Successors successors) {
    SupportLevels levels = new SupportLevels(supports);
    return List.of(
        new Popularity(levels), new SessionPopularity(levels), new MarkovChain(levels, successors));
  }

  /**
   * All baselines, trained on the same sessions.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  static List<Baseline> trainAll(SessionLog train, int items) {
    return all(train.supports(items), Successors.of(train, items));
  }
}
