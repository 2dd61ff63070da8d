package clickahead.baseline;

import clickahead.data.SessionLog;

/**
 * Association rules of size two: how often an item was in one session with the item clicked last.
 */
public final class AssociationRules {
  private AssociationRules() {}

  /**
   * Counts pairs.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static ItemRules train(
      SessionLog train, int items, AssociationRulesParameters parameters) {
    Occurrences clicks = new Occurrences(train, items);
    RuleTable.Builder table = new RuleTable.Builder(items);
    ItemScores rules = new ItemScores(items);
    for (int item = 0; item < items; item++) {
      for (int c = 0; c < clicks.support(item); c++) {
        int event = clicks.event(item, c);
        for (int other = clicks.first(event); other < clicks.end(event); other++) {
          if (other != event) {
            rules.add(clicks.item(other), 1);
          }
        }
      }
      table.append(rules, parameters.pruning());
    }
    return new ItemRules("association-rules", table.build());
  }
}
