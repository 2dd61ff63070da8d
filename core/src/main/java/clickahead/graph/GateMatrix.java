package clickahead.graph;

import clickahead.math.Kernels;

/**
 * The weights from I inputs to the three gates of D units, logically [3, D, I + 1] with gates
 * reset, update, new and the bias as last column. Each worker owns the rows of its units in one
 * block [3, own units, width], so that its share of the layer is one matrix product.
 */
public final class GateMatrix {
  /** Reset, update, new. */
  public static final int GATES = 3;

  private final Workspace space;
  private final int units;
  private final int inputs;
  private final int width;
  private final int[] firstUnit;
  private final long[][] planes;
  private final long[] gradients;

  /** Weights of all gates of so many units from so many inputs, and planes of optimiser state. */
  public GateMatrix(Workspace space, int units, int inputs, int planeCount) {
    this.space = space;
    this.units = units;
    this.inputs = inputs;
    width = Kernels.padded(inputs + 1);
    firstUnit = new int[space.workers() + 1];
    planes = new long[space.workers()][planeCount];
    gradients = new long[space.workers()];
    for (int w = 0; w < space.workers(); w++) {
      firstUnit[w + 1] = (int) ((long) units * (w + 1) / space.workers());
      for (int plane = 0; plane < planeCount; plane++) {
        planes[w][plane] = space.elements(count(w));
      }
    }
  }

  /** Number of units, D. */
  public int units() {
    return units;
  }

  /** Number of inputs, I; the bias is column I. */
  public int inputs() {
    return inputs;
  }

  /** Workers that share the units, each with a block of its own. */
  public int workers() {
    return planes.length;
  }

  /** Elements between rows. */
  public int width() {
    return width;
  }

  /** Elements of one worker's block; padded, since the width is. */
  long count(int worker) {
    return (long) GATES * (firstUnit[worker + 1] - firstUnit[worker]) * width;
  }

  /** Rows of one worker's block: all gates of its units. */
  public int rows(int worker) {
    return GATES * (firstUnit[worker + 1] - firstUnit[worker]);
  }

  /** The first unit that a worker owns; behind the last worker, the number of units. */
  public int firstUnit(int worker) {
    return firstUnit[worker];
  }

  /** Address of the weights of a worker's units. */
  public long weights(int worker) {
    return planes[worker][0];
  }

  /** Address of their gradients. */
  public long gradient(int worker) {
    return gradients[worker];
  }

  /** Makes room for gradients, once; weights that only predict have none. */
  public void prepareTraining() {
    for (int w = 0; w < gradients.length; w++) {
      gradients[w] = gradients[w] == 0 ? space.elements(count(w)) : gradients[w];
    }
  }

  /** Sum of the squares of a worker's gradients. */
  public double squaredGradients(int worker) {
    return space.compute().kernels().optimizers().sumOfSquares(gradients[worker], count(worker));
  }

  /** Moves a worker's weights. */
  public void update(int worker, Optimizer optimizer, long step, double scale) {
    optimizer.update(planes[worker], gradients[worker], count(worker), step, scale);
  }

  /** Address of the row of one gate and unit in a plane, [I + 1]. */
  public long row(int plane, int gate, int unit) {
    int w = owner(unit);
    return planes[w][plane] + space.bytes(index(w, gate, unit, 0));
  }

  /** Reads a weight (plane 0), or its optimiser state. */
  public double get(int plane, int gate, int unit, int column) {
    int w = owner(unit);
    return space.compute().kernels().get(planes[w][plane], index(w, gate, unit, column));
  }

  /** Writes a weight (plane 0), or its optimiser state. */
  public void put(int plane, int gate, int unit, int column, double value) {
    int w = owner(unit);
    space.compute().kernels().put(planes[w][plane], index(w, gate, unit, column), value);
  }

  /** The gradient that the last step computed. */
  public double gradient(int gate, int unit, int column) {
    int w = owner(unit);
    return space.compute().kernels().get(gradients[w], index(w, gate, unit, column));
  }

  private int owner(int unit) {
    int w = 0;
    while (unit >= firstUnit[w + 1]) {
      w++;
    }
    return w;
  }

  private long index(int worker, int gate, int unit, int column) {
    int own = firstUnit[worker + 1] - firstUnit[worker];
    return ((long) gate * own + unit - firstUnit[worker]) * width + column;
  }
}
