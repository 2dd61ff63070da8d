package clickahead.baseline;

/** How a weight falls with the distance in clicks, under session-rec's names. */
public enum Decay {
  /** 1 / distance. */
  DIV {
    @Override
    double of(int distance) {
      return 1.0 / distance;
    }
  },
  /**
   * 1 - distance / 10, and 0 from the tenth click on: session-rec's goes on below 0, so that a
   * shared item counts against what it should speak for.
   */
  LINEAR {
    @Override
    double of(int distance) {
      return Math.max(0, 1 - 0.1 * distance);
    }
  },
  /** 1. */
  SAME {
    @Override
    double of(int distance) {
      return 1;
    }
  },
  /** 1 / log10(distance + 1.7). */
  LOG {
    @Override
    double of(int distance) {
      return 1 / Math.log10(distance + 1.7);
    }
  },
  /** 1 / distance squared. */
  QUADRATIC {
    @Override
    double of(int distance) {
      return 1.0 / ((double) distance * distance);
    }
  };

  /**
   * The weight.
   *
   * @param distance at least 1
   */
  abstract double of(int distance);

  /**
   * The weight of a click of the running session, by its place rather than its distance.
   *
   * @param position of the click, 1 being the oldest
   * @param clicks number of clicks
   */
  double ofPosition(int position, int clicks) {
    double share = (double) position / clicks;
    return switch (this) {
      case DIV -> share;
      case QUADRATIC -> share * share;
      case LINEAR, SAME, LOG -> of(clicks - position);
    };
  }
}
