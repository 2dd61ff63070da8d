package clickahead.baseline;

import java.util.Arrays;

/**
 * How often each of N items was clicked, its support, and the order that this gives: items of the
 * same support share a level, 0 is the level of the smallest support.
 */
final class SupportLevels {
  private final int[] support;
  private final int[] level;
  private final int[] itemsAbove;
  private final int[] itemsAt;

  SupportLevels(int[] support) {
    this.support = support;
    int[] distinct = Arrays.stream(support).sorted().distinct().toArray();
    level = new int[support.length];
    itemsAt = new int[distinct.length];
    itemsAbove = new int[distinct.length];
    for (int i = 0; i < support.length; i++) {
      level[i] = Arrays.binarySearch(distinct, support[i]);
      itemsAt[level[i]]++;
    }
    for (int l = distinct.length - 2; l >= 0; l--) {
      itemsAbove[l] = itemsAbove[l + 1] + itemsAt[l + 1];
    }
  }

  int items() {
    return support.length;
  }

  /** Number of clicks on an item. */
  int support(int item) {
    return support[item];
  }

  int level(int item) {
    return level[item];
  }

  /** An item's level as a share of all levels: 0 to below 1, larger for a larger support. */
  float share(int item) {
    return (float) level[item] / itemsAt.length;
  }

  /** Number of items of a higher level. */
  int itemsAbove(int level) {
    return itemsAbove[level];
  }

  /** Number of items of a level. */
  int itemsAt(int level) {
    return itemsAt[level];
  }
}
