package clickahead.eval;

import clickahead.math.CounterRandom;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The items among which a target is ranked. Targets are candidates always: one that is not in the
 * list is ranked as if it were, as the official GRU4Rec does with a list of popular items, so that
 * events are the same whatever the candidates.
 */
public sealed interface Candidates {
  /** All N items: the only choice whose figures are those of a recommender in use. */
  Candidates ALL = new All();

  /** A given list of items, each once. */
  static Candidates list(String name, int... items) {
    return new Listed(name, Arrays.stream(items).sorted().distinct().toArray());
  }

  /**
   * The n items with the most clicks in training; among equals, those of the lower index.
   *
   * @param supports clicks of each item in training [N]
   */
  static Candidates popular(int[] supports, int n) {
    int[] items =
        IntStream.range(0, supports.length)
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> supports[i]).reversed())
            .limit(n)
            .mapToInt(i -> i)
            .toArray();
    return list("popular:" + n, items);
  }

  /** For each event n items drawn uniformly among those that are no target; none twice. */
  static Candidates uniform(int items, int n, long seed) {
    return new Sampled("uniform:" + n, n, items, null, seed);
  }

  /** For each event n items drawn by their clicks in training; none twice, no target among them. */
  static Candidates byPopularity(int[] supports, int n, long seed) {
    double[] cumulated = new double[supports.length];
    double sum = 0;
    for (int i = 0; i < supports.length; i++) {
      cumulated[i] = sum += supports[i];
    }
    return new Sampled("popularity:" + n, n, supports.length, cumulated, seed);
  }

  /** The name in results. */
  String name();

  /** Is it another list for each event, drawn at random? */
  default boolean isSampled() {
    return false;
  }

  /**
   * Marks an event's candidates.
   *
   * @param transition the event's transition
   * @param marks [N], marks differ from event to event; targets hold {@code target} already
   * @param candidate what to put at a candidate that is no target
   * @param target what is at a target
   */
  void mark(int transition, int[] marks, int candidate, int target);

  /** All items. */
  record All() implements Candidates {
    @Override
    public String name() {
      return "all";
    }

    @Override
    public void mark(int transition, int[] marks, int candidate, int target) {
      for (int i = 0; i < marks.length; i++) {
        marks[i] = marks[i] == target ? target : candidate;
      }
    }
  }

  /** The same items for every event. */
  record Listed(String name, int[] items) implements Candidates {
    /** One above the largest item. */
    int end() {
      return items[items.length - 1] + 1;
    }

    @Override
    public void mark(int transition, int[] marks, int candidate, int target) {
      for (int item : items) {
        marks[item] = marks[item] == target ? target : candidate;
      }
    }
  }

  /**
   * Items drawn for each event.
   *
   * @param cumulated weights of items 0 to i summed [N]; null: all the same
   */
  record Sampled(String name, int n, int items, double[] cumulated, long seed)
      implements Candidates {
    /** Checks that there are so many. */
    public Sampled {
      long drawable =
          cumulated == null
              ? items
              : IntStream.range(0, items)
                  .filter(i -> cumulated[i] > (i == 0 ? 0 : cumulated[i - 1]))
                  .count();
      if (n < 1 || 2L * n > drawable) {
        throw new IllegalArgumentException(
            name
                + ": expected 1 to "
                + drawable / 2
                + " (half the items that can be drawn). Use all items as candidates instead");
      }
    }

    @Override
    public boolean isSampled() {
      return true;
    }

    @Override
    public void mark(int transition, int[] marks, int candidate, int target) {
      long stream = CounterRandom.derive(seed, transition);
      long draws = 0;
      for (int drawn = 0; drawn < n; ) {
        int item = draw(CounterRandom.uniform(stream, draws++));
        if (marks[item] != candidate && marks[item] != target) {
          marks[item] = candidate;
          drawn++;
        } else if (draws > 1000L * items) {
          throw new IllegalArgumentException(
              name + ": only " + drawn + " different items could be drawn. Ask for fewer");
        }
      }
    }

    private int draw(double u) {
      if (cumulated == null) {
        return (int) (u * items);
      }
      double at = u * cumulated[items - 1];
      int found = Arrays.binarySearch(cumulated, at);
      // The first item whose sum is above; equal sums belong to items without weight behind it.
      int item = found >= 0 ? found + 1 : -found - 1;
      while (item < items - 1 && cumulated[item] <= at) {
        item++;
      }
      return Math.min(item, items - 1);
    }
  }
}
