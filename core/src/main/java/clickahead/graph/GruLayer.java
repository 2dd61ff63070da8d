package clickahead.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * The weights of one GRU layer.
 *
 * @param input from the layer's input to its gates, [3, D, I + 1]
 * @param state from the previous state to the gates, [3, D, D + 1]
 */
public record GruLayer(GateMatrix input, GateMatrix state) {

  /**
   * Lays out layers of zeros, each fed by the one before, the first by an embedding as wide as the
   * last layer.
   *
   * @param units units of each layer
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static List<GruLayer> stack(Workspace space, List<Integer> units, int planes) {
    List<GruLayer> layers = new ArrayList<>();
    int inputs = units.getLast();
    for (int n : units) {
      layers.add(
          new GruLayer(
              new GateMatrix(space, n, inputs, planes), new GateMatrix(space, n, n, planes)));
      inputs = n;
    }
    return List.copyOf(layers);
  }

  /** Number of units, D. */
  public int units() {
    return state.units();
  }
}
