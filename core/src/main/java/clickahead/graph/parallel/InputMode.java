package clickahead.graph.parallel;

/** What an item is to the first layer. */
public enum InputMode {
  /** Its row of the output's table: one embedding for input and output. */
  SHARED,
  /** Its row of an embedding of its own. */
  SEPARATE,
  /** A one-hot vector: its row of the first layer's input weights, which stands for a product. */
  ONE_HOT
}
