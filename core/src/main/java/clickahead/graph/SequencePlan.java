package clickahead.graph;

import clickahead.math.Compute;
import clickahead.math.Worker;
import java.lang.foreign.Arena;

/**
 * A training step of a sequence network, laid out once: one pass over each sequence gives the loss
 * at all of its outputs, and one pass back the gradients. {@link #gradients} and {@link #update}
 * run it; they allocate nothing.
 */
public final class SequencePlan {
  private final SequenceOperator[] operators;
  private final OutputLoss loss;
  private final TouchedRows rows;
  private final Rows outputs;
  private final double[] squares;

  /**
   * Lays out the buffers.
   *
   * @param shape the most that a batch holds
   * @param maxLength how many events the gradient flows back through, and attention looks back at;
   *     0 for all
   * @param seed of the dropout masks
   */
  public SequencePlan(
      Arena arena,
      Compute compute,
      SequenceShape shape,
      SequenceNetwork network,
      SequenceLoss loss,
      int maxLength,
      long seed) {
    Workspace space = new Workspace(arena, compute, shape.workers(), shape.events());
    rows = loss.rows(space, network.items(), shape);
    SequenceGraph graph = new SequenceGraph(space, shape, network.items(), rows, maxLength, seed);
    outputs = network.layOut(graph);
    if (!outputs.outputs() || outputs.units() != network.items().units()) {
      throw new IllegalArgumentException(
          "a network has to give rows of "
              + network.items().units()
              + " units for its outputs, not "
              + outputs.units());
    }
    this.loss = loss.in(space, outputs.read(), network.items(), rows, shape);
    operators = graph.operators().toArray(SequenceOperator[]::new);
    squares = new double[shape.workers()];
  }

  /** What the first operator gives: the look-up of the items. */
  Rows firstRows() {
    return ((EventEmbedding) operators[0]).output();
  }

  /** The last step's outputs. */
  Rows outputs() {
    return outputs;
  }

  /**
   * Computes loss and gradients of a batch. All workers call it, and all get the same answer; the
   * batch stays as it is until {@link #update} is done.
   *
   * @return sum of the outputs' losses; the gradients are those of their mean
   */
  public double gradients(Worker worker, SequenceBatch batch) {
    // What the last update wrote, and what the batch holds, is complete.
    worker.barrier();
    loss.prepare(worker, batch);
    for (SequenceOperator operator : operators) {
      operator.prepare(worker, batch);
    }
    for (SequenceOperator operator : operators) {
      operator.forward(worker, batch);
    }
    worker.barrier();
    loss.compute(worker, batch);
    worker.barrier();
    loss.backward(worker, batch);
    for (int i = operators.length - 1; i >= 0; i--) {
      operators[i].backward(worker, batch);
    }
    worker.barrier();
    return loss.loss();
  }

  /**
   * Changes the weights; to be called by all workers after {@link #gradients}.
   *
   * @param step number of the step since the training began, from 0
   */
  public void update(Worker worker, SequenceBatch batch, Optimizer optimizer, long step) {
    loss.collect(worker, batch);
    for (SequenceOperator operator : operators) {
      operator.collect(worker, batch);
    }
    double scale = optimizer.gradientCap() > 0 ? clip(worker, optimizer.gradientCap()) : 1;
    for (SequenceOperator operator : operators) {
      operator.update(worker, optimizer, step, scale);
    }
    rows.update(worker, optimizer, step, scale);
  }

  /** The factor that brings the norm of all gradients together down to the cap. */
  private double clip(Worker worker, double cap) {
    double own = rows.squaredGradients(worker);
    for (SequenceOperator operator : operators) {
      own += operator.squaredGradients(worker);
    }
    squares[worker.index()] = own;
    worker.barrier();
    double sum = 0;
    for (double each : squares) {
      sum += each;
    }
    double norm = Math.sqrt(sum);
    return norm >= cap ? cap / norm : 1;
  }
}
