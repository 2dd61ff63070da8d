package clickahead.model;

import clickahead.graph.Cell;
import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.graph.Workspace;
import clickahead.graph.parallel.GruLayer;
import clickahead.graph.parallel.InputMode;
import clickahead.graph.parallel.ItemInput;
import clickahead.math.Activation;
import clickahead.math.Compute;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * The weights of GRU4Rec (Hidasi et al., ICLR 2016): an item's input row feeds the first GRU layer,
 * and its output row scores the last one's state, plus a bias. During training the optimiser's
 * state lies in further planes.
 *
 * @param items output rows and biases [N, D], D being the units of the last layer
 * @param input what an item is to the first layer
 * @param layers GRU layers
 */
public record Gru4Rec(ItemTable items, ItemInput input, List<GruLayer> layers) {

  /**
   * The shapes of the weights.
   *
   * @param items N
   * @param input what an item is to the first layer
   * @param embedding size of a separate input embedding
   * @param units units of each layer
   * @param cells cell of each layer
   * @param activation of the candidate states
   */
  public record Shape(
      int items,
      InputMode input,
      int embedding,
      List<Integer> units,
      List<Cell> cells,
      Activation activation) {

    /** The one that parameters ask for. */
    static Shape of(Gru4RecParameters p, int items) {
      InputMode input =
          p.constrainedEmbedding()
              ? InputMode.SHARED
              : p.embedding().exists() ? InputMode.SEPARATE : InputMode.ONE_HOT;
      List<Cell> cells = new ArrayList<>();
      for (int l = 0; l < p.layers().size(); l++) {
        cells.add(p.cell().of(l, input));
      }
      int embedded = p.embedding().before(p.layers().getFirst());
      return new Shape(items, input, embedded, p.layers(), cells, p.hiddenAct());
    }

    /** The usual one: shared embedding, reset-after cells, tanh. */
    public static Shape shared(int items, List<Integer> units) {
      List<Cell> cells = units.stream().map(n -> Cell.RESET_AFTER).toList();
      return new Shape(items, InputMode.SHARED, 0, units, cells, Activation.TANH);
    }

    /** Inputs of the first layer's dense weights. */
    private int inputs() {
      return switch (input) {
        case SHARED -> units.getLast();
        case SEPARATE -> embedding;
        case ONE_HOT -> 0;
      };
    }
  }

  /**
   * Lays out weights of zero.
   *
   * @param workers number of workers that will compute with them
   * @param planes 1 for the weights and one per kind of optimiser state
   */
  public static Gru4Rec zeros(Arena arena, Compute compute, int workers, Shape shape, int planes) {
    Workspace space = new Workspace(arena, compute, workers, 1);
    int n = shape.items();
    ItemTable items = new ItemTable(arena, compute, n, shape.units().getLast(), planes);
    ItemTable inputs =
        switch (shape.input()) {
          case SHARED -> items;
          case SEPARATE -> new ItemTable(arena, compute, n, shape.embedding(), planes);
          case ONE_HOT ->
              new ItemTable(arena, compute, n, GateMatrix.GATES * shape.units().getFirst(), planes);
        };
    return new Gru4Rec(
        items,
        new ItemInput(shape.input(), inputs),
        GruLayer.stack(
            space, shape.inputs(), shape.units(), shape.cells(), shape.activation(), planes));
  }

  /** A copy of the weights alone, laid out for one worker. Single precision. */
  public Gru4Rec copyForPrediction(Arena memory, Compute compute) {
    Gru4Rec copy = zeros(memory, compute, 1, shape(), 1);
    List<WeightTensor> from = WeightTensor.of(this, List.of());
    List<WeightTensor> to = WeightTensor.of(copy, List.of());
    for (int t = 0; t < from.size(); t++) {
      from.get(t).copyTo(to.get(t));
    }
    return copy;
  }

  /** The shapes of the weights. */
  public Shape shape() {
    return new Shape(
        items.items(),
        input.mode(),
        input.mode() == InputMode.SEPARATE ? input.table().units() : 0,
        layers.stream().map(GruLayer::units).toList(),
        layers.stream().map(GruLayer::cell).toList(),
        layers.getFirst().activation());
  }
}
