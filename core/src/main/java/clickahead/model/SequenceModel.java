package clickahead.model;

import clickahead.graph.ItemTable;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.graph.sequence.SequenceNetwork;
import java.util.Map;

/** A sequence network with weights that have names, so that they can be drawn, saved and loaded. */
public interface SequenceModel extends SequenceNetwork {

  /** The dense weights by name, in a fixed order. */
  Map<String, DenseMatrix> matrices();

  /** Begins the names of tables that have a row for each value of a feature. */
  String FEATURES = "features.";

  /**
   * Makes one of the networks side by side give zero until it is trained: a GRU of which the last
   * layer's candidate is zero stays in its first state.
   */
  default void silence(int network) {
    throw new UnsupportedOperationException("there are no networks side by side");
  }

  /**
   * The tables of rows by name, the scored items' first; all have a row for each item but those
   * whose names begin with {@link #FEATURES}.
   */
  default Map<String, ItemTable> tables() {
    return Map.of("items", items());
  }
}
