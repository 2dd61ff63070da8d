package clickahead.model;

import clickahead.graph.GateMatrix;
import clickahead.graph.GruLayer;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.math.Compute;
import clickahead.math.CounterRandom;
import clickahead.math.WorkerTeam;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * The weights of GRU4Rec (Hidasi et al., ICLR 2016) with one embedding for input and output: an
 * item row feeds the first GRU layer and scores the last one's state, plus a bias. During training
 * the optimiser's state lies in further planes.
 *
 * @param items item rows and biases [N, D], D being the units of the last layer
 * @param layers GRU layers
 */
public record Gru4Rec(ItemTable items, List<GruLayer> layers) {
  private static final int ITEM_STREAM = 1000;

  /**
   * Lays out weights of zero.
   *
   * @param workers number of workers that will compute with them
   * @param items N
   * @param units units of each layer
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static Gru4Rec zeros(
      Arena arena, Compute compute, int workers, int items, List<Integer> units, int planes) {
    Workspace space = new Workspace(arena, compute, workers, 1);
    return new Gru4Rec(
        new ItemTable(arena, compute, items, units.getLast(), planes),
        GruLayer.stack(space, units, planes));
  }

  /**
   * Glorot-uniform weights: each gate's block, and the item table, uniform in ±sqrt(6 / (rows +
   * columns)); biases zero. The same for any number of workers.
   */
  public void initialise(WorkerTeam team, long seed) {
    for (int l = 0; l < layers.size(); l++) {
      initialise(layers.get(l).input(), CounterRandom.derive(seed, 2L * l));
      initialise(layers.get(l).state(), CounterRandom.derive(seed, 2L * l + 1));
    }
    long stream = CounterRandom.derive(seed, ITEM_STREAM);
    int units = items.units();
    double bound = Math.sqrt(6.0 / (items.items() + units));
    team.run(
        worker -> {
          int end = worker.shareEnd(items.items());
          for (int i = worker.shareStart(items.items()); i < end; i++) {
            for (int k = 0; k < units; k++) {
              double u = CounterRandom.uniform(stream, (long) i * units + k);
              items.put(0, i, k, (2 * u - 1) * bound);
            }
          }
        });
  }

  private static void initialise(GateMatrix matrix, long stream) {
    double bound = Math.sqrt(6.0 / (matrix.units() + matrix.inputs()));
    long n = 0;
    for (int gate = 0; gate < GateMatrix.GATES; gate++) {
      for (int unit = 0; unit < matrix.units(); unit++) {
        for (int k = 0; k < matrix.inputs(); k++) {
          double u = CounterRandom.uniform(stream, n++);
          matrix.put(0, gate, unit, k, (2 * u - 1) * bound);
        }
      }
    }
  }
}
