package clickahead;

import clickahead.data.Catalog;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Set;
import java.util.stream.IntStream;

/** Some of N items: a sorted list while that is smaller than a bit for every item. */
final class ItemSet {
  private static final int BITS_PER_INDEX = Integer.SIZE;

  private final int[] sorted;
  private final BitSet bits;

  private ItemSet(int[] sorted, BitSet bits) {
    this.sorted = sorted;
    this.bits = bits;
  }

  /**
   * A set.
   *
   * @param sorted its items, ascending, each once
   * @param items N
   */
  static ItemSet of(int[] sorted, int items) {
    if (sorted.length <= items / BITS_PER_INDEX) {
      return new ItemSet(sorted, null);
    }
    BitSet bits = new BitSet(items);
    for (int item : sorted) {
      bits.set(item);
    }
    return new ItemSet(null, bits);
  }

  /**
   * The item indices of ids, ascending, each once.
   *
   * @param unknown takes the ids that the catalogue does not have
   */
  static int[] indices(Catalog catalog, Collection<String> ids, Set<String> unknown) {
    int[] items = new int[ids.size()];
    int n = 0;
    for (String id : ids) {
      int item = catalog.index(id);
      if (item < 0) {
        unknown.add(id);
      } else {
        items[n++] = item;
      }
    }
    return IntStream.of(items).limit(n).sorted().distinct().toArray();
  }

  boolean contains(int item) {
    return bits == null ? Arrays.binarySearch(sorted, item) >= 0 : bits.get(item);
  }

  /** This set's items and others, ascending, each once. */
  int[] with(int[] others) {
    IntStream own = bits == null ? IntStream.of(sorted) : bits.stream();
    return IntStream.concat(own, IntStream.of(others)).sorted().distinct().toArray();
  }
}
