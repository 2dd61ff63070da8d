package clickahead.graph;

import clickahead.math.CounterRandom;
import clickahead.math.Worker;
import java.util.ArrayList;
import java.util.List;

/**
 * A session-parallel training step, laid out once: item rows in, GRU layers, scores and loss, and
 * all the way back. {@link #gradients} and {@link #update} run it; they allocate nothing.
 */
public final class Plan {
  private final List<Operator> layout = new ArrayList<>();
  private final List<GruStep> steps = new ArrayList<>();
  private final SampledScores scores;
  private final TouchedRows rows;
  private final Operator[] operators;

  /**
   * What a plan is made of.
   *
   * @param table the items' embedding, input and output
   * @param layers weights of the GRU layers, first layer first
   * @param dropoutEmbed share of the input's elements that are dropped
   * @param dropoutHidden share of each layer's state that is dropped
   * @param sampleCount negative samples of a step
   * @param seed seed of the dropout masks
   */
  public record Layout(
      ItemTable table,
      List<GruLayer> layers,
      double dropoutEmbed,
      double dropoutHidden,
      int sampleCount,
      long seed) {}

  /**
   * Lays out the buffers.
   *
   * @param loss what is minimised
   */
  public Plan(Workspace space, Layout layout, LossSettings loss) {
    ItemTable table = layout.table();
    rows =
        loss.fullSoftmax()
            ? TouchedRows.all(space, table)
            : TouchedRows.distinct(space, table, 2 * space.slots() + layout.sampleCount());
    EmbeddingInput input =
        new EmbeddingInput(space, table, rows, dropout(space, layout.dropoutEmbed(), layout, 0));
    Signal signal = input.output();
    int depth = layout.layers().size();
    for (int i = 0; i < depth; i++) {
      GruStep layer =
          new GruStep(
              space,
              signal,
              layout.layers().get(i),
              dropout(space, layout.dropoutHidden(), layout, i + 1),
              i == depth - 1);
      steps.add(layer);
      signal = layer.state();
    }
    scores = new SampledScores(space, signal, table, rows, loss.in(space));
    // The scored items come first among a step's rows, so their operator prepares first.
    this.layout.add(input);
    this.layout.addAll(steps);
    this.layout.add(scores);
    operators = this.layout.toArray(Operator[]::new);
  }

  private static Dropout dropout(Workspace space, double rate, Layout layout, int place) {
    long seed = CounterRandom.derive(layout.seed(), place);
    return new Dropout(space.compute().kernels(), rate, seed);
  }

  /** Address of a layer's state behind a step, [D + 1, P]; the last row is constant. */
  public long state(int layer, MiniBatch batch) {
    return steps.get(layer).state().value(batch);
  }

  /**
   * Computes loss and gradients of a mini-batch. All workers call it, and all get the same answer.
   *
   * @return sum of the slots' losses, not divided by B
   */
  public double gradients(Worker worker, MiniBatch batch) {
    scores.prepare(worker, batch);
    for (int i = 0; i < operators.length - 1; i++) {
      operators[i].prepare(worker, batch);
    }
    worker.barrier();
    for (int i = 1; i < operators.length; i++) {
      operators[i].forward(worker, batch);
      worker.barrier();
    }
    for (int i = operators.length - 1; i > 0; i--) {
      operators[i].backward(worker, batch);
      worker.barrier();
    }
    return scores.loss();
  }

  /** Changes the weights; to be called by all workers after {@link #gradients}. */
  public void update(Worker worker, Optimizer optimizer) {
    for (Operator operator : operators) {
      operator.update(worker, optimizer);
    }
    rows.update(worker, optimizer);
  }
}
