package clickahead.graph.sequence;

import clickahead.graph.ItemTable;
import clickahead.graph.Optimizer;
import clickahead.graph.Turn;
import clickahead.math.Compute;
import clickahead.math.WorkerTeam;
import clickahead.model.SequenceModel;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** A sequence model with a plan in memory, for tests of losses and gradients. */
final class SequenceSteps {
  final Compute compute;
  final SequenceModel model;
  final SequencePlan plan;
  final SequenceBatch batch;
  private final Map<Long, Map<Integer, double[]>> rows = new LinkedHashMap<>();
  private final Set<Long> moved = new HashSet<>();
  private double scale = 1;

  /** One weight, to be read, changed, and asked for its gradient. */
  record Weight(String name, long base, long index, DenseMatrix matrix, int[] place) {}

  SequenceSteps(
      Arena arena,
      Compute compute,
      SequenceShape shape,
      SequenceModel model,
      SequenceLoss loss,
      Distillation distillation,
      int maxLength,
      long seed,
      int eventFeatures) {
    this.compute = compute;
    this.model = model;
    plan = new SequencePlan(arena, compute, shape, model, loss, distillation, maxLength, seed);
    batch =
        new SequenceBatch(
            shape, distillation == null ? null : new LaterClicks(shape), eventFeatures);
  }

  /** Random weights, the same for every compute path. */
  static void draw(SequenceModel model, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (ItemTable table : model.tables().values()) {
      for (int i = 0; i < table.items() * (table.units() + 1); i++) {
        int columns = table.units() + 1;
        table.put(0, i / columns, i % columns, (float) random.nextDouble(-1, 1));
      }
    }
    for (DenseMatrix matrix : model.matrices().values()) {
      for (int row = 0; row < matrix.blocks() * matrix.blockRows(); row++) {
        int block = row / matrix.blockRows();
        int output = row % matrix.blockRows();
        for (int k = 0; k < matrix.inputs(); k++) {
          matrix.put(block, output, k, (float) random.nextDouble(-0.8, 0.8));
        }
        if (matrix.biased()) {
          matrix.putBias(block, output, (float) random.nextDouble(-0.8, 0.8));
        }
      }
    }
  }

  /** Sum of the losses, with gradients computed and recorded. */
  double run(WorkerTeam team) {
    return run(team, Turn.TOGETHER, 0);
  }

  /**
   * The same of a turn.
   *
   * @param cap largest norm of the gradients, 0 for none
   */
  double run(WorkerTeam team, Turn turn, double cap) {
    rows.clear();
    moved.clear();
    scale = 1;
    Optimizer recorder = new Recorder(cap);
    double[] loss = new double[1];
    team.run(
        worker -> {
          double own = plan.gradients(worker, batch, turn);
          plan.update(worker, batch, turn, owner -> recorder, 0);
          if (worker.index() == 0) {
            loss[0] = own;
          }
        });
    return loss[0];
  }

  /** Keeps the gradients of rows, and changes nothing. */
  private final class Recorder implements Optimizer {
    private final double cap;

    Recorder(double cap) {
      this.cap = cap;
    }

    @Override
    public int planes() {
      return 1;
    }

    @Override
    public double gradientCap() {
      return cap;
    }

    @Override
    public void update(long[] planes, long gradient, long count, long step, double factor) {
      synchronized (rows) {
        moved.add(planes[0]);
        scale = factor;
      }
    }

    @Override
    public void updateRows(
        long table,
        long rowStride,
        int[] items,
        int n,
        long gradient,
        int width,
        long step,
        double factor) {
      synchronized (rows) {
        Map<Integer, double[]> own = rows.computeIfAbsent(table, at -> new LinkedHashMap<>());
        for (int i = 0; i < n; i++) {
          double[] row = new double[width];
          for (int k = 0; k < width; k++) {
            row[k] = compute.kernels().get(gradient, (long) i * width + k);
          }
          own.put(items[i], row);
        }
      }
    }
  }

  /** Did the last run move a matrix? */
  boolean moved(DenseMatrix matrix) {
    return moved.contains(matrix.row(0, 0, 0));
  }

  /** What the last run multiplied gradients with. */
  double scale() {
    return scale;
  }

  /** The items whose rows had a gradient. */
  Map<Integer, double[]> rows(ItemTable table) {
    return rows.getOrDefault(table.address(), Map.of());
  }

  /** All weights in a fixed order; of tables the biases too. */
  List<Weight> weights() {
    List<Weight> weights = new ArrayList<>();
    model
        .tables()
        .forEach(
            (name, table) -> {
              for (int i = 0; i < table.items(); i++) {
                for (int k = 0; k <= table.units(); k++) {
                  String what = name + "[" + i + "," + k + "]";
                  int[] place = {i, k};
                  weights.add(new Weight(what, table.row(0, i), k, null, place));
                }
              }
            });
    model.matrices().forEach((name, matrix) -> addMatrix(weights, name, matrix));
    return weights;
  }

  private static void addMatrix(List<Weight> weights, String name, DenseMatrix matrix) {
    for (int block = 0; block < matrix.blocks(); block++) {
      for (int output = 0; output < matrix.blockRows(); output++) {
        String what = name + "[" + block + "," + output + "]";
        for (int k = 0; k < matrix.inputs(); k++) {
          int[] place = {block, output, k};
          long row = matrix.row(0, block, output);
          weights.add(new Weight(what, row, k, matrix, place));
        }
        if (matrix.biased()) {
          int[] place = {block, output, -1};
          weights.add(new Weight(what, matrix.bias(0, block, output), 0, matrix, place));
        }
      }
    }
  }

  /** The gradient of a weight in the last run. */
  double gradient(Weight weight) {
    int[] at = weight.place();
    if (weight.matrix() != null) {
      return at[2] < 0
          ? weight.matrix().biasGradient(at[0], at[1])
          : weight.matrix().gradient(at[0], at[1], at[2]);
    }
    for (ItemTable table : model.tables().values()) {
      if (table.row(0, at[0]) == weight.base()) {
        double[] row = rows(table).get(at[0]);
        return row == null ? 0 : row[at[1]];
      }
    }
    throw new AssertionError("no table has " + weight.name());
  }

  /** The gradients of all weights in the last run. */
  List<Double> gradients() {
    return weights().stream().map(this::gradient).toList();
  }

  double get(Weight weight) {
    return compute.kernels().get(weight.base(), weight.index());
  }

  void put(Weight weight, double value) {
    compute.kernels().put(weight.base(), weight.index(), value);
  }
}
