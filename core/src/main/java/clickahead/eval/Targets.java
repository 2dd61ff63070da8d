package clickahead.eval;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The E events to predict, in the order of their transitions, and the items that count as right at
 * each: the next one, or all different ones of the rest of the session.
 */
final class Targets {
  private final TestSessions test;
  private final int[] transitions;
  private final int[] firstTarget;
  private final int[] items;

  private Targets(TestSessions test, int[] transitions, int[] firstTarget, int[] items) {
    this.test = test;
    this.transitions = transitions;
    this.firstTarget = firstTarget;
    this.items = items;
  }

  static Targets of(TestSessions sessions, EventChoice choice) {
    TestSessions test = choice.choose(sessions);
    int[] transitions = IntStream.range(0, test.transitions()).filter(test::isChosen).toArray();
    return choice.isSets() ? rest(test, transitions) : new Targets(test, transitions, null, null);
  }

  private static Targets rest(TestSessions test, int[] transitions) {
    int[] firstTarget = new int[transitions.length + 1];
    int[] items = new int[transitions.length];
    int size = 0;
    for (int e = 0; e < transitions.length; e++) {
      int session = test.sessionOf(transitions[e]);
      int[] rest = distinct(test, test.eventBefore(transitions[e]) + 1, test.start(session + 1));
      if (size + rest.length > items.length) {
        items = Arrays.copyOf(items, Math.addExact(size + rest.length, size / 2));
      }
      System.arraycopy(rest, 0, items, size, rest.length);
      size += rest.length;
      firstTarget[e + 1] = size;
    }
    return new Targets(test, transitions, firstTarget, Arrays.copyOf(items, size));
  }

  private static int[] distinct(TestSessions test, long from, long to) {
    return IntStream.range(0, (int) (to - from)).map(i -> test.item(from + i)).distinct().toArray();
  }

  /** The sessions, with the events' transitions chosen. */
  TestSessions test() {
    return test;
  }

  /** Number of events, E. */
  int events() {
    return transitions.length;
  }

  /** Are all transitions events, with the next item as the only target? */
  boolean isEveryNext() {
    return firstTarget == null && transitions.length == test.transitions();
  }

  /** Is there one target for each event? */
  boolean isNext() {
    return firstTarget == null;
  }

  /** The events' transitions, ascending. */
  int[] transitions() {
    return transitions;
  }

  /** The event at a chosen transition. */
  int event(int transition) {
    return isEveryNext() ? transition : Arrays.binarySearch(transitions, transition);
  }

  /** Number of an event's first target; 0 to E inclusive. */
  int first(int event) {
    return firstTarget == null ? event : firstTarget[event];
  }

  /** The transition at which a target is one. */
  int transition(int target) {
    if (firstTarget == null) {
      return transitions[target];
    }
    int event = 0;
    int end = transitions.length;
    while (end - event > 1) {
      int middle = (event + end) >>> 1;
      if (firstTarget[middle] <= target) {
        event = middle;
      } else {
        end = middle;
      }
    }
    return transitions[event];
  }

  /** The item of a target. */
  int item(int target) {
    return items == null ? test.item(test.eventBefore(transitions[target]) + 1) : items[target];
  }

  /** Room for the targets' ranks. */
  Ranks newRanks() {
    return firstTarget == null ? new Ranks(transitions.length) : new Ranks(firstTarget);
  }
}
