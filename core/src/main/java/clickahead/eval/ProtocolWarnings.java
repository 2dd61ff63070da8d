package clickahead.eval;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Warns where the protocol itself makes figures look better or worse than they are. */
public final class ProtocolWarnings {
  private ProtocolWarnings() {}

  /**
   * What repeats that are left out cost, and how many targets are no candidates.
   *
   * @param evaluation the protocol and its events
   */
  public static List<Warning> of(Evaluation evaluation, Measured measured) {
    List<Warning> warnings = new ArrayList<>();
    Ranks ranks = measured.ranks();
    long unreachable = 0;
    long unlisted = 0;
    boolean[] listed = null;
    if (evaluation.protocol().candidates() instanceof Candidates.Listed list) {
      listed = new boolean[Math.max(evaluation.targets().test().largestItem() + 1, list.end())];
      for (int item : list.items()) {
        listed[item] = true;
      }
    }
    for (int t = 0; t < ranks.size(); t++) {
      unreachable += ranks.greater(t) == Ranks.UNREACHABLE && isLeftOut(evaluation, t) ? 1 : 0;
      unlisted += listed == null || listed[evaluation.targets().item(t)] ? 0 : 1;
    }
    if (unreachable > 0) {
      warnings.add(
          new Warning(
              "repeats_excluded",
              counted(
                  "%,d of %,d targets (%.1f %%) were clicked in the session before; with"
                      + " repeats left out no model can find them, and they count as missed",
                  unreachable, ranks.size()),
              "Allow repeats unless the product never shows them"));
    }
    if (unlisted > 0) {
      warnings.add(
          new Warning(
              "targets_not_listed",
              counted(
                  "%,d of %,d targets (%.1f %%) are not among the candidates; each was ranked"
                      + " as if it were, which no list in use would do",
                  unlisted, ranks.size()),
              "Rank among all items"));
    }
    return warnings;
  }

  /** Is a target a repeat that is left out? A model may also have no score for one. */
  private static boolean isLeftOut(Evaluation evaluation, int target) {
    if (!evaluation.protocol().excludeSeen()) {
      return false;
    }
    Targets targets = evaluation.targets();
    TestSessions test = targets.test();
    long last = test.eventBefore(targets.transition(target));
    for (long e = test.start(test.sessionOf(targets.transition(target))); e <= last; e++) {
      if (test.item(e) == targets.item(target)) {
        return true;
      }
    }
    return false;
  }

  private static String counted(String format, long count, long of) {
    return String.format(Locale.ROOT, format, count, of, 100.0 * count / of);
  }

  /**
   * What sampling the candidates does to the figures (flaw 4 of Hidasi and Czapp, RecSys 2023).
   *
   * @param sampled recall at k among the sampled candidates, by model or baseline
   * @param all the same among all items
   */
  public static Warning sampled(
      String candidates, int k, Map<String, Double> sampled, Map<String, Double> all) {
    boolean reordered = !order(sampled).equals(order(all));
    return new Warning(
        "sampled_candidates",
        "targets were ranked among sampled candidates ("
            + candidates
            + ") only: recall@"
            + k
            + " is "
            + sampled.entrySet().stream()
                .map(
                    e ->
                        String.format(
                            Locale.ROOT,
                            "%.4f for %s and %.4f among all items",
                            e.getValue(),
                            e.getKey(),
                            all.get(e.getKey())))
                .collect(Collectors.joining(", "))
            + (reordered ? "; it puts the models in another order" : ""),
        "Leave --candidates out: ranking among all items is affordable here");
  }

  private static List<String> order(Map<String, Double> values) {
    return values.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(Map.Entry::getKey)
        .toList();
  }
}
