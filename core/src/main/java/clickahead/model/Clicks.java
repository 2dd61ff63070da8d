package clickahead.model;

import clickahead.graph.sequence.EventFeatures;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;

/**
 * The clicks of a running session, the oldest first: all that a model is told of them. Grows by
 * doubling.
 */
public final class Clicks {
  /** The time of a click, when it is not known. */
  public static final long NO_TIME = ClickDetails.NO_TIME;

  /** Null where the model looks at the items alone. */
  private final ClickDetails details;

  private int[] items = new int[8];
  private int size;

  /** No clicks, for a model that looks at the items alone. */
  public Clicks() {
    this(FeatureEncoders.NONE);
  }

  /** No clicks, for a model that looks at these features too. */
  public Clicks(FeatureEncoders features) {
    details = features.count() == 0 ? null : new ClickDetails(features);
  }

  /**
   * Says what is known of the session, from the next click on.
   *
   * @param values by the names of the columns; those that the model does not look at are ignored
   * @throws IllegalArgumentException if a number is none
   */
  public void describeSession(Map<String, String> values) {
    if (details != null) {
      details.ofSession(values);
    }
  }

  /** Adds a click on an item of the model. */
  public void add(int item) {
    add(item, NO_TIME, Map.of());
  }

  /**
   * The same with what is known of it.
   *
   * @param time milliseconds since 1970 UTC, or {@link #NO_TIME}
   * @param values by the names of the columns; those that the model does not look at are ignored
   * @throws IllegalArgumentException if a number is none; there are as many clicks as before then
   */
  public void add(int item, long time, Map<String, String> values) {
    if (details != null) {
      details.ofClick(size, time, values);
    }
    if (size == items.length) {
      items = Arrays.copyOf(items, 2 * size);
    }
    items[size++] = item;
  }

  /** What the model is told of the clicks besides their items. */
  EventFeatures features() {
    return details == null ? EventFeatures.NONE : details;
  }

  /** Bytes of what is known besides the items; 0 where the model looks at no more. */
  public long detailBytes() {
    return details == null ? 0 : details.bytes(size);
  }

  /** The least bytes that may be of so many clicks: without lists and vectors. */
  public long leastDetailBytes(int clicks) {
    return details == null ? 0 : details.leastBytes(clicks);
  }

  /** May there be more than the least, because the model looks at lists or vectors? */
  public boolean detailsVary() {
    return details != null && details.hasMany();
  }

  /** Writes what is known besides the items. */
  public void putDetails(ByteBuffer bytes) {
    if (details != null) {
      details.put(bytes, size);
    }
  }

  /**
   * Reads it for clicks that were added without.
   *
   * @return false if it cannot be of this model
   */
  public boolean getDetails(ByteBuffer bytes) {
    return details == null || details.get(bytes, size);
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
