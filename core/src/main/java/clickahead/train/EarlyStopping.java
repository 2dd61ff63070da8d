package clickahead.train;

/**
 * Remembers which epoch did best on the validation part, and says when to end. A training may have
 * phases: the best is that of all, and patience is lost in each by itself.
 */
public final class EarlyStopping {
  private final int patience;
  private Best best;
  private Best ofPhase;

  /**
   * What did best.
   *
   * @param epoch from 1; 0 for none yet
   * @param value what it measured
   */
  public record Best(int epoch, double value) {
    /** Nothing measured yet. */
    public static final Best NONE = new Best(0, 0);

    private boolean isBeatenBy(double other) {
      return epoch == 0 || other > value;
    }
  }

  /**
   * Nothing measured yet.
   *
   * @param patience end after so many epochs without a better one; 0 for never
   */
  public EarlyStopping(int patience) {
    this(patience, Best.NONE, Best.NONE);
  }

  /**
   * Goes on.
   *
   * @param best the best so far
   * @param ofPhase the best of the phase that is under way
   */
  public EarlyStopping(int patience, Best best, Best ofPhase) {
    this.patience = patience;
    this.best = best;
    this.ofPhase = ofPhase;
  }

  /**
   * Notes what an epoch measured; more is better, and of equals the first is kept.
   *
   * @return is it the best so far?
   */
  public boolean isBest(int epoch, double value) {
    if (ofPhase.isBeatenBy(value)) {
      ofPhase = new Best(epoch, value);
    }
    boolean better = best.isBeatenBy(value);
    if (better) {
      best = new Best(epoch, value);
    }
    return better;
  }

  /** Begins another phase, of which nothing is measured yet. */
  public void beginPhase() {
    ofPhase = Best.NONE;
  }

  /** Was none of the last epochs, as many as the patience, better than the phase's best before? */
  public boolean isOver(int epoch) {
    return isOver(epoch, 0);
  }

  /**
   * The same where a lack of progress in the first epochs says nothing.
   *
   * @param unjudged the first so many
   */
  public boolean isOver(int epoch, int unjudged) {
    return patience > 0
        && ofPhase.epoch() > 0
        && epoch - Math.max(ofPhase.epoch(), unjudged) >= patience;
  }

  /** The best epoch so far, from 1; 0 for none. */
  public int bestEpoch() {
    return best.epoch();
  }

  /** What the best epoch measured. */
  public double best() {
    return best.value();
  }

  /** The best of the phase that is under way. */
  public Best ofPhase() {
    return ofPhase;
  }
}
