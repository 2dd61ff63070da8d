package clickahead;

import clickahead.data.Catalog;

/** Recommended items, best first; ties in the order of the item index. */
public final class Recommendations {
  private final Catalog catalog;
  private final TopItems top;
  private final boolean popular;

  Recommendations(Catalog catalog, TopItems top, boolean popular) {
    this.catalog = catalog;
    this.top = top;
    this.popular = popular;
  }

  /** Number of items; fewer than asked for where the catalogue, or what is allowed, has no more. */
  public int size() {
    return top.size();
  }

  /** Original id of the item at a place, 0 being the best. */
  public String item(int place) {
    return catalog.id(top.item(place));
  }

  /** Item index of the item at a place. */
  public int index(int place) {
    return top.item(place);
  }

  /** Score of the item at a place, before any activation; comparable within one list. */
  public float score(int place) {
    return top.score(place);
  }

  /** Are these only the popular items, since the session has no item that the model knows? */
  public boolean popular() {
    return popular;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < top.size(); i++) {
      text.append(i == 0 ? "" : ", ").append(item(i)).append(' ').append(score(i));
    }
    return text.toString();
  }
}
