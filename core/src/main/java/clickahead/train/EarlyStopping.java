package clickahead.train;

/** Remembers which epoch did best on the validation part, and says when to end. */
public final class EarlyStopping {
  private final int patience;
  private int bestEpoch;
  private double best;

  /**
   * Nothing measured yet.
   *
   * @param patience end after so many epochs without a better one; 0 for never
   */
  public EarlyStopping(int patience) {
    this(patience, 0, 0);
  }

  /**
   * Goes on.
   *
   * @param bestEpoch the best so far, 0 for none
   * @param best what it measured
   */
  public EarlyStopping(int patience, int bestEpoch, double best) {
    this.patience = patience;
    this.bestEpoch = bestEpoch;
    this.best = best;
  }

  /**
   * Notes what an epoch measured; more is better, and of equals the first is kept.
   *
   * @return is it the best so far?
   */
  public boolean isBest(int epoch, double value) {
    boolean better = bestEpoch == 0 || value > best;
    if (better) {
      bestEpoch = epoch;
      best = value;
    }
    return better;
  }

  /** Was none of the last epochs, as many as the patience, better than the best before? */
  public boolean isOver(int epoch) {
    return isOver(epoch, 0);
  }

  /**
   * The same where a lack of progress in the first epochs says nothing.
   *
   * @param unjudged the first so many
   */
  public boolean isOver(int epoch, int unjudged) {
    return patience > 0 && bestEpoch > 0 && epoch - Math.max(bestEpoch, unjudged) >= patience;
  }

  /** The best epoch so far, from 1; 0 for none. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /** What the best epoch measured. */
  public double best() {
    return best;
  }
}
