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

  /**
   * Copies rows of a table: out[i] = table[rows[i]] for i in [from, to).
   *
   * @param rowStride elements between two rows of the table
   * @param width padded elements of a row to copy, also the stride of out
   */
  void gatherRows(long table, long rowStride, int[] rows, int from, int to, long out, int width);

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
   * Forward pass of the reset-after GRU cell (Cho et al. 2014 as cuDNN has it): r = σ(gi_r + gh_r),
   * z = σ(gi_z + gh_z), n = tanh(gi_n + r∘gh_n), h = (1 - z)∘n + z∘previous.
   *
   * @param gi [3, count] products of the input with biases; left holding r, z, n
   * @param gh [3, count] products of the previous state with biases
   * @param previous [count]
   * @param h [count]
   * @param count padded
   */
  void gruForward(long gi, long gh, long previous, long h, int count);

  /**
   * Backward pass of the reset-after GRU cell.
   *
   * @param gi [3, count] r, z, n; left holding the gradients of gi
   * @param gh [3, count] as in the forward pass; left holding the gradients of gh
   * @param previous [count] state before the step
   * @param dh [count] gradient of h
   * @param count padded
   */
  void gruBackward(long gi, long gh, long previous, long dh, int count);

  /** max[b] = largest of scores[u, b]; -1e30 where there are no rows. scores [rows, P]. */
  void columnMax(long scores, int rows, int p, long max);

  /**
   * Softmax numerators: scores[u, b] = weight[u] * exp(scores[u, b] - max[b]), sum[b] their sum.
   *
   * @param scores [rows, P]
   * @param weight [rows]
   * @param max [P]
   * @param sum [P]
   */
  void expColumns(long scores, double[] weight, int rows, int p, long max, long sum);

  /**
   * Joins a column's softmax over the workers' shares. With M the largest of all workers' max,
   * out[b] = exp(max[b] - M[b]) / (Σ_w sum_w[b] * exp(max_w[b] - M[b])), the factor that turns this
   * worker's numerators into probabilities.
   *
   * @param max [W] addresses of the workers' max [P]
   * @param sum [W] addresses of the workers' sum [P]
   * @param own this worker
   * @param scratch [P] room that the kernel may use
   */
  void joinSoftmax(long[] max, long[] sum, int own, int p, long out, long scratch);

  /**
   * First pass of BPR-max over a worker's items (Hidasi and Karatzoglou 2018): with r an item's
   * score, t the target's, q = weight * exp(r - max), g = σ(t - r): sums[0, b] = Σ q, sums[1, b] =
   * Σ q g, sums[2, b] = Σ q g (1 - g), sums[3, b] = Σ q r².
   *
   * @param scores [rows, P] after activation
   * @param weight [rows] how often each item stands among the negatives
   * @param ratio [P] exp(max - t), which turns exp(r - max) into 1 / g - 1
   * @param max [P] largest activated score
   * @param sums [4, P]
   * @param scratch [2, P] room that the kernel may use
   */
  void bprMaxSums(
      long scores, double[] weight, int rows, int p, long ratio, long max, long sums, long scratch);

  /**
   * Second pass of BPR-max: scores[u, b] = gradient of slot b's loss by the score of item u as a
   * negative, before activation.
   *
   * @param elu parameter of the activation; 0 for the identity
   * @param bpreg weight of the score regularisation
   * @param joined [4, P]: 1 / Σ q, A = Σ q g / Σ q, 1 / A, R = Σ q r² / Σ q, over all workers
   * @param scratch [2, P] room that the kernel may use
   */
  void bprMaxGradient(
      long scores,
      double[] weight,
      int rows,
      int p,
      double elu,
      double bpreg,
      long ratio,
      long max,
      long joined,
      long scratch);

  /** scores[i] = elu * (e^x - 1) where x = scores[i] is negative; count padded. */
  void elu(long scores, int count, double elu);

  /**
   * Adagrad (Duchi et al. 2011), on count padded elements: acc += g²; step = rate * g / sqrt(acc +
   * 1e-6); value -= step.
   */
  void adagrad(long value, long accumulator, long gradient, long count, double rate);

  /**
   * Adagrad with classical momentum: acc += g²; velocity = momentum * velocity - rate * g /
   * sqrt(acc + 1e-6); value += velocity.
   */
  void adagradMomentum(
      long value,
      long accumulator,
      long velocity,
      long gradient,
      long count,
      double rate,
      double momentum);

  /**
   * {@link #adagrad} on rows of a table whose rows hold value, accumulator (and velocity) one
   * behind the other, each width wide; with momentum 0 there is no velocity.
   *
   * @param rowStride elements between two rows
   * @param gradient [n, width]
   */
  void adagradRows(
      long table,
      long rowStride,
      int[] rows,
      int n,
      long gradient,
      int width,
      double rate,
      double momentum);

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
}
