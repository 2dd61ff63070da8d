package clickahead.eval;

import java.util.Locale;

/** What rank a target gets that shares its score with other items. */
public enum TieMode {
  /** Before all items of the same score: the most a model can claim. */
  STANDARD {
    @Override
    double before(int ties, double draw) {
      return 0;
    }
  },
  /** Behind all items of the same score: what is left when every tie is lost. */
  CONSERVATIVE {
    @Override
    double before(int ties, double draw) {
      return ties;
    }
  },
  /** In the middle of the items of the same score; the rank may be a half. */
  MEDIAN {
    @Override
    double before(int ties, double draw) {
      return 0.5 * ties;
    }
  },
  /**
   * Anywhere among the items of the same score, drawn for each target, as the official GRU4Rec does
   * in its mode {@code tiebreaking} with a little noise on all scores; there noise vanishes in the
   * rounding of large scores, here every place is as likely as another. A function of the seed and
   * the target, the same for any number of threads.
   */
  RANDOM {
    @Override
    double before(int ties, double draw) {
      return Math.floor(draw * (ties + 1.0));
    }
  };

  /**
   * How many of the items of the same score come before the target.
   *
   * @param ties number of other items that score the same
   * @param draw uniform in [0, 1), for the mode that draws
   */
  abstract double before(int ties, double draw);

  /**
   * The target's rank, 1 is best.
   *
   * @param greater number of other items that score higher
   * @param ties number of other items that score the same
   * @param draw uniform in [0, 1), for the mode that draws
   */
  double rank(int greater, int ties, double draw) {
    return greater + before(ties, draw) + 1;
  }

  /** The name in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The name above a column of figures. */
  String heading() {
    return this == CONSERVATIVE ? "conserv." : label();
  }
}
