package clickahead.graph;

import java.util.Map;
import java.util.TreeMap;

/** An optimiser that keeps the gradients of item rows and changes nothing. */
final class RecordedGradients implements Optimizer {
  private final StepCase.Laid step;
  private final Map<Integer, double[]> rows = new TreeMap<>();
  private final Map<Integer, double[]> inputs = new TreeMap<>();

  RecordedGradients(StepCase.Laid step) {
    this.step = step;
  }

  /** Gradients [width] of all rows that were touched, by item. */
  Map<Integer, double[]> rows() {
    return rows;
  }

  /** The gradient of one element of an input row that is not shared; zero if it was not touched. */
  double input(int item, int column) {
    double[] row = inputs.get(item);
    return row == null ? 0 : row[column];
  }

  /** The gradient of one element of an item's row; zero if the row was not touched. */
  double item(int item, int column) {
    double[] row = rows.get(item);
    return row == null ? 0 : row[column];
  }

  @Override
  public int planes() {
    return step.table.planes();
  }

  @Override
  public void update(long[] planes, long gradient, long count) {}

  @Override
  public synchronized void updateRows(
      long table, long rowStride, int[] items, int n, long gradient, int width) {
    for (int i = 0; i < n; i++) {
      double[] row = new double[width];
      for (int k = 0; k < width; k++) {
        row[k] = step.space.compute().kernels().get(gradient, (long) i * width + k);
      }
      Map<Integer, double[]> ofTable = table == step.table.address() ? rows : inputs;
      if (ofTable.put(items[i], row) != null) {
        throw new AssertionError("item " + items[i] + " was updated twice");
      }
    }
  }
}
