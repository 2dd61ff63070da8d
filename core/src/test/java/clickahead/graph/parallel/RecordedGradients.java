package clickahead.graph.parallel;

import clickahead.graph.Optimizer;
import java.util.Map;
import java.util.TreeMap;

/** An optimiser that keeps the gradients of item rows and changes nothing. */
public final class RecordedGradients implements Optimizer {
  private final StepCase.Laid laid;
  private final Map<Integer, double[]> rows = new TreeMap<>();
  private final Map<Integer, double[]> inputs = new TreeMap<>();

  public RecordedGradients(StepCase.Laid laid) {
    this.laid = laid;
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
    return laid.table.planes();
  }

  @Override
  public void update(long[] planes, long gradient, long count, long step, double scale) {}

  @Override
  public synchronized void updateRows(
      long table,
      long rowStride,
      int[] items,
      int n,
      long gradient,
      int width,
      long step,
      double scale) {
    for (int i = 0; i < n; i++) {
      double[] row = new double[width];
      for (int k = 0; k < width; k++) {
        row[k] = laid.space.compute().kernels().get(gradient, (long) i * width + k);
      }
      Map<Integer, double[]> ofTable = table == laid.table.address() ? rows : inputs;
      if (ofTable.put(items[i], row) != null) {
        throw new AssertionError("item " + items[i] + " was updated twice");
      }
    }
  }
}
