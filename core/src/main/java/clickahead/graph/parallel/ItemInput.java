package clickahead.graph.parallel;

import clickahead.graph.ItemTable;

/**
 * Where the first layer's input comes from.
 *
 * @param mode what an item is to it
 * @param table the items' rows: the output's table itself if shared, an embedding [N, I], or the
 *     first layer's input weights [N, 3 D] with gates reset, update, new; only the shared table has
 *     biases
 */
public record ItemInput(InputMode mode, ItemTable table) {

  /** Inputs of the first layer's dense weights, I; none where a row is their product already. */
  int units() {
    return mode == InputMode.ONE_HOT ? 0 : table.units();
  }
}
