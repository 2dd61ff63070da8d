package clickahead.model;

/** Which NARM. */
public enum NarmVariant {
  /** RecBole's: reset-after cells, no biases. */
  RECBOLE,
  /** The paper's and its authors' code: reset-before cells with biases. */
  PAPER
}
