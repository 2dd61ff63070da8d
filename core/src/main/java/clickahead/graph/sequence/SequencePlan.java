package clickahead.graph.sequence;

import clickahead.graph.GradientNorm;
import clickahead.graph.Optimizer;
import clickahead.graph.TouchedRows;
import clickahead.graph.Turn;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.Worker;
import java.lang.foreign.Arena;
import java.util.function.IntFunction;

/**
 * A training step of a sequence network, laid out once: one pass over each sequence gives the loss
 * at all of its outputs, and one pass back the gradients. {@link #gradients} and {@link #update}
 * run it; they allocate nothing.
 */
public final class SequencePlan {
  private final SequenceOperator[] operators;
  private final int[] owners;
  private final Rows[] networks;
  private final OutputLoss loss;

  /** Null without a teacher. */
  private final SoftLabels labels;

  /** Null where the items' rows are constants. */
  private final ScoredColumns scored;

  private final Rows outputs;
  private final long bytes;
  private final GradientNorm norm;

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
    this(arena, compute, shape, network, loss, null, maxLength, seed);
  }

  /**
   * Lays out the buffers.
   *
   * @param shape the most that a batch holds
   * @param distillation a teacher, for a softmax over all items; null without one
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
      Distillation distillation,
      int maxLength,
      long seed) {
    Workspace space = new Workspace(arena, compute, shape.workers(), shape.events());
    TouchedRows rows = loss.rows(space, network.items(), shape);
    SequenceGraph graph =
        new SequenceGraph(space, shape, network.items(), rows, maxLength, seed, null);
    outputs = network.layOut(graph);
    if (!outputs.outputs() || outputs.units() != network.items().units()) {
      throw new IllegalArgumentException(
          "a network has to give rows of "
              + network.items().units()
              + " units for its outputs, not "
              + outputs.units());
    }
    labels = distillation == null ? null : new SoftLabels(space, shape, distillation);
    this.loss = loss.in(space, outputs.read(), network.items(), rows, shape, labels);
    operators = graph.operators().toArray(SequenceOperator[]::new);
    owners = graph.owners();
    scored =
        loss.cosine()
            ? null
            : new ScoredColumns(
                space, network.items(), rows, network.unitsOfEach(), graph.scoredOwner());
    networks = graph.networks().toArray(Rows[]::new);
    norm = new GradientNorm(shape.workers());
    bytes = space.used().sum();
  }

  /** Bytes of the buffers that a step works in; the weights and their gradients lie elsewhere. */
  public long bytes() {
    return bytes;
  }

  /** What the first operator gives: the look-up of the items. */
  Rows firstRows() {
    return ((EventEmbedding) operators[0]).output();
  }

  /** The last step's outputs. */
  Rows outputs() {
    return outputs;
  }

  /** {@link #gradients(Worker, SequenceBatch, Turn)} of all networks together. */
  public double gradients(Worker worker, SequenceBatch batch) {
    return gradients(worker, batch, Turn.TOGETHER);
  }

  /**
   * Computes loss and gradients of a batch. All workers call it, and all get the same answer; the
   * batch stays as it is until {@link #update} is done.
   *
   * @param turn which networks add to the scores, and which get gradients
   * @return sum of the outputs' losses; the gradients are those of their mean
   */
  public double gradients(Worker worker, SequenceBatch batch, Turn turn) {
    // What the last update wrote, and what the batch holds, is complete.
    worker.barrier();
    loss.prepare(worker, batch);
    for (int i = 0; i < operators.length; i++) {
      if (turn.moves(owners[i])) {
        operators[i].prepare(worker, batch);
      }
    }
    forward(worker, batch, turn);
    if (labels != null) {
      labels.forward(worker, batch);
      worker.barrier();
      labels.gather(worker, batch);
    }
    worker.barrier();
    loss.compute(worker, batch);
    worker.barrier();
    loss.backward(worker, batch);
    for (int i = operators.length - 1; i >= 0; i--) {
      // What is shared hands the gradient on, even where it does not move.
      if (owners[i] == Turn.SHARED || turn.moves(owners[i])) {
        operators[i].backward(worker, batch);
      }
    }
    worker.barrier();
    return loss.loss();
  }

  private void forward(Worker worker, SequenceBatch batch, Turn turn) {
    for (int n = 0; n < networks.length; n++) {
      if (!turn.adds(n)) {
        networks[n].clear(worker, batch);
      }
    }
    for (int i = 0; i < operators.length; i++) {
      if (turn.adds(owners[i])) {
        operators[i].forward(worker, batch);
      }
    }
  }

  /** Changes the weights after {@link #gradients(Worker, SequenceBatch)}. */
  public void update(Worker worker, SequenceBatch batch, Optimizer optimizer, long step) {
    update(worker, batch, Turn.TOGETHER, owner -> optimizer, step);
  }

  /**
   * Changes the weights; to be called by all workers after {@link #gradients}.
   *
   * @param turn the same as there
   * @param of the optimiser of each network, and of what is {@link Turn#SHARED}; the cap of the
   *     latter's gradient is that of all
   * @param step number of the step since the training began, from 0
   */
  public void update(
      Worker worker, SequenceBatch batch, Turn turn, IntFunction<Optimizer> of, long step) {
    loss.collect(worker, batch);
    for (int i = 0; i < operators.length; i++) {
      if (turn.moves(owners[i])) {
        operators[i].collect(worker, batch);
      }
    }
    if (scored != null) {
      scored.collect(worker, turn);
    }
    double cap = of.apply(Turn.SHARED).gradientCap();
    double scale = cap > 0 ? clip(worker, turn, cap) : 1;
    for (int i = 0; i < operators.length; i++) {
      if (turn.moves(owners[i])) {
        operators[i].update(worker, of.apply(owners[i]), step, scale);
      }
    }
    if (scored != null) {
      scored.update(worker, turn, of, step, scale);
    }
  }

  /** The factor that brings the norm of all gradients together down to the cap. */
  private double clip(Worker worker, Turn turn, double cap) {
    double own = scored == null ? 0 : scored.squaredGradients(worker, turn);
    for (int i = 0; i < operators.length; i++) {
      if (turn.moves(owners[i])) {
        own += operators[i].squaredGradients(worker);
      }
    }
    return norm.scale(worker, own, cap);
  }
}
