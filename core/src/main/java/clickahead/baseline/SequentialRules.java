package clickahead.baseline;

import clickahead.data.RecentEvents;
import clickahead.data.SessionLog;

/**
 * Sequential rules (Kamehkhosh, Jannach and Ludewig, 2017): how often an item came after the item
 * clicked last, a few clicks later at most, the nearer the stronger.
 */
public final class SequentialRules {
  private SequentialRules() {}

  /**
   * Counts pairs.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static ItemRules train(SessionLog train, int items, SequentialRulesParameters parameters) {
    SessionLog recent = RecentEvents.of(train, parameters.lastNDays());
    return new ItemRules(
        "sequential-rules",
        table(recent, items, parameters),
        parameters.lastInSession(),
        parameters.sessionWeighting());
  }

  /**
   * session-rec's Markov chain: pairs of neighbouring clicks. Unlike {@link MarkovChain} it prunes
   * its counts, and an item without a count has no score.
   */
  public static ItemRules trainMarkovChain(
      SessionLog train, int items, MarkovRulesParameters parameters) {
    SessionLog recent = RecentEvents.of(train, parameters.lastNDays());
    SequentialRulesParameters neighbours =
        new SequentialRulesParameters(1, Decay.SAME, parameters.pruning(), 0, 0, 0, Decay.SAME);
    return new ItemRules("mc", table(recent, items, neighbours));
  }

  private static RuleTable table(SessionLog log, int items, SequentialRulesParameters parameters) {
    Occurrences clicks = new Occurrences(log, items);
    double[] rarity = parameters.idfWeight() == 0 ? null : rarity(clicks);
    RuleTable.Builder table = new RuleTable.Builder(items);
    ItemScores rules = new ItemScores(items);
    for (int item = 0; item < items; item++) {
      for (int c = 0; c < clicks.support(item); c++) {
        int event = clicks.event(item, c);
        int distances = Math.min(parameters.steps(), clicks.end(event) - 1 - event);
        for (int distance = 1; distance <= distances; distance++) {
          double weight = parameters.weighting().of(distance);
          if (rarity != null) {
            weight = parameters.idfWeight() == 1 ? weight * rarity[item] : weight + rarity[item];
          }
          rules.add(clicks.item(event + distance), weight);
        }
      }
      table.append(rules, parameters.pruning());
    }
    return table.build();
  }

  /** -ln(clicks), scaled to 0 for the most clicked item and 1 for the least clicked. */
  private static double[] rarity(Occurrences clicks) {
    int least = Integer.MAX_VALUE;
    int most = 1;
    for (int item = 0; item < clicks.items(); item++) {
      int support = clicks.support(item);
      least = support > 0 ? Math.min(least, support) : least;
      most = Math.max(most, support);
    }
    double[] rarity = new double[clicks.items()];
    for (int item = 0; item < rarity.length && most > least; item++) {
      if (clicks.support(item) > 0) {
        rarity[item] =
            Math.log((double) most / clicks.support(item)) / Math.log((double) most / least);
      }
    }
    return rarity;
  }
}
