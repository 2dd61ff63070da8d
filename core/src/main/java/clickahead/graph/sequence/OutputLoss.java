package clickahead.graph.sequence;

import clickahead.math.Worker;

/** Scores the outputs of a sequence network against items, and gives the loss and its gradients. */
interface OutputLoss {

  /** Finds this worker's items of the step; before all other operators. */
  void prepare(Worker worker, SequenceBatch batch);

  /** Computes scores, loss and gradients; all outputs are complete, and workers may wait here. */
  void compute(Worker worker, SequenceBatch batch);

  /** Completes the gradients of this worker's outputs, of what others computed. */
  void backward(Worker worker, SequenceBatch batch);

  /** Completes the gradients of this worker's items, before those that were only fed. */
  default void collect(Worker worker, SequenceBatch batch) {}

  /** Sum of the outputs' losses; complete behind a barrier. */
  double loss();
}
