package clickahead.prepare;

import clickahead.data.InputException;
import java.util.Arrays;
import java.util.Locale;

/**
 * How sessions are divided by shares instead of days.
 *
 * @param kind what is divided, and in which order
 * @param train share that trains, above 0; of leave-one-out 0, as its valid share
 * @param valid share that validates, 0 or more; what is left is the test's
 * @param seed of random divisions
 */
public record Division(Kind kind, double train, double valid, long seed) {
  private static final String EXPECTED =
      "expected time:TRAIN,VALID,TEST, random:TRAIN,VALID,TEST or within:TRAIN,VALID,TEST with"
          + " shares such as 0.8,0.1,0.1 (or 0.8,0.2 without valid), or leave-one-out";

  /** The kinds of division. */
  public enum Kind {
    /** Whole sessions in the order of their first events. */
    TIME,
    /** Whole sessions at random. */
    RANDOM,
    /** Each session (the history of a user) is cut. */
    WITHIN,
    /** The last event of each session is the test's, the one before it the valid part's. */
    LEAVE_ONE_OUT;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks the shares. */
  public Division {
    boolean none = kind == Kind.LEAVE_ONE_OUT;
    if (none ? train + valid != 0 : !(train > 0 && valid >= 0 && train + valid < 1)) {
      throw new IllegalArgumentException(
          kind + " with shares " + train + " and " + valid + ": " + EXPECTED);
    }
  }

  /**
   * Reads {@code time:0.8,0.1,0.1} and the like; shares may have any sum.
   *
   * @throws InputException if it is something else
   */
  public static Division parse(String text, long seed) throws InputException {
    String[] parts = text.toLowerCase(Locale.ROOT).split(":", 2);
    try {
      Kind kind = Kind.valueOf(parts[0].replace('-', '_').toUpperCase(Locale.ROOT));
      if (kind == Kind.LEAVE_ONE_OUT && parts.length == 1) {
        return new Division(kind, 0, 0, seed);
      }
      double[] shares =
          parts.length == 1
              ? new double[0]
              : Arrays.stream(parts[1].split(",", -1)).mapToDouble(Double::parseDouble).toArray();
      double sum = Arrays.stream(shares).sum();
      if (shares.length == 2 || shares.length == 3) {
        return new Division(kind, shares[0] / sum, shares.length == 2 ? 0 : shares[1] / sum, seed);
      }
    } catch (IllegalArgumentException e) {
      InputException wrong = wrong(text);
      wrong.initCause(e);
      throw wrong;
    }
    throw wrong(text);
  }

  private static InputException wrong(String text) {
    return new InputException("--split '" + text + "': " + EXPECTED);
  }

  /** Are sessions cut, so that valid and test keep what came before as history? */
  boolean cutsSessions() {
    return kind == Kind.WITHIN || kind == Kind.LEAVE_ONE_OUT;
  }

  /** Does it make a part, {@code valid} or {@code test}? */
  boolean makes(String part) {
    return part.equals("test") || kind == Kind.LEAVE_ONE_OUT || valid > 0;
  }
}
