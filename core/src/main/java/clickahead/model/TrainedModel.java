package clickahead.model;

import clickahead.data.Catalog;
import clickahead.data.Successors;
import java.util.Map;

/**
 * A model that stands alone: weights, what they were trained with, and the items' names.
 *
 * @param parameters what it was trained with
 * @param weights the weights; the optimiser's state in further planes, where there are any
 * @param supports how often each item occurs in the training log [N]
 * @param successors which items directly followed which in the training log: what the first-order
 *     Markov chain needs that a model is measured beside
 * @param catalog original ids and columns of the items [N]
 * @param record the training record: data, epochs, losses, times, for people to read
 */
public record TrainedModel(
    Gru4RecParameters parameters,
    Gru4Rec weights,
    int[] supports,
    Successors successors,
    Catalog catalog,
    Map<String, Object> record) {

  /** Checks that all parts speak of the same N items. */
  public TrainedModel {
    int items = weights.items().items();
    if (supports.length != items || catalog.size() != items) {
      throw new IllegalArgumentException(
          "weights for "
              + items
              + " items, supports for "
              + supports.length
              + ", a catalogue of "
              + catalog.size());
    }
  }
}
