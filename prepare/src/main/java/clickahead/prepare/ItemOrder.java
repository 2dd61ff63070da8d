package clickahead.prepare;

import java.util.Arrays;

/**
 * Gives items their index in the order in which the events are written, so that the items of train
 * come first. An array does in one pass what SQL would need another sort of all events for.
 */
final class ItemOrder {
  private final int[] index;
  private final int[] numbers;
  private int size;

  /**
   * @param items number of distinct items in the log, numbered from 0
   */
  ItemOrder(int items) {
    index = new int[items];
    numbers = new int[items];
    Arrays.fill(index, -1);
  }

  /** The index of an item number; the next one if it is seen for the first time. */
  int index(int number) {
    if (index[number] < 0) {
      numbers[size] = number;
      index[number] = size++;
    }
    return index[number];
  }

  /** The item number of an index. */
  int number(int index) {
    return numbers[index];
  }

  /** Number of items that have an index. */
  int size() {
    return size;
  }
}
