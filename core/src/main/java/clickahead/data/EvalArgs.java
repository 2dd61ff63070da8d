package clickahead.data;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * RecBole's {@code eval_args}: how a log is split and among which items is ranked.
 *
 * @param split RS (by ratio), LS (leave-one-out) or TS (by ratio of the time)
 * @param shares for RS and TS: of train, valid and test, summing up to 1
 * @param perUser group_by user: each session, the history of a user, is cut
 * @param ordered order TO: by time; RO: at random
 * @param leftOut for LS: which parts a session's last events are for
 * @param candidates mode in this project's words: all, uniform:N or popularity:N
 */
public record EvalArgs(
    Split split,
    List<Double> shares,
    boolean perUser,
    boolean ordered,
    LogSplit.LeftOut leftOut,
    String candidates) {
  private static final List<Double> USUAL = List.of(0.8, 0.1, 0.1);

  /** RecBole's kinds of split. */
  public enum Split {
    /** By ratio. */
    RS,
    /** Leave-one-out. */
    LS,
    /** By ratio of the whole log's time. */
    TS
  }

  /**
   * Reads the map as YAML or JSON gives it: keys split, group_by, order and mode, each optional;
   * RecBole's defaults for sequential models otherwise.
   *
   * @throws IllegalArgumentException if a key or value is none of RecBole's, or cannot be had here
   */
  public static EvalArgs of(Map<String, ?> args) {
    for (String key : args.keySet()) {
      if (!List.of("split", "group_by", "order", "mode").contains(key)) {
        throw wrong(key, args.get(key), "expected the keys split, group_by, order and mode");
      }
    }
    Map<?, ?> given = args.get("split") instanceof Map<?, ?> map ? map : Map.of("LS", "");
    if (given.size() != 1) {
      throw wrong("split", given, "expected one of RS, LS and TS");
    }
    Map.Entry<?, ?> entry = given.entrySet().iterator().next();
    Split split = split(String.valueOf(entry.getKey()));
    boolean perUser = choice(args, "group_by", "user", "none");
    boolean ordered = choice(args, "order", "TO", "RO");
    if (split == Split.RS && perUser && !ordered) {
      throw wrong("order", "RO", "a user's events in random order are no sequence; take order TO");
    }
    return new EvalArgs(
        split,
        split == Split.LS ? List.of() : shares(entry.getValue()),
        perUser,
        ordered,
        split == Split.LS ? leftOut(entry.getValue()) : LogSplit.LeftOut.VALID_AND_TEST,
        candidates(String.valueOf(args.containsKey("mode") ? args.get("mode") : "full")));
  }

  private static Split split(String name) {
    for (Split split : Split.values()) {
      if (split.name().equals(name)) {
        return split;
      }
    }
    throw wrong("split", name, "expected one of RS, LS and TS");
  }

  private static boolean choice(Map<String, ?> args, String key, String yes, String no) {
    Object value = args.get(key);
    String text = value == null && !args.containsKey(key) ? yes : String.valueOf(value);
    if (text.equals("null")) {
      text = "none";
    }
    if (!text.equals(yes) && !text.equals(no)) {
      throw wrong(key, value, "expected " + yes + " or " + no);
    }
    return text.equals(yes);
  }

  private static List<Double> shares(Object value) {
    if (value instanceof Collection<?> list && list.size() == 3) {
      List<Double> shares =
          list.stream().map(x -> x instanceof Number n ? n.doubleValue() : Double.NaN).toList();
      double sum = shares.stream().mapToDouble(x -> x).sum();
      if (shares.stream().allMatch(x -> x >= 0) && sum > 0) {
        return shares.stream().map(x -> x / sum).toList();
      }
    }
    throw wrong("split", value, "expected three shares, such as " + USUAL);
  }

  private static LogSplit.LeftOut leftOut(Object value) {
    String text = String.valueOf(value);
    for (LogSplit.LeftOut leftOut : LogSplit.LeftOut.values()) {
      if (leftOut.name().equalsIgnoreCase(text)) {
        return leftOut;
      }
    }
    if (text.isEmpty() || text.equals("null")) {
      return LogSplit.LeftOut.VALID_AND_TEST;
    }
    throw wrong("split", value, "expected valid_and_test, valid_only or test_only");
  }

  private static String candidates(String mode) {
    String text = mode.toLowerCase(Locale.ROOT);
    if (text.equals("full")) {
      return "all";
    }
    if (text.matches("(uni|pop)[1-9]\\d{0,8}")) {
      return (text.startsWith("uni") ? "uniform:" : "popularity:") + text.substring(3);
    }
    throw wrong("mode", mode, "expected full, uniN or popN; labels are not ranked here");
  }

  private static IllegalArgumentException wrong(String key, Object found, String expected) {
    return new IllegalArgumentException("eval_args: " + key + " is '" + found + "': " + expected);
  }

  /**
   * Splits a log.
   *
   * @param seed for splits at random
   */
  public LogSplit split(SessionLog log, long seed) {
    if (split == Split.LS) {
      return LogSplit.leaveOneOut(log, leftOut);
    }
    double train = shares.get(0);
    double valid = shares.get(1);
    if (split == Split.TS || ordered && !perUser) {
      return LogSplit.byTime(log, train, valid);
    }
    return perUser
        ? LogSplit.withinSessions(log, train, valid)
        : LogSplit.random(log, train, valid, seed);
  }
}
