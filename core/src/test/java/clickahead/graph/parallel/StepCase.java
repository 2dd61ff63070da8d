package clickahead.graph.parallel;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.graph.LogqCorrection;
import clickahead.graph.Loss;
import clickahead.graph.LossSettings;
import clickahead.graph.MiniBatch;
import clickahead.graph.Workspace;
import clickahead.math.Activation;
import clickahead.math.Compute;
import clickahead.math.Kernels;
import clickahead.math.WorkerTeam;
import clickahead.model.Gru4Rec;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * One training step on random weights, states and items: what a plan is made of, to be laid out for
 * any compute path and any number of workers.
 *
 * @param units units of each layer
 * @param slots B
 * @param active slots with a session, the first ones
 * @param samples number of negative samples
 * @param items N; few, so that inputs, targets and samples repeat
 * @param loss the loss
 * @param dropout for input and hidden states
 * @param seed of everything
 * @param net what the layers are
 */
public record StepCase(
    List<Integer> units,
    int slots,
    int active,
    int samples,
    int items,
    LossCase loss,
    double dropout,
    long seed,
    Net net) {

  /** With the usual network: shared embedding, reset-after cells, tanh. */
  StepCase(
      List<Integer> units,
      int slots,
      int active,
      int samples,
      int items,
      LossCase loss,
      double dropout,
      long seed) {
    this(units, slots, active, samples, items, loss, dropout, seed, Net.USUAL);
  }

  /**
   * What the layers are.
   *
   * @param embedding size of a separate input embedding
   * @param cells cells of the layers, taken in turn
   */
  public record Net(InputMode input, int embedding, List<Cell> cells, String activation) {
    static final Net USUAL = new Net(InputMode.SHARED, 0, List.of(Cell.RESET_AFTER), "tanh");

    Gru4Rec.Shape shape(int items, List<Integer> units) {
      List<Cell> each = new ArrayList<>();
      for (int l = 0; l < units.size(); l++) {
        each.add(cells.get(l % cells.size()));
      }
      return new Gru4Rec.Shape(items, input, embedding, units, each, Activation.parse(activation));
    }
  }

  /**
   * A loss and its parameters.
   *
   * @param logq weight of the correction for the samples' popularity
   * @param alpha exponent of the sampling distribution
   * @param exclude are accidental hits left out?
   * @param full over all items?
   */
  public record LossCase(
      Loss loss,
      Activation activation,
      double bpreg,
      double smoothing,
      double logq,
      double alpha,
      boolean exclude,
      boolean full) {
    static LossCase of(Loss loss, String activation) {
      return new LossCase(loss, Activation.parse(activation), 0, 0, 0, 0, false, false);
    }

    public static LossCase crossEntropy(double logq, double alpha) {
      return of(Loss.CROSS_ENTROPY, "linear").withLogq(logq, alpha);
    }

    static LossCase bprMax(double elu, double bpreg) {
      return new LossCase(Loss.BPR_MAX, Activation.elu(elu), bpreg, 0, 0, 0, false, false);
    }

    LossCase withLogq(double weight, double exponent) {
      return new LossCase(loss, activation, bpreg, smoothing, weight, exponent, exclude, full);
    }

    LossCase withSmoothing(double share) {
      return new LossCase(loss, activation, bpreg, share, logq, alpha, exclude, full);
    }

    LossCase withoutHits() {
      return new LossCase(loss, activation, bpreg, smoothing, logq, alpha, true, full);
    }

    public LossCase overAllItems() {
      return new LossCase(loss, activation, bpreg, smoothing, logq, alpha, exclude, true);
    }

    LossSettings settings(int[] supports) {
      LogqCorrection correction = new LogqCorrection(supports, logq, alpha);
      return new LossSettings(loss, activation, bpreg, smoothing, correction, exclude, full);
    }
  }

  /** How often each item occurs in an imagined log. */
  int[] supports() {
    return new SplittableRandom(seed + 1).ints(items, 1, 50).toArray();
  }

  /** Lays the step out. */
  public Laid lay(Arena arena, Compute compute, int workers, int planes) {
    return lay(arena, compute, workers, planes, 1);
  }

  /** The same with a gradient through so many steps. */
  public Laid lay(Arena arena, Compute compute, int workers, int planes, int bptt) {
    return new Laid(this, new Workspace(arena, compute, workers, slots), planes, bptt);
  }

  /** A step in memory. */
  public static final class Laid {
    final Workspace space;
    public final ItemTable table;
    final ItemInput input;
    public final List<GruLayer> layers;
    public final Plan plan;
    public final MiniBatch batch;
    private final StepCase step;
    private final SplittableRandom random;

    private Laid(StepCase step, Workspace space, int planes, int bptt) {
      this.step = step;
      this.space = space;
      random = new SplittableRandom(step.seed);
      Compute compute = space.compute();
      Gru4Rec model =
          Gru4Rec.zeros(
              space.arena(),
              compute,
              space.workers(),
              step.net.shape(step.items, step.units),
              planes);
      table = model.items();
      input = model.input();
      layers = model.layers();
      Plan.Layout layout =
          new Plan.Layout(
              table, input, layers, step.dropout, step.dropout, step.samples, step.seed, bptt);
      plan = new Plan(space, layout, step.loss.settings(step.supports()));
      batch = new MiniBatch(0, step.slots, step.samples, space.workers());
      weights();
      states();
      items();
    }

    /** A reset-before cell has but the input's bias. */
    static boolean biased(GruLayer layer, GateMatrix matrix) {
      return matrix == layer.input() || layer.cell() == Cell.RESET_AFTER;
    }

    private double number(double bound) {
      // Floats, so that single and double precision begin with the same numbers.
      return (float) random.nextDouble(-bound, bound);
    }

    private void weights() {
      for (int i = 0; i < table.items(); i++) {
        for (int k = 0; k <= table.units(); k++) {
          table.put(0, i, k, number(1));
        }
      }
      if (input.mode() != InputMode.SHARED) {
        for (int i = 0; i < table.items() * input.table().units(); i++) {
          int columns = input.table().units();
          input.table().put(0, i / columns, i % columns, number(1));
        }
      }
      for (GruLayer layer : layers) {
        for (GateMatrix matrix : List.of(layer.input(), layer.state())) {
          for (int row = 0; row < GateMatrix.GATES * matrix.units(); row++) {
            int columns = matrix.inputs() + (biased(layer, matrix) ? 1 : 0);
            for (int k = 0; k < columns; k++) {
              matrix.put(0, row / matrix.units(), row % matrix.units(), k, number(0.7));
            }
          }
        }
      }
    }

    private void states() {
      MiniBatch before = new MiniBatch(1, step.slots, step.samples, space.workers());
      int p = Kernels.padded(step.slots);
      for (int l = 0; l < layers.size(); l++) {
        long state = plan.state(l, before);
        for (int i = 0; i < layers.get(l).units() * step.slots; i++) {
          long at = (long) (i / step.slots) * p + i % step.slots;
          space.compute().kernels().put(state, at, number(1));
        }
      }
    }

    private void items() {
      for (int b = 0; b < step.slots; b++) {
        int input = random.nextInt(step.items);
        int target = random.nextInt(step.items);
        batch.inputs[b] = b < step.active ? input : MiniBatch.NONE;
        batch.targets[b] = b < step.active ? target : MiniBatch.NONE;
        batch.fresh[b] = b % 5 == 4;
      }
      for (int i = 0; i < step.samples; i++) {
        int sample = random.nextInt(step.items);
        batch.addSample(i % space.workers(), sample);
      }
      batch.active = step.active;
      batch.step = 3;
    }

    /** Sum of the losses, with gradients computed. */
    public double gradients(WorkerTeam team) {
      double[] loss = new double[space.workers()];
      team.run(worker -> loss[worker.index()] = plan.gradients(worker, batch));
      if (!Arrays.stream(loss).allMatch(each -> each == loss[0])) {
        throw new AssertionError("workers got different losses: " + Arrays.toString(loss));
      }
      return loss[0];
    }
  }

  @Override
  public String toString() {
    return String.format(
        "layers %s, %d of %d slots, %d samples of %d items, %s, dropout %s, seed %d, %s",
        units, active, slots, samples, items, loss, dropout, seed, net);
  }
}
