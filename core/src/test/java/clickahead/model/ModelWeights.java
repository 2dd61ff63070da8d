package clickahead.model;

import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import clickahead.graph.parallel.InputMode;
import clickahead.math.Compute;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** All weights of a model as numbers, however they are laid out. */
public final class ModelWeights {
  private ModelWeights() {}

  /** The weights of a GRU4Rec. */
  public static Gru4Rec of(TrainedModel model) {
    return ((Gru4RecModel) model).weights();
  }

  /** A copy of a trained model's weights, laid out for one worker. */
  public static Gru4Rec forOneWorker(Arena arena, Compute compute, Gru4Rec model) {
    return copy(arena, compute, 1, model, 1);
  }

  /** A copy for some number of workers, with as many of the planes. */
  public static Gru4Rec copy(Arena arena, Compute compute, int workers, Gru4Rec model, int planes) {
    Gru4Rec copy = Gru4Rec.zeros(arena, compute, workers, model.shape(), planes);
    List<Double> values = values(model, planes);
    int[] next = {0};
    visit(copy, planes, (old, put) -> put.accept(values.get(next[0]++)));
    return copy;
  }

  /** All weights and the optimiser's state of further planes, in one order for any layout. */
  public static List<Double> values(Gru4Rec model, int planes) {
    List<Double> values = new ArrayList<>();
    visit(model, planes, (value, put) -> values.add(value));
    return values;
  }

  /** A hash of the bits of all weights and states. */
  public static long bits(Gru4Rec model) {
    return Arrays.hashCode(
        values(model, model.items().planes()).stream().mapToDouble(x -> x).toArray());
  }

  /** Writes a weight. */
  private interface Put {
    void accept(double value);
  }

  private static void visit(Gru4Rec model, int planes, BiConsumer<Double, Put> visitor) {
    for (int plane = 0; plane < planes; plane++) {
      int p = plane;
      visit(model.items(), p, visitor);
      if (model.input().mode() != InputMode.SHARED) {
        visit(model.input().table(), p, visitor);
      }
      model
          .layers()
          .forEach(
              layer -> {
                visit(layer.input(), p, visitor);
                visit(layer.state(), p, visitor);
              });
    }
  }

  private static void visit(ItemTable table, int plane, BiConsumer<Double, Put> visitor) {
    for (int i = 0; i < table.items(); i++) {
      int item = i;
      for (int k = 0; k <= table.units(); k++) {
        int column = k;
        visitor.accept(
            table.get(plane, item, column), value -> table.put(plane, item, column, value));
      }
    }
  }

  private static void visit(GateMatrix matrix, int plane, BiConsumer<Double, Put> visitor) {
    for (int row = 0; row < GateMatrix.GATES * matrix.units(); row++) {
      int gate = row / matrix.units();
      int unit = row % matrix.units();
      for (int k = 0; k <= matrix.inputs(); k++) {
        int column = k;
        visitor.accept(
            matrix.get(plane, gate, unit, column),
            value -> matrix.put(plane, gate, unit, column, value));
      }
    }
  }
}
