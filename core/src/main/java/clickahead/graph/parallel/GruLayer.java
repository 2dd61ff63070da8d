package clickahead.graph.parallel;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.Workspace;
import clickahead.math.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of one GRU layer.
 *
 * @param input from the layer's input to its gates, [3, D, I + 1]; the bias alone where the input
 *     is a one-hot vector
 * @param state from the previous state to the gates, [3, D, D + 1]; its bias stays zero in a
 *     reset-before cell
 * @param cell where the reset gate stands
 * @param activation of the candidate state
 */
public record GruLayer(GateMatrix input, GateMatrix state, Cell cell, Activation activation) {

  /**
   * Lays out layers of zeros, each fed by the one before.
   *
   * @param inputs inputs of the first layer's dense weights; 0 for a one-hot vector
   * @param units units of each layer
   * @param cells cell of each layer
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static List<GruLayer> stack(
      Workspace space,
      int inputs,
      List<Integer> units,
      List<Cell> cells,
      Activation activation,
      int planes) {
    List<GruLayer> layers = new ArrayList<>();
    int before = inputs;
    for (int l = 0; l < units.size(); l++) {
      int n = units.get(l);
      layers.add(
          new GruLayer(
              new GateMatrix(space, n, before, planes),
              new GateMatrix(space, n, n, planes),
              cells.get(l),
              activation));
      before = n;
    }
    return List.copyOf(layers);
  }

  /** Number of units, D. */
  public int units() {
    return state.units();
  }
}
