package clickahead;

import clickahead.data.Catalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The items that a list may hold. Every method gives a narrower choice and leaves this one as it
 * is; a choice is made once and used for any number of sessions and threads. Ids that the model
 * does not know are no error: they narrow nothing, and {@link #unknown} names them.
 *
 * <pre>{@code
 * Candidates offers = recommender.candidates().only(campaign).without(banned).where(inStock).unseen();
 * Recommendations next = session.recommend(20, offers);
 * }</pre>
 */
public final class Candidates {
  private final Catalog catalog;
  private final int[] allowed;
  private final ItemSet denied;
  private final IntPredicate condition;
  private final boolean unseen;
  private final Set<String> unknown;

  private Candidates(
      Catalog catalog,
      int[] allowed,
      ItemSet denied,
      IntPredicate condition,
      boolean unseen,
      Set<String> unknown) {
    this.catalog = catalog;
    this.allowed = allowed;
    this.denied = denied;
    this.condition = condition;
    this.unseen = unseen;
    this.unknown = unknown;
  }

  /** All items of a model's catalogue; see {@link Recommender#candidates}. */
  static Candidates all(Catalog catalog) {
    return new Candidates(catalog, null, null, null, false, Set.of());
  }

  /**
   * Only these items, as far as they were candidates before. Only their scores are computed: a list
   * of few costs little, however many items there are.
   *
   * @param ids original ids; none, or none that is known, leaves no candidates at all
   */
  public Candidates only(Collection<String> ids) {
    Set<String> strangers = new LinkedHashSet<>(unknown);
    int[] items = ItemSet.indices(catalog, ids, strangers);
    if (allowed != null) {
      items = Arrays.stream(items).filter(i -> Arrays.binarySearch(allowed, i) >= 0).toArray();
    }
    if (denied != null) {
      items = Arrays.stream(items).filter(i -> !denied.contains(i)).toArray();
    }
    return new Candidates(catalog, items, null, condition, unseen, strangers);
  }

  /**
   * All but these items.
   *
   * @param ids original ids
   */
  public Candidates without(Collection<String> ids) {
    Set<String> strangers = new LinkedHashSet<>(unknown);
    int[] items = ItemSet.indices(catalog, ids, strangers);
    if (allowed != null) {
      int[] left = Arrays.stream(allowed).filter(i -> Arrays.binarySearch(items, i) < 0).toArray();
      return new Candidates(catalog, left, null, condition, unseen, strangers);
    }
    ItemSet all = ItemSet.of(denied == null ? items : denied.with(items), catalog.size());
    return new Candidates(catalog, null, all, condition, unseen, strangers);
  }

  /**
   * Only items that fulfil a condition at the moment of the call, such as an {@link Availability}.
   * It is asked about the items that would enter the list, not about all; from any thread, in
   * batches from several at a time.
   *
   * @param condition over item indices, 0 to N - 1 of the catalogue
   * @throws IllegalArgumentException if it is another model's availability
   */
  public Candidates where(IntPredicate condition) {
    Objects.requireNonNull(condition, "condition");
    if (condition instanceof Availability availability) {
      availability.requireOf(catalog);
    }
    IntPredicate both = this.condition == null ? condition : this.condition.and(condition);
    return new Candidates(catalog, allowed, denied, both, unseen, unknown);
  }

  /** Without the items that were clicked in the session that is recommended for. */
  public Candidates unseen() {
    return new Candidates(catalog, allowed, denied, condition, true, unknown);
  }

  /** The ids given so far that the model does not know, each once, in the order given. */
  public List<String> unknown() {
    return new ArrayList<>(unknown);
  }

  /** The items to choose from, ascending; null means all of the catalogue. Not to be changed. */
  int[] allowed() {
    return allowed;
  }

  /** The most items that a list can have. */
  int most() {
    return allowed == null ? catalog.size() : allowed.length;
  }

  /** May an item, one of those to choose from, be in this session's list? */
  boolean admits(int item, Session session) {
    return !(unseen && session.hasClicked(item))
        && (denied == null || !denied.contains(item))
        && (condition == null || condition.test(item));
  }

  /**
   * Makes sure that the item indices are those of a model.
   *
   * @throws IllegalArgumentException if they are another model's
   */
  void requireOf(Catalog other) {
    if (catalog != other) {
      throw new IllegalArgumentException(
          "these candidates were made for another model: "
              + catalog.size()
              + " items there, "
              + other.size()
              + " here. Make them anew from this recommender's candidates()");
    }
  }
}
