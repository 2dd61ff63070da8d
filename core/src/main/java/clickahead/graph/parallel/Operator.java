package clickahead.graph.parallel;

import clickahead.graph.MiniBatch;
import clickahead.graph.Optimizer;
import clickahead.math.Worker;

/**
 * One operation of a plan. All workers call each method, each for its own share; the plan puts a
 * barrier behind every phase of an operator, so that the next one finds its inputs complete.
 */
public interface Operator {

  /** Looks at the mini-batch and fetches the rows that this worker owns, before anything else. */
  default void prepare(Worker worker, MiniBatch batch) {}

  /** Computes the operator's output. */
  void forward(Worker worker, MiniBatch batch);

  /** Computes the gradients of the operator's inputs and parameters. */
  void backward(Worker worker, MiniBatch batch);

  /** Completes the gradients of the parameters that this worker owns, of what others computed. */
  default void collect(Worker worker) {}

  /** Sum of the squares of the gradients of this worker's parameters. */
  default double squaredGradients(Worker worker) {
    return 0;
  }

  /**
   * Changes this worker's share of the parameters; nobody reads them until the next step. The
   * mini-batch is gone by now: it may already be filled for the step after the next.
   *
   * @param step number of the step since the training began, from 0
   * @param scale factor of the gradients, where they were clipped
   */
  default void update(Worker worker, Optimizer optimizer, long step, double scale) {}
}
