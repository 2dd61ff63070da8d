package clickahead.eval;

import java.util.Arrays;

/**
 * Where the item clicked next stood among all N items, for each of T transitions: how many other
 * items scored higher, and how many scored the same. The rank in every {@link TieMode} follows from
 * the two. Transitions are numbered as {@link TestSessions} numbers them; threads may fill
 * different transitions at the same time, each writes only its own places.
 */
public final class Ranks {
  private static final int UNSET = -1;

  private final int[] greater;
  private final int[] ties;

  /** Room for so many transitions, none ranked yet. */
  public Ranks(int transitions) {
    greater = new int[transitions];
    ties = new int[transitions];
    Arrays.fill(greater, UNSET);
  }

  /**
   * Notes the rank of a transition's target.
   *
   * @param greater number of other items that score higher than the target
   * @param ties number of other items that score the same
   * @throws IllegalArgumentException if a number is negative
   */
  public void set(int transition, int greater, int ties) {
    if (greater < 0 || ties < 0) {
      throw new IllegalArgumentException(
          "transition "
              + transition
              + ": numbers of items must not be negative, got greater "
              + greater
              + ", ties "
              + ties);
    }
    this.greater[transition] = greater;
    this.ties[transition] = ties;
  }

  /** Number of transitions, T. */
  public int size() {
    return greater.length;
  }

  /** Number of other items that scored higher than the target. */
  public int greater(int transition) {
    return greater[transition];
  }

  /** Number of other items that scored the same as the target. */
  public int ties(int transition) {
    return ties[transition];
  }

  /** The target's rank, 1 is best. */
  public double rank(int transition, TieMode mode) {
    return mode.rank(greater[transition], ties[transition]);
  }

  /** How many targets shared their score with another item. */
  public int tied() {
    int tied = 0;
    for (int t : ties) {
      tied += t > 0 ? 1 : 0;
    }
    return tied;
  }

  /**
   * Makes sure that no transition was left out.
   *
   * @throws IllegalStateException if one has no rank
   */
  public void requireComplete() {
    for (int t = 0; t < greater.length; t++) {
      if (greater[t] == UNSET) {
        throw new IllegalStateException(
            "transition " + t + " of " + greater.length + " was never ranked");
      }
    }
  }
}
