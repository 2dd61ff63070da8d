package clickahead.model;

import clickahead.graph.ItemTable;
import clickahead.graph.sequence.DenseMatrix;
import clickahead.io.ElementType;
import clickahead.io.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The tensors of a sequence model's file: each table's and each matrix's weights under its name,
 * gates stacked in the order reset, update, new, and its biases; the optimiser's states behind
 * them.
 */
final class SequenceTensors {
  private SequenceTensors() {}

  /**
   * All tensors of a model.
   *
   * @param states names of the optimiser's states; as many are stored as there are planes for
   */
  static List<WeightTensor> of(SequenceModel model, List<String> states) {
    List<WeightTensor> tensors = new ArrayList<>();
    for (int plane = 0; plane < Math.min(model.items().planes(), 1 + states.size()); plane++) {
      int at = plane;
      String prefix = plane == 0 ? "" : "optimizer." + states.get(plane - 1) + ".";
      model.tables().forEach((name, table) -> add(tensors, prefix, name, table, at));
      if (model.itemBias()) {
        ItemTable items = model.items();
        tensors.add(
            new WeightTensor(
                TensorSpec.of(prefix + "items.bias", ElementType.F32, items.items()),
                WeightTensor.address(r -> items.row(at, (int) r) + 4L * items.units(), 4),
                WeightTensor.Counted.ITEMS));
      }
      model.matrices().forEach((name, matrix) -> add(tensors, prefix + name, matrix, at));
    }
    return tensors;
  }

  private static void add(
      List<WeightTensor> tensors, String prefix, String name, ItemTable table, int plane) {
    boolean values = name.startsWith(SequenceModel.FEATURES);
    int units = table.units();
    tensors.add(
        new WeightTensor(
            TensorSpec.of(prefix + name + ".weight", ElementType.F32, table.items(), units),
            WeightTensor.address(r -> table.row(plane, (int) r), 4L * units),
            values ? WeightTensor.Counted.VALUES : WeightTensor.Counted.ITEMS));
  }

  private static void add(List<WeightTensor> tensors, String name, DenseMatrix matrix, int plane) {
    int rows = matrix.blockRows();
    long all = (long) matrix.blocks() * rows;
    tensors.add(
        new WeightTensor(
            TensorSpec.of(name + ".weight", ElementType.F32, all, matrix.inputs()),
            WeightTensor.address(
                r -> matrix.row(plane, (int) r / rows, (int) r % rows), 4L * matrix.inputs()),
            WeightTensor.Counted.UNITS));
    if (matrix.biased()) {
      tensors.add(
          new WeightTensor(
              TensorSpec.of(name + ".bias", ElementType.F32, all),
              WeightTensor.address(r -> matrix.bias(plane, (int) r / rows, (int) r % rows), 4),
              WeightTensor.Counted.UNITS));
    }
  }
}
