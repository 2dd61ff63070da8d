package clickahead.graph.sequence;

import clickahead.graph.Optimizer;
import clickahead.math.Worker;

/**
 * One operation on the rows of a batch of sequences. All workers call each method, each for its own
 * sequences; between operators of a network nobody waits.
 */
interface SequenceOperator {

  /** The rows that it computes. */
  Rows output();

  /** Looks at the batch before anything else; the weights of the last update are complete. */
  default void prepare(Worker worker, SequenceBatch batch) {}

  /** Computes the operator's rows. */
  void forward(Worker worker, SequenceBatch batch);

  /** Computes the gradients of the rows that were read, and this worker's part of the weights'. */
  void backward(Worker worker, SequenceBatch batch);

  /** Completes the gradients of the parameters that this worker owns, of what others computed. */
  default void collect(Worker worker, SequenceBatch batch) {}

  /** Sum of the squares of the gradients of this worker's parameters. */
  default double squaredGradients(Worker worker) {
    return 0;
  }

  /**
   * Changes this worker's share of the parameters; see {@link
   * clickahead.graph.parallel.Operator#update}.
   */
  default void update(Worker worker, Optimizer optimizer, long step, double scale) {}
}
