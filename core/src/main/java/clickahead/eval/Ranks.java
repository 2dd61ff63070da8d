package clickahead.eval;

import clickahead.math.CounterRandom;
import java.util.Arrays;

/**
 * Where the targets of each of E events stood among the candidates: how many other items scored
 * higher than a target, and how many the same. The ranks in every {@link TieMode}, and all metrics,
 * follow from the two. An event has one target, the item that was clicked next, or several.
 * Different threads may fill different targets at the same time, each writes only its own places.
 */
public final class Ranks {
  /** As the number of items that score higher: the target cannot be recommended at all. */
  public static final int UNREACHABLE = Integer.MAX_VALUE;

  private static final int UNSET = -1;

  private final int[] firstTarget;
  private final int[] greater;
  private final int[] ties;

  /** Room for so many events of one target each, none ranked yet. */
  public Ranks(int events) {
    this(null, events);
  }

  /**
   * Room for events of several targets.
   *
   * @param firstTarget [E+1]: number of each event's first target, then the number of all targets
   */
  public Ranks(int[] firstTarget) {
    this(firstTarget, firstTarget[firstTarget.length - 1]);
  }

  private Ranks(int[] firstTarget, int targets) {
    this.firstTarget = firstTarget;
    greater = new int[targets];
    ties = new int[targets];
    Arrays.fill(greater, UNSET);
  }

  /**
   * Notes the rank of a target.
   *
   * @param greater number of other items that score higher than the target, or {@link #UNREACHABLE}
   * @param ties number of other items that score the same
   * @throws IllegalArgumentException if a number is negative
   */
  public void set(int target, int greater, int ties) {
    if (greater < 0 || ties < 0) {
      throw new IllegalArgumentException(
          "transition "
              + target
              + ": numbers of items must not be negative, got greater "
              + greater
              + ", ties "
              + ties);
    }
    this.greater[target] = greater;
    this.ties[target] = ties;
  }

  /** Number of targets; with one target each, of events. */
  public int size() {
    return greater.length;
  }

  /** Number of events, E. */
  public int events() {
    return firstTarget == null ? greater.length : firstTarget.length - 1;
  }

  /** Number of an event's first target; 0 to E inclusive. */
  int first(int event) {
    return firstTarget == null ? event : firstTarget[event];
  }

  /** Number of other items that scored higher than the target. */
  public int greater(int target) {
    return greater[target];
  }

  /** Number of other items that scored the same as the target. */
  public int ties(int target) {
    return ties[target];
  }

  /** The rank of a target as if it were the only one of its event, 1 is best. */
  public double rank(int target, TieMode mode) {
    return mode.rank(greater[target], ties[target], CounterRandom.uniform(0, target));
  }

  /**
   * The ranks of an event's targets, ascending and all different: a target is behind those of its
   * own event that score the same.
   *
   * @param seed for the tie mode that draws
   * @param ranks takes them, at positions 0 and on
   * @return the number of targets
   */
  int ranks(int event, TieMode mode, long seed, double[] ranks) {
    int from = first(event);
    int targets = first(event + 1) - from;
    if (targets == 1) {
      ranks[0] = mode.rank(greater[from], ties[from], CounterRandom.uniform(seed, from));
      return 1;
    }
    new TargetOrder(greater, ties, from, targets).place(mode, seed, ranks);
    return targets;
  }

  /** The most targets that an event has. */
  int mostTargets() {
    int most = 1;
    for (int e = 0; firstTarget != null && e < events(); e++) {
      most = Math.max(most, firstTarget[e + 1] - firstTarget[e]);
    }
    return most;
  }

  /** Some events of one target each, in their order. */
  Ranks select(int[] events) {
    Ranks chosen = new Ranks(events.length);
    for (int e = 0; e < events.length; e++) {
      chosen.greater[e] = greater[events[e]];
      chosen.ties[e] = ties[events[e]];
    }
    return chosen;
  }

  /** How many targets shared their score with another item. */
  public int tied() {
    int tied = 0;
    for (int t : ties) {
      tied += t > 0 ? 1 : 0;
    }
    return tied;
  }

  /** Does an event have a target that shares its score with another item? */
  boolean isTied(int event) {
    for (int t = first(event); t < first(event + 1); t++) {
      if (ties[t] > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Makes sure that no target was left out.
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
