package clickahead;

import clickahead.data.Catalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.IntPredicate;

/**
 * Which items can be had just now: one bit for each of N items, to be shared by all threads and
 * changed while they recommend. {@link Candidates#where} takes it.
 */
public final class Availability implements IntPredicate {
  private final Catalog catalog;
  private volatile AtomicLongArray words;

  private Availability(Catalog catalog, AtomicLongArray words) {
    this.catalog = catalog;
    this.words = words;
  }

  /** Every item of a model's catalogue is available. */
  public static Availability all(Catalog catalog) {
    AtomicLongArray words = words(catalog);
    for (int i = 0; i < words.length(); i++) {
      words.set(i, -1L);
    }
    return new Availability(catalog, words);
  }

  /** No item of a model's catalogue is available. */
  public static Availability none(Catalog catalog) {
    return new Availability(catalog, words(catalog));
  }

  private static AtomicLongArray words(Catalog catalog) {
    return new AtomicLongArray((catalog.size() + Long.SIZE - 1) / Long.SIZE);
  }

  /**
   * An item can be had from now on, or cannot.
   *
   * @param id its original id
   * @return false if the model does not know it
   */
  public boolean set(String id, boolean available) {
    int item = catalog.index(id);
    if (item < 0) {
      return false;
    }
    set(words, item, available);
    return true;
  }

  private static void set(AtomicLongArray words, int item, boolean available) {
    long bit = 1L << item;
    words.accumulateAndGet(item / Long.SIZE, bit, (old, one) -> available ? old | one : old & ~one);
  }

  /**
   * These items can be had from now on, and no others; in one move, as others see it.
   *
   * @param ids original ids
   * @return those that the model does not know
   */
  public List<String> replaceAll(Collection<String> ids) {
    List<String> unknown = new ArrayList<>();
    AtomicLongArray fresh = words(catalog);
    for (String id : ids) {
      int item = catalog.index(id);
      if (item < 0) {
        unknown.add(id);
      } else {
        set(fresh, item, true);
      }
    }
    words = fresh;
    return unknown;
  }

  /**
   * Makes sure that the item indices are those of a model.
   *
   * @throws IllegalArgumentException if they are another model's
   */
  void requireOf(Catalog other) {
    if (catalog != other) {
      throw new IllegalArgumentException(
          "this availability was made for another model: "
              + catalog.size()
              + " items there, "
              + other.size()
              + " here. Make it anew from this recommender's catalog()");
    }
  }

  /** Can an item be had? */
  public boolean isAvailable(String id) {
    int item = catalog.index(id);
    return item >= 0 && test(item);
  }

  /**
   * Can an item be had?
   *
   * @param item its index, 0 to N - 1
   */
  @Override
  public boolean test(int item) {
    return (words.get(item / Long.SIZE) >>> item & 1) != 0;
  }
}
