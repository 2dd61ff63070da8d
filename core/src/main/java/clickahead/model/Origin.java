package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.Successors;
import java.util.Map;

/**
 * What a model keeps of the log it was trained on, so that it stands alone.
 *
 * @param catalog original ids and columns of the items [N]
 * @param supports how often each item occurs in the training log [N]
 * @param successors which items directly followed which in the training log: what the first-order
 *     Markov chain needs that a model is measured beside
 * @param record the training record: data, epochs, losses, times, for people to read
 */
public record Origin(
    Catalog catalog, int[] supports, Successors successors, Map<String, Object> record) {

  /** Checks that all parts speak of the same N items. */
  public Origin {
    if (supports.length != catalog.size()) {
      throw new IllegalArgumentException(
          "supports for " + supports.length + " items, a catalogue of " + catalog.size());
    }
  }
}
