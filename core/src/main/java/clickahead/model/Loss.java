package clickahead.model;

/** What is minimised. */
public enum Loss {
  /** Softmax cross-entropy over the targets of the mini-batch and the negative samples. */
  CROSS_ENTROPY,
  /** BPR-max with score regularisation (Hidasi and Karatzoglou, CIKM 2018, equation 11). */
  BPR_MAX
}
