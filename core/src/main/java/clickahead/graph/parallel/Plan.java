package clickahead.graph.parallel;

import clickahead.graph.Dropout;
import clickahead.graph.GateMatrix;
import clickahead.graph.GradientNorm;
import clickahead.graph.ItemTable;
import clickahead.graph.LossSettings;
import clickahead.graph.MiniBatch;
import clickahead.graph.Optimizer;
import clickahead.graph.TouchedRows;
import clickahead.graph.Workspace;
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
  private final GradientNorm norm;
  private final Operator[] operators;
  private final Operator[] forward;
  private final Operator[] backward;
  private final FedGradients fed;
  private final ThroughTime throughTime;

  /**
   * What a plan is made of.
   *
   * @param table the items' output embedding
   * @param input what an item is to the first layer
   * @param layers weights of the GRU layers, first layer first
   * @param dropoutEmbed share of the input's elements that are dropped
   * @param dropoutHidden share of each layer's state that is dropped
   * @param sampleCount negative samples of a step
   * @param seed seed of the dropout masks
   * @param bptt steps through which the gradient goes back, k: 1 for the step alone
   */
  public record Layout(
      ItemTable table,
      ItemInput input,
      List<GruLayer> layers,
      double dropoutEmbed,
      double dropoutHidden,
      int sampleCount,
      long seed,
      int bptt) {

    /** Where no gradient goes through time. */
    public Layout(
        ItemTable table,
        ItemInput input,
        List<GruLayer> layers,
        double dropoutEmbed,
        double dropoutHidden,
        int sampleCount,
        long seed) {
      this(table, input, layers, dropoutEmbed, dropoutHidden, sampleCount, seed, 1);
    }

    /** Steps whose inputs a mini-batch tells: k, or none where no gradient goes through time. */
    public int earlierSteps() {
      return bptt > 1 ? bptt : 0;
    }
  }

  /**
   * Lays out the buffers.
   *
   * @param loss what is minimised
   */
  public Plan(Workspace space, Layout layout, LossSettings loss) {
    ItemTable table = layout.table();
    norm = new GradientNorm(space.workers());
    for (GruLayer layer : layout.layers()) {
      layer.input().prepareTraining();
      layer.state().prepareTraining();
    }
    int slots = space.slots();
    int fedItems = layout.bptt() * slots;
    rows =
        loss.fullSoftmax()
            ? TouchedRows.all(space, table)
            : TouchedRows.distinct(space, table, slots + fedItems + layout.sampleCount(), fedItems);
    fed = layout.bptt() > 1 ? new FedGradients(slots, layout.bptt()) : null;
    GateInput input = input(space, layout);
    int depth = layout.layers().size();
    for (int i = 0; i < depth; i++) {
      GruLayer layer = layout.layers().get(i);
      GateInput from =
          i == 0 ? input : new DenseGateInput(space, steps.getLast().state(), layer.input());
      Dropout dropout = dropout(space, layout.dropoutHidden(), layout, i + 1);
      steps.add(GruStep.of(space, from, layer, dropout, i == depth - 1));
    }
    Signal last = steps.getLast().state();
    scores = new SampledScores(space, last, table, rows, loss.in(space));
    this.layout.addAll(steps);
    this.layout.add(scores);
    throughTime = fed == null ? null : throughTime(space, layout.bptt());
    List<Operator> onwards = this.layout.subList(1, this.layout.size());
    forward = onwards.toArray(Operator[]::new);
    List<Operator> back = fed == null ? onwards.reversed() : List.of(scores, throughTime);
    backward = back.toArray(Operator[]::new);
    if (fed != null) {
      this.layout.add(throughTime);
    }
    operators = this.layout.toArray(Operator[]::new);
  }

  private ThroughTime throughTime(Workspace space, int depth) {
    EmbeddingInput embedding = layout.getFirst() instanceof EmbeddingInput input ? input : null;
    return new ThroughTime(space, steps, embedding, fed, depth);
  }

  /** Adds the operator that looks up the inputs, and gives what it is to the first layer. */
  private GateInput input(Workspace space, Layout layout) {
    ItemInput input = layout.input();
    GateMatrix first = layout.layers().getFirst().input();
    if (input.mode() == InputMode.ONE_HOT) {
      OneHotInput oneHot = new OneHotInput(space, input.table(), first, layout.bptt(), fed);
      this.layout.add(oneHot);
      return oneHot;
    }
    EmbeddingInput embedding =
        new EmbeddingInput(
            space,
            input.table(),
            input.mode() == InputMode.SHARED ? rows : null,
            dropout(space, layout.dropoutEmbed(), layout, 0),
            layout.bptt(),
            fed);
    this.layout.add(embedding);
    return new DenseGateInput(space, embedding.output(), first);
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
   * What a step leaves to the next ones: the states, and where the gradient goes through time what
   * the last k steps computed.
   *
   * @param batch the step's mini-batch
   * @return [L][D, B], and behind them rows of the last steps, each a number of elements per slot
   */
  public float[][] carriedStates(MiniBatch batch) {
    List<float[]> states = new ArrayList<>();
    steps.forEach(step -> states.add(step.carried(batch)));
    if (throughTime != null) {
      throughTime.rings().forEach(ring -> states.add(ring.values()));
    }
    return states.toArray(float[][]::new);
  }

  /** Puts back what {@link #carriedStates} gave, as if this mini-batch had left it. */
  public void carryStates(MiniBatch batch, float[][] states) {
    int depth = steps.size();
    for (int l = 0; l < depth; l++) {
      steps.get(l).carry(batch, states[l]);
    }
    if (throughTime != null) {
      List<StepRing> rings = throughTime.rings();
      for (int i = 0; i < rings.size(); i++) {
        rings.get(i).restore(states[depth + i]);
      }
    }
  }

  /**
   * Computes loss and gradients of a mini-batch. All workers call it, and all get the same answer.
   *
   * @return sum of the slots' losses, not divided by B
   */
  public double gradients(Worker worker, MiniBatch batch) {
    // The scored items come first among a step's rows, so their operator prepares first.
    scores.prepare(worker, batch);
    for (Operator operator : operators) {
      if (operator != scores) {
        operator.prepare(worker, batch);
      }
    }
    worker.barrier();
    for (Operator operator : forward) {
      operator.forward(worker, batch);
      worker.barrier();
    }
    for (Operator operator : backward) {
      operator.backward(worker, batch);
      worker.barrier();
    }
    return scores.loss();
  }

  /**
   * Changes the weights; to be called by all workers after {@link #gradients}.
   *
   * @param step number of the step since the training began, from 0
   */
  public void update(Worker worker, Optimizer optimizer, long step) {
    for (Operator operator : operators) {
      operator.collect(worker);
    }
    double scale = optimizer.gradientCap() > 0 ? clip(worker, optimizer.gradientCap()) : 1;
    for (Operator operator : operators) {
      operator.update(worker, optimizer, step, scale);
    }
    rows.update(worker, optimizer, step, scale);
  }

  /** The factor that brings the norm of all gradients together down to the cap. */
  private double clip(Worker worker, double cap) {
    double own = rows.squaredGradients(worker);
    for (Operator operator : operators) {
      own += operator.squaredGradients(worker);
    }
    return norm.scale(worker, own, cap);
  }
}
