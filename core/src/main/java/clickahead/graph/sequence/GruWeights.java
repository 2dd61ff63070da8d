package clickahead.graph.sequence;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.Workspace;

/**
 * The weights of one GRU layer over sequences.
 *
 * @param input from the layer's input to its gates reset, update, new, [3, D, I]
 * @param state from the previous state to the gates, [3, D, D]; with a bias of its own only in a
 *     reset-after cell
 * @param cell where the reset gate stands
 * @param hardSigmoid are the gates hard sigmoids, max(0, min(1, x / 5 + 1 / 2)), as Theano has
 *     them? In a reset-before cell only
 */
public record GruWeights(DenseMatrix input, DenseMatrix state, Cell cell, boolean hardSigmoid) {
  /** Refuses what no cell can do. */
  public GruWeights {
    if (hardSigmoid && cell != Cell.RESET_BEFORE) {
      throw new IllegalArgumentException("hard sigmoid gates need a reset-before cell");
    }
  }

  /**
   * Lays out zeros.
   *
   * @param inputs I
   * @param units D
   * @param biased do the gates have biases?
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static GruWeights zeros(
      Workspace space,
      int inputs,
      int units,
      Cell cell,
      boolean hardSigmoid,
      boolean biased,
      int planes) {
    boolean second = biased && cell == Cell.RESET_AFTER;
    return new GruWeights(
        new DenseMatrix(space, GateMatrix.GATES, units, inputs, biased, planes),
        new DenseMatrix(space, GateMatrix.GATES, units, units, second, planes),
        cell,
        hardSigmoid);
  }

  /** Units, D. */
  public int units() {
    return state.blockRows();
  }
}
