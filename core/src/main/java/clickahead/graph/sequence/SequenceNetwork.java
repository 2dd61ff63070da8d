package clickahead.graph.sequence;

import clickahead.graph.ItemTable;

/**
 * A sequence model as its forward pass: how the vectors come about that are scored against the
 * items. The backward pass follows from the operators.
 */
public interface SequenceNetwork {

  /** The items' rows that the outputs are multiplied with. */
  ItemTable items();

  /** Do the items have a bias? */
  boolean itemBias();

  /**
   * Units of the items' rows that belong to each of the networks side by side ({@link
   * SequenceGraph#network}), one behind the other; 0 where all score with all of them.
   */
  default int unitsOfEach() {
    return 0;
  }

  /**
   * Lays the network out.
   *
   * @return one row per output, as wide as the items' rows
   */
  Rows layOut(SequenceGraph graph);
}
