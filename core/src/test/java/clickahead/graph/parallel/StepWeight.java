package clickahead.graph.parallel;

import clickahead.graph.GateMatrix;
import clickahead.graph.ItemTable;
import java.util.ArrayList;
import java.util.List;

/** One weight of a step, wherever it lies. */
public interface StepWeight {
  /** Its value. */
  double get();

  /** Changes it. */
  void put(double value);

  /** Its gradient in the step that was recorded. */
  double gradient(RecordedGradients recorded);

  /** All weights of a step, in one order for any layout. */
  static List<StepWeight> of(StepCase.Laid laid) {
    List<StepWeight> weights = new ArrayList<>();
    for (int i = 0; i < laid.table.items(); i++) {
      for (int k = 0; k <= laid.table.units(); k++) {
        weights.add(tableWeight(laid.table, i, k, false));
      }
    }
    if (laid.input.mode() != InputMode.SHARED) {
      ItemTable inputs = laid.input.table();
      for (int i = 0; i < inputs.items(); i++) {
        for (int k = 0; k < inputs.units(); k++) {
          weights.add(tableWeight(inputs, i, k, true));
        }
      }
    }
    for (GruLayer layer : laid.layers) {
      for (GateMatrix matrix : List.of(layer.input(), layer.state())) {
        for (int row = 0; row < GateMatrix.GATES * matrix.units(); row++) {
          int columns = matrix.inputs() + (StepCase.Laid.biased(layer, matrix) ? 1 : 0);
          for (int k = 0; k < columns; k++) {
            weights.add(gateWeight(matrix, row / matrix.units(), row % matrix.units(), k));
          }
        }
      }
    }
    return weights;
  }

  private static StepWeight tableWeight(ItemTable table, int item, int column, boolean input) {
    return new StepWeight() {
      @Override
      public double get() {
        return table.get(0, item, column);
      }

      @Override
      public void put(double value) {
        table.put(0, item, column, value);
      }

      @Override
      public double gradient(RecordedGradients recorded) {
        return input ? recorded.input(item, column) : recorded.item(item, column);
      }
    };
  }

  private static StepWeight gateWeight(GateMatrix matrix, int gate, int unit, int column) {
    return new StepWeight() {
      @Override
      public double get() {
        return matrix.get(0, gate, unit, column);
      }

      @Override
      public void put(double value) {
        matrix.put(0, gate, unit, column, value);
      }

      @Override
      public double gradient(RecordedGradients recorded) {
        return matrix.gradient(gate, unit, column);
      }
    };
  }
}
