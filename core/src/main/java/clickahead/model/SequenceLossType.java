package clickahead.model;

/** What a sequence model minimises, under RecBole's names. */
public enum SequenceLossType {
  /** Softmax cross-entropy. */
  CE,
  /** BPR (Rendle et al. 2009). */
  BPR,
  /** BPR-max with score regularisation (Hidasi and Karatzoglou 2018). */
  BPR_MAX,
  /** Distance to the target's embedding, 1 - cos (Tan, Xu and Liu 2016). */
  COSINE
}
