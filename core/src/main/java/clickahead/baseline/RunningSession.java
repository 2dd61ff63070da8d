package clickahead.baseline;

import java.util.Arrays;

/** The clicks of one running session, oldest first, and its distinct items, newest first. */
final class RunningSession {
  static final long NO_TIME = Long.MIN_VALUE;

  /** 2^64 by the golden ratio: its multiples are spread evenly (SplitMix64). */
  static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final int[] stamps;
  private int stamp;
  private int[] clicks = new int[16];
  private long[] times = new long[16];
  private int size;
  private int[] distinct = new int[16];
  private int[] positions = new int[16];
  private int distinctItems;
  private int events;
  private long now = NO_TIME;

  /** A session of some of N items, without a click. */
  RunningSession(int items) {
    stamps = new int[items];
  }

  /** Forgets all clicks. */
  void start() {
    size = 0;
    now = NO_TIME;
  }

  /** The visitor clicked an item at a time. */
  void click(int item, long time) {
    click(item);
    times[size - 1] = time;
    now = time;
  }

  /** Time of the last click in milliseconds, {@link #NO_TIME} if it is not known. */
  long now() {
    return now;
  }

  /** The visitor clicked an item. */
  void click(int item) {
    if (size == clicks.length) {
      clicks = Arrays.copyOf(clicks, 2 * size);
      times = Arrays.copyOf(times, 2 * size);
      distinct = new int[2 * size];
      positions = new int[2 * size];
    }
    times[size] = NO_TIME;
    clicks[size++] = item;
  }

  /** Number of clicks. */
  int size() {
    return size;
  }

  /** The item of a click, 0 being the oldest. */
  int item(int click) {
    return clicks[click];
  }

  /** The item clicked last; there must be one. */
  int last() {
    return clicks[size - 1];
  }

  /**
   * Looks at the last so many clicks only.
   *
   * @param most 0 for all clicks
   */
  void look(int most) {
    events = most > 0 ? Math.min(most, size) : size;
    if (++stamp == 0) {
      Arrays.fill(stamps, 0);
      stamp = 1;
    }
    distinctItems = 0;
    for (int i = 0; i < events; i++) {
      int item = clicks[size - 1 - i];
      if (stamps[item] != stamp) {
        stamps[item] = stamp;
        distinct[distinctItems] = item;
        positions[distinctItems++] = events - i;
      }
    }
  }

  /** Number of clicks looked at. */
  int events() {
    return events;
  }

  /** Number of distinct items looked at. */
  int distinctItems() {
    return distinctItems;
  }

  /** One of them, 0 being the one clicked last. */
  int distinct(int place) {
    return distinct[place];
  }

  /** The last position of one of them among the clicks looked at, 1 being the oldest. */
  int position(int place) {
    return positions[place];
  }

  /** How many clicks ago one of them was clicked last, 1 being the last click. */
  int step(int place) {
    return events - positions[place] + 1;
  }

  /**
   * Time in milliseconds between the last click on one of the items looked at and the click after
   * it; 0 for the last click, and where a time is not known or runs backwards.
   */
  long dwell(int place) {
    return dwellAt(size - events + positions[place] - 1);
  }

  private long dwellAt(int click) {
    boolean known = click + 1 < size && times[click] != NO_TIME && times[click + 1] != NO_TIME;
    return known ? Math.max(0, times[click + 1] - times[click]) : 0;
  }

  /** The longest time between two clicks looked at, in milliseconds; 0 where no time is known. */
  long longestDwell() {
    long longest = 0;
    for (int click = size - events; click < size; click++) {
      longest = Math.max(longest, dwellAt(click));
    }
    return longest;
  }

  /** A seed of its own for the clicks looked at. */
  long mix(long seed) {
    long mixed = seed;
    for (int click = size - events; click < size; click++) {
      mixed = mixed(mixed * GOLDEN + clicks[click] + 1);
    }
    return mixed;
  }

  /** The bits of a number, each of which decides all others (SplitMix64's finish). */
  static long mixed(long bits) {
    long once = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    long twice = (once ^ (once >>> 27)) * 0x94D049BB133111EBL;
    return twice ^ (twice >>> 31);
  }

  /** How often one of the items looked at was clicked. */
  int clicksOn(int item) {
    int count = 0;
    for (int i = size - events; i < size; i++) {
      count += clicks[i] == item ? 1 : 0;
    }
    return count;
  }

  /** Is a click the first on its item? */
  boolean isFirstOn(int click) {
    for (int i = 0; i < click; i++) {
      if (clicks[i] == clicks[click]) {
        return false;
      }
    }
    return true;
  }

  /** Is an item one of those looked at? */
  boolean contains(int item) {
    return stamps[item] == stamp;
  }
}
