package clickahead.baseline;

import clickahead.data.SessionLog;

/**
 * Item-kNN, the baseline of Hidasi et al. (ICLR 2016): the items that share most sessions with the
 * item clicked last, by the cosine of the two, damped for rare ones. An item is not its own
 * neighbour, so that a repeat is never predicted.
 */
public final class ItemKnn {
  private ItemKnn() {}

  /**
   * Counts shared sessions.
   *
   * @param train sessions of item indices 0 to {@code items} - 1
   * @param items number of items, N
   */
  public static ItemRules train(SessionLog train, int items, ItemKnnParameters parameters) {
    Occurrences clicks = new Occurrences(train, items);
    RuleTable.Builder table = new RuleTable.Builder(items);
    ItemScores together = new ItemScores(items);
    double[] damped = new double[items];
    for (int i = 0; i < items; i++) {
      damped[i] = Math.pow(clicks.support(i) + parameters.lmbd(), 1 - parameters.alpha());
    }
    int[] countedFor = new int[items];
    int stamp = 0;
    for (int item = 0; item < items; item++) {
      for (int c = 0; c < clicks.support(item); c++) {
        int event = clicks.event(item, c);
        // Each click on the item counts every other item of its session once.
        countedFor[item] = ++stamp;
        for (int e = clicks.first(event); e < clicks.end(event); e++) {
          int other = clicks.item(e);
          if (countedFor[other] != stamp) {
            countedFor[other] = stamp;
            together.add(other, 1);
          }
        }
      }
      double own = Math.pow(clicks.support(item) + parameters.lmbd(), parameters.alpha());
      for (int i = 0; i < together.size(); i++) {
        int other = together.item(i);
        together.set(other, together.of(other) / (own * damped[other]));
      }
      table.append(together, parameters.nSims());
    }
    return new ItemRules("item-knn", table.build());
  }
}
