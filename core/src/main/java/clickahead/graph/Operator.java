package clickahead.graph;

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

  /** Changes this worker's share of the parameters; nobody reads them until the next step. */
  default void update(Worker worker, MiniBatch batch, Optimizer optimizer) {}
}
