package clickahead.math;

/**
 * The element-wise and row-wise loops of training and prediction, on off-heap memory. Callers give
 * addresses and answer for the bounds. Elements are {@link #elementBytes} wide; counts, strides and
 * widths are in elements.
 *
 * <p>Where a count or stride is called <em>padded</em> it is a multiple of {@link #PAD}, so that no
 * kernel has a remainder to treat. Matrices over the mini-batch are [units, P] with one column per
 * slot, P padded; columns without a slot hold finite numbers that nobody reads.
 *
 * <p>Implementations give bit-identical results for identical input, before and after compilation.
 */
public interface Kernels {
  /**
   * Everything padded is a multiple of this: the lanes of the widest vector in single precision.
   */
  int PAD = 16;

  /** The smallest padded count that holds n. */
  static int padded(int n) {
    return (n + PAD - 1) / PAD * PAD;
  }

  /** Bytes of one element: 4 for single precision, 8 for double. */
  int elementBytes();

  /** Name for the log. */
  String describe();

  /** Reads one element. */
  double get(long base, long index);

  /** Writes one element. */
  void put(long base, long index, double value);

  /** values[i] = activation of values[i] for a padded count. */
  void activate(long values, int count, Activation activation);

  /** gradient[i] *= slope of the activation where its value is values[i], for a padded count. */
  void timesSlope(long gradient, long values, int count, Activation activation);

  /** Loops of recurrent cells. */
  CellKernels cells();

  /** Loops of recurrent cells over sequences. */
  SequenceCellKernels sequenceCells();

  /** Loops of attention. */
  AttentionKernels attention();

  /** Loops of losses. */
  LossKernels losses();

  /** Loops of optimisers. */
  OptimizerKernels optimizers();

  /**
   * Copies rows of a table: out[i] = table[rows[i]] for i in [from, to).
   *
   * @param rowStride elements between two rows of the table
   * @param width padded elements of a row to copy, also the stride of out
   */
  void gatherRows(long table, long rowStride, int[] rows, int from, int to, long out, int width);

  /**
   * Adds a matrix to another's transpose: to[c, r] += from[r, c].
   *
   * @param from [rows, fromStride], of which the first columns count
   * @param to [columns, toStride]
   */
  void addTransposed(long from, long fromStride, int rows, int columns, long to, long toStride);

  /**
   * Transposes a matrix: to[c, r] = from[r, c].
   *
   * @param from [rows, fromStride], of which the first columns count
   * @param to [columns, toStride]; what lies behind the rows stays
   */
  void transpose(long from, long fromStride, int rows, int columns, long to, long toStride);

  /** to[i] += from[i * stride] for any count. */
  void addColumn(long from, long stride, int count, long to);

  /** to[i] += from[i] for a padded count. */
  void add(long to, long from, int count);

  /** to[i] *= factor[i] for a padded count. */
  void multiply(long to, long factor, int count);

  /** out[u, b] = in[u, b] * scale[b] for in, out [units, P] and scale [P]. */
  void scaleColumns(long in, long scale, long out, int units, int p);

  /** out[u, b] += in[u, b] * scale[b] for in, out [units, P] and scale [P]. */
  void addScaledColumns(long in, long scale, long out, int units, int p);

  /**
   * Inverted dropout: out[i] is 0 with probability rate, else 1 / (1 - rate). The choice depends on
   * key and i alone.
   *
   * @param count padded
   * @param first index that counts as i = 0
   */
  void dropoutMask(long out, int count, int first, int key, double rate);

  /**
   * Inner products of rows with one vector: out[i] = rows[i] · x.
   *
   * @param rows [n, stride]
   * @param x [width], width padded
   * @param out [n] single elements, no padding needed
   */
  void dotRows(long rows, long stride, int n, int width, long x, long out);

  /**
   * For each column b adds how many of scores[u, b] lie above its limit, are equal to it, and are
   * neither above, equal nor below (NaN).
   *
   * @param scores [rows, P]
   * @param limit [P]
   * @param counts [3, P] integers of 4 bytes: above, equal, unordered
   */
  void countAbove(long scores, int rows, int p, long limit, long counts);

  /**
   * Finds the next scores that lie above the limits of their columns, {@link #PAD} at a time.
   *
   * @param scores [rows, P], read as one list of rows * P
   * @param from where to begin, padded
   * @param end where to end, a whole number of rows
   * @param limit [P]
   * @return the first place from {@code from} on, padded, where one of PAD scores is above its
   *     limit; {@code end} if there is none
   */
  int nextAbove(long scores, int from, int end, int p, long limit);
}
