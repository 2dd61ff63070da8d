package clickahead.model;

import clickahead.graph.ItemTable;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.math.CounterRandom;
import clickahead.math.WorkerTeam;

/**
 * The weights that the training of a sequence model begins with, as Glorot and Bengio (2010) scale
 * them and RecBole draws them: tables and linear layers normal with deviation sqrt(2 / (rows +
 * columns)), a GRU's matrices, all gates together, uniform in ±sqrt(6 / (rows + columns)); biases
 * zero. A function of the seed, the same for any number of workers.
 */
public final class FirstSequenceWeights {
  private static final int SECOND_STREAM = 1002;
  private static final int TABLES = 500;

  private final long seed;

  /** Weights of a seed. */
  public FirstSequenceWeights(long seed) {
    this.seed = seed;
  }

  /** Draws all weights of a model. */
  public void draw(SequenceModel model, WorkerTeam team) {
    int n = 0;
    for (DenseMatrix matrix : model.matrices().values()) {
      draw(matrix, CounterRandom.derive(seed, n++));
    }
    int t = TABLES;
    for (ItemTable table : model.tables().values()) {
      draw(table, CounterRandom.derive(seed, t++), team);
    }
  }

  private static void draw(ItemTable table, long stream, WorkerTeam team) {
    double deviation = Math.sqrt(2.0 / (table.items() + table.units()));
    team.run(
        worker -> {
          int end = worker.shareEnd(table.items());
          for (int i = worker.shareStart(table.items()); i < end; i++) {
            for (int k = 0; k < table.units(); k++) {
              long n = (long) i * table.units() + k;
              table.put(0, i, k, deviation * normal(stream, n));
            }
          }
        });
  }

  private static void draw(DenseMatrix matrix, long stream) {
    int rows = matrix.blocks() * matrix.blockRows();
    boolean gates = matrix.blocks() > 1;
    double scale = Math.sqrt((gates ? 6.0 : 2.0) / (rows + matrix.inputs()));
    for (int row = 0; row < rows; row++) {
      for (int k = 0; k < matrix.inputs(); k++) {
        long n = (long) row * matrix.inputs() + k;
        double x = gates ? 2 * CounterRandom.uniform(stream, n) - 1 : normal(stream, n);
        matrix.put(row / matrix.blockRows(), row % matrix.blockRows(), k, scale * x);
      }
    }
  }

  /** Box and Muller 1958; 1 - u is above zero. */
  private static double normal(long stream, long n) {
    double u = CounterRandom.uniform(stream, n);
    double v = CounterRandom.uniform(CounterRandom.derive(stream, SECOND_STREAM), n);
    return StrictMath.sqrt(-2 * StrictMath.log(1 - u)) * StrictMath.cos(2 * StrictMath.PI * v);
  }
}
