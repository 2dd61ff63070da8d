package clickahead.baseline;

import clickahead.eval.Ranks;

/**
 * Ranks by a count that few items have and all others lack, and among equal counts by support,
 * without visiting the items that have no count.
 */
final class CountedItems {
  private final SupportLevels supports;

  CountedItems(SupportLevels supports) {
    this.supports = supports;
  }

  /**
   * Ranks a target.
   *
   * @param items the items that have a count, each once, at positions {@code from} to below {@code
   *     to}
   * @param counts their counts, each at least 1, at the same positions
   * @param target the item to rank; it may be one of them
   */
  void rank(int[] items, int[] counts, int from, int to, int target, Ranks ranks, int transition) {
    int targetLevel = supports.level(target);
    int targetCount = 0;
    for (int i = from; i < to && targetCount == 0; i++) {
      targetCount = items[i] == target ? counts[i] : 0;
    }
    int greater = targetCount == 0 ? supports.itemsAbove(targetLevel) : 0;
    int same = targetCount == 0 ? supports.itemsAt(targetLevel) : 0;
    for (int i = from; i < to; i++) {
      int level = supports.level(items[i]);
      if (targetCount == 0) {
        // Before the target for its count; it was counted already if it is for its support.
        greater += level > targetLevel ? 0 : 1;
        same -= level == targetLevel ? 1 : 0;
      } else if (counts[i] == targetCount) {
        greater += level > targetLevel ? 1 : 0;
        same += level == targetLevel ? 1 : 0;
      } else {
        greater += counts[i] > targetCount ? 1 : 0;
      }
    }
    ranks.set(transition, greater, same - 1);
  }
}
