package clickahead.graph;

/** What is minimised, under the names of the official GRU4Rec code. */
public enum Loss {
  /** TOP1 (Hidasi et al., ICLR 2016): the paper's mean over the columns. */
  TOP1,
  /** BPR (Rendle et al., UAI 2009): the sum over the columns. */
  BPR,
  /** Softmax cross-entropy. */
  CROSS_ENTROPY,
  /** The same, under the name of the official code's variant that works on logits. */
  XE_LOGIT,
  /** TOP1 weighted by the softmax over the negatives (Hidasi and Karatzoglou, CIKM 2018). */
  TOP1_MAX,
  /** BPR-max with score regularisation (Hidasi and Karatzoglou, CIKM 2018, equation 11). */
  BPR_MAX;

  /** Does it compare the target with all columns at once, by a softmax? Else pair by pair. */
  public boolean isSoftmax() {
    return this == CROSS_ENTROPY || this == XE_LOGIT;
  }
}
