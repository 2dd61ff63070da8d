package clickahead.model;

/**
 * In which order networks that stand side by side are trained (Hidasi et al., RecSys 2016). What
 * they share moves with each of them; only in residual training with the first alone, so that what
 * is learned of a network stays as it is.
 */
public enum TrainingStrategy {
  /** All in every step. */
  SIMULTANEOUS,
  /** One in each epoch, in turn, beside the others as they are. */
  ALTERNATING,
  /** One after the other for a share of the epochs, each on what those before it leave. */
  RESIDUAL,
  /** One after the other in every mini-batch, each on what those before it leave. */
  INTERLEAVING
}
