package clickahead;

import java.util.Arrays;

/** The order of items by support. */
final class Popular {
  private Popular() {}

  /** Item indices, largest support first, equal ones in the order of their index. */
  static int[] order(int[] supports) {
    long[] keys = new long[supports.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (long) -supports[i] << 32 | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < order.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
  }
}
