package clickahead.model;

import java.util.Arrays;

/**
 * The clicks of a running session, the oldest first: all that a model is told of them. Grows by
 * doubling.
 */
public final class Clicks {
  private int[] items = new int[8];
  private int size;

  /** Adds a click on an item of the model. */
  public void add(int item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = item;
  }

  /** How many there are. */
  public int size() {
    return size;
  }

  /** The item of a click, 0 being the oldest. */
  public int item(int click) {
    return items[click];
  }

  /** The item clicked last; there must be one. */
  public int last() {
    return items[size - 1];
  }

  /** Was an item clicked? */
  public boolean contains(int item) {
    for (int i = 0; i < size; i++) {
      if (items[i] == item) {
        return true;
      }
    }
    return false;
  }
}
