package clickahead.baseline;

/** A baseline that gives a score to few items; all others rank behind them. */
public abstract class SparseBaseline implements Baseline {
  private final String name;
  private final int items;

  SparseBaseline(String name, int items) {
    this.name = name;
    this.items = items;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final int items() {
    return items;
  }

  /** What computes the scores, for one thread. */
  abstract Scoring newScoring();

  @Override
  public final SparseScorer newScorer() {
    return new SparseScorer(items, newScoring());
  }

  @Override
  public final SparseScorer newRanker() {
    return newScorer();
  }
}
