package clickahead.eval;

import java.util.BitSet;
import java.util.Locale;

/**
 * Which events of the test sessions are predicted, and what counts as right there.
 *
 * @param kind every event, the last of each session, the first few, or every event with the rest of
 *     its session
 * @param first for {@link Kind#FIRST}: so many of each session, at least 1; else 0
 */
public record EventChoice(Kind kind, int first) {
  /** Every transition: the next item, at every place of every session. The field's own way. */
  public static final EventChoice EVERY = new EventChoice(Kind.EVERY, 0);

  /** The last transition of each session only; on a leave-one-out split, its test item. */
  public static final EventChoice LAST = new EventChoice(Kind.LAST, 0);

  /** Every transition, where all different items of the rest of the session are right. */
  public static final EventChoice REST = new EventChoice(Kind.REST, 0);

  private static final String EXPECTED = "expected every, last, rest or first:K, such as first:3";

  /** The kinds of choice. */
  public enum Kind {
    /** See {@link #EVERY}. */
    EVERY,
    /** See {@link #LAST}. */
    LAST,
    /** The first few transitions of each session: how a model copes with a short history. */
    FIRST,
    /** See {@link #REST}. */
    REST
  }

  /** Checks the number. */
  public EventChoice {
    if (kind == Kind.FIRST ? first < 1 : first != 0) {
      throw new IllegalArgumentException("first must be 1 or more, got " + first);
    }
  }

  /**
   * Reads {@code every}, {@code last}, {@code rest} or {@code first:K}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static EventChoice parse(String text) {
    String[] parts = text.toLowerCase(Locale.ROOT).split(":", -1);
    try {
      Kind kind = Kind.valueOf(parts[0].toUpperCase(Locale.ROOT));
      if (parts.length == (kind == Kind.FIRST ? 2 : 1)) {
        return new EventChoice(kind, kind == Kind.FIRST ? Integer.parseInt(parts[1]) : 0);
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("events '" + text + "': " + EXPECTED, e);
    }
    throw new IllegalArgumentException("events '" + text + "': " + EXPECTED);
  }

  @Override
  public String toString() {
    String name = kind.name().toLowerCase(Locale.ROOT);
    return kind == Kind.FIRST ? name + ":" + first : name;
  }

  /** Are targets sets of items, rather than the next one? */
  boolean isSets() {
    return kind == Kind.REST;
  }

  /** The sessions with the chosen transitions. */
  TestSessions choose(TestSessions test) {
    if (kind == Kind.EVERY || kind == Kind.REST) {
      return test;
    }
    BitSet chosen = new BitSet(test.transitions());
    for (int s = 0; s < test.sessions(); s++) {
      int from = test.firstTransition(s);
      int to = test.firstTransition(s + 1);
      if (kind == Kind.LAST && from < to && test.isChosen(to - 1)) {
        chosen.set(to - 1);
      }
      for (int t = from, left = first; t < to && left > 0; t++) {
        if (test.isChosen(t)) {
          chosen.set(t);
          left--;
        }
      }
    }
    return test.choosing(chosen);
  }
}
