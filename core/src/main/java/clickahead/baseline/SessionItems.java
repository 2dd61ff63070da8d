package clickahead.baseline;

import java.util.Arrays;

/** The distinct items of a past session in the order of their last clicks, as scratch. */
final class SessionItems {
  private final int[] placeOf;
  private int[] items = new int[64];
  private int[] positions = new int[64];
  private int[] clicks = new int[64];

  /** For sessions of some of N items. */
  SessionItems(int items) {
    placeOf = new int[items];
    Arrays.fill(placeOf, -1);
  }

  /**
   * Reads a session.
   *
   * @return number of its distinct items
   */
  int of(int[] session) {
    return of(session, session.length);
  }

  /** Reads the first so many clicks of an array. */
  int of(int[] session, int length) {
    if (length > items.length) {
      items = new int[length + length / 2];
      positions = new int[items.length];
      clicks = new int[items.length];
    }
    int size = 0;
    for (int i = length - 1; i >= 0; i--) {
      int item = session[i];
      if (placeOf[item] < 0) {
        placeOf[item] = size;
        items[size] = item;
        positions[size] = i + 1;
        clicks[size++] = 0;
      }
      clicks[placeOf[item]]++;
    }
    for (int i = 0; i < size; i++) {
      placeOf[items[i]] = -1;
    }
    reverse(items, size);
    reverse(positions, size);
    reverse(clicks, size);
    return size;
  }

  private static void reverse(int[] values, int size) {
    for (int i = 0, j = size - 1; i < j; i++, j--) {
      int value = values[i];
      values[i] = values[j];
      values[j] = value;
    }
  }

  /** One of the distinct items. */
  int item(int place) {
    return items[place];
  }

  /** Its last position in the session, counted from 1. */
  int position(int place) {
    return positions[place];
  }

  /** How often it was clicked. */
  int clicks(int place) {
    return clicks[place];
  }
}
