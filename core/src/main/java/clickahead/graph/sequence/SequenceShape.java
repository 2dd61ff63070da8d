package clickahead.graph.sequence;

/**
 * The most that a batch of sequences holds; all buffers of a plan are laid out for it.
 *
 * @param workers W
 * @param sequences most sequences
 * @param events most events of all sequences together, E
 * @param outputs most positions that give a session vector, P
 * @param steps events of the longest sequence
 * @param samples negative samples that all positions share
 * @param ownNegatives negative samples that each position has for itself
 */
public record SequenceShape(
    int workers, int sequences, int events, int outputs, int steps, int samples, int ownNegatives) {

  /** A shape for prediction by one worker: no samples. */
  public static SequenceShape forward(int sequences, int events, int outputs, int steps) {
    return new SequenceShape(1, sequences, events, outputs, steps, 0, 0);
  }
}
