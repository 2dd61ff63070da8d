package clickahead.graph.parallel;

import clickahead.graph.MiniBatch;
import clickahead.graph.Optimizer;
import clickahead.math.Worker;

/** What a layer's input gives to its gates. Each worker computes the gates of its own units. */
interface GateInput {

  /**
   * Writes W x + b.
   *
   * @param gates [3, own units, P]
   */
  void forward(Worker worker, MiniBatch batch, long gates);

  /**
   * Computes the gradients of the weights, and those of the input that flow through these units.
   *
   * @param gradient [3, own units, P], by the gates; unchanged until the next step
   */
  void backward(Worker worker, MiniBatch batch, long gradient);

  /** Changes this worker's share of the dense weights. */
  void updateGates(Worker worker, Optimizer optimizer, long step, double scale);

  /** Sum of the squares of their gradients. */
  double squaredGateGradients(Worker worker);
}
