package clickahead.eval;

import java.util.Locale;

/** What rank a target gets that shares its score with other items. */
public enum TieMode {
  /** Before all items of the same score: the most a model can claim. */
  STANDARD {
    @Override
    double rank(int greater, int ties) {
      return greater + 1.0;
    }
  },
  /** Behind all items of the same score: what is left when every tie is lost. */
  CONSERVATIVE {
    @Override
    double rank(int greater, int ties) {
      return (double) greater + ties + 1;
    }
  },
  /** In the middle of the items of the same score; the rank may be a half. */
  MEDIAN {
    @Override
    double rank(int greater, int ties) {
      return greater + 0.5 * ties + 1;
    }
  };

  /**
   * The target's rank, 1 is best.
   *
   * @param greater number of other items that score higher
   * @param ties number of other items that score the same
   */
  abstract double rank(int greater, int ties);

  /** The name in tables and JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
