package clickahead.graph.sequence;

/** What becomes of the rows of an item's several values. */
public enum Pooling {
  /** Their sum. */
  SUM,
  /** Their mean. */
  MEAN,
  /** The largest of each element. */
  MAX
}
