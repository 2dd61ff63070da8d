package clickahead.model;

import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.graph.parallel.GruLayer;
import clickahead.graph.parallel.InputMode;
import clickahead.math.CounterRandom;
import clickahead.math.WorkerTeam;

/**
 * The weights that a training begins with: uniform in ±sqrt(6 / (rows + columns)) of each gate's
 * block and of the item tables (Glorot and Bengio 2010), or with a bound of one's own, or normal
 * with that as deviation; biases zero. A function of the seed, the same for any number of workers.
 *
 * @param sigma bound or deviation; 0 for Glorot's
 * @param normal normal instead of uniform?
 * @param seed of the weights
 */
public record FirstWeights(double sigma, boolean normal, long seed) {
  private static final int ITEM_STREAM = 1000;
  private static final int INPUT_STREAM = 1001;
  private static final int SECOND_STREAM = 1002;

  /** Those that the parameters ask for. */
  public static FirstWeights of(Gru4RecParameters parameters, long seed) {
    return new FirstWeights(parameters.sigma(), parameters.initAsNormal(), seed);
  }

  /** Draws all weights of a model. */
  public void draw(Gru4Rec model, WorkerTeam team) {
    for (int l = 0; l < model.layers().size(); l++) {
      GruLayer layer = model.layers().get(l);
      draw(layer.input(), CounterRandom.derive(seed, 2L * l));
      draw(layer.state(), CounterRandom.derive(seed, 2L * l + 1));
    }
    ItemTable items = model.items();
    draw(items, items.items() + items.units(), CounterRandom.derive(seed, ITEM_STREAM), team);
    ItemTable inputs = model.input().table();
    if (model.input().mode() != InputMode.SHARED) {
      // A one-hot input's table holds the blocks of three gates side by side.
      int columns =
          model.input().mode() == InputMode.ONE_HOT
              ? inputs.units() / GateMatrix.GATES
              : inputs.units();
      long stream = CounterRandom.derive(seed, INPUT_STREAM);
      draw(inputs, inputs.items() + columns, stream, team);
    }
  }

  private void draw(ItemTable table, int rowsAndColumns, long stream, WorkerTeam team) {
    team.run(
        worker -> {
          int end = worker.shareEnd(table.items());
          for (int i = worker.shareStart(table.items()); i < end; i++) {
            for (int k = 0; k < table.units(); k++) {
              table.put(0, i, k, weight(stream, (long) i * table.units() + k, rowsAndColumns));
            }
          }
        });
  }

  private void draw(GateMatrix matrix, long stream) {
    long n = 0;
    for (int gate = 0; gate < GateMatrix.GATES; gate++) {
      for (int unit = 0; unit < matrix.units(); unit++) {
        for (int k = 0; k < matrix.inputs(); k++) {
          matrix.put(0, gate, unit, k, weight(stream, n++, matrix.units() + matrix.inputs()));
        }
      }
    }
  }

  private double weight(long stream, long n, int rowsAndColumns) {
    double scale = sigma > 0 ? sigma : Math.sqrt(6.0 / rowsAndColumns);
    double u = CounterRandom.uniform(stream, n);
    if (!normal) {
      return (2 * u - 1) * scale;
    }
    // Box and Muller 1958; 1 - u is above zero.
    double v = CounterRandom.uniform(CounterRandom.derive(stream, SECOND_STREAM), n);
    return scale
        * StrictMath.sqrt(-2 * StrictMath.log(1 - u))
        * StrictMath.cos(2 * StrictMath.PI * v);
  }
}
