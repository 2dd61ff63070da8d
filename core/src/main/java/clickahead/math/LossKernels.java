package clickahead.math;

/**
 * The loops of the losses, over scores [items, P] and columns [P]. See {@link Kernels} for the
 * conventions. Weights say how often an item stands among a mini-batch's columns.
 */
public interface LossKernels {

  /** Elements of one row of scratch, S: room for one row of scores, or for several short ones. */
  static int scratchRow(int p) {
    return Math.max(p, 256);
  }

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

  /** sum[b] = Σ_u weight[u] * scores[u, b]. scores [rows, P], sum [P]. */
  void weightedSums(long scores, double[] weight, int rows, int p, long sum);

  /**
   * Gradient of a cross-entropy with smoothed labels: scores[u, b] = scores[u, b] * factor[b] -
   * share[b] * weight[u].
   *
   * @param scores [rows, P] softmax numerators
   * @param weight [rows]
   * @param factor [P] turns numerators into probabilities
   * @param share [P] label of a single column
   */
  void subtractLabels(long scores, double[] weight, int rows, int p, long factor, long share);

  /** sum[b] = Σ_u a[u, b] * scores[u, b]. a and scores [rows, P], sum [P]. */
  void columnDots(long a, long scores, int rows, int p, long sum);

  /** scores[u, b] -= factor[b] * a[u, b]. a and scores [rows, P], factor [P]. */
  void subtractScaled(long a, long scores, int rows, int p, long factor);

  /** scores[u, b] -= shift[u]. scores [rows, P]. */
  void shiftRows(long scores, double[] shift, int rows, int p);

  /**
   * BPR (Rendle et al. 2009; Hidasi et al. 2016, equation in section 3.3): with r an item's score,
   * t the target's: sums[0, b] = Σ weight * log(1 + exp(r - t)), sums[1, b] = Σ weight * σ(r - t);
   * scores[u, b] = weight * σ(r - t) * slope of the activation.
   *
   * @param scores [rows, P] after activation; then gradients before activation
   * @param weight [rows]
   * @param target [P] scores of the targets after activation
   * @param sums [2, P]
   * @param scratch [2, S] room that the kernel may use
   */
  void bpr(
      long scores,
      double[] weight,
      int rows,
      int p,
      Activation activation,
      long target,
      long sums,
      long scratch);

  /**
   * TOP1 (Hidasi et al. 2016): with r an item's score, t the target's, g = σ(r - t), v = g + σ(r²):
   * sums[0, b] = Σ weight * v, sums[1, b] = Σ weight * g (1 - g); scores[u, b] = weight * (g (1 -
   * g) + 2 r σ'(r²)) * slope of the activation.
   *
   * @param scores [rows, P] after activation; then gradients before activation
   * @param weight [rows]
   * @param target [P] scores of the targets after activation
   * @param sums [2, P]
   * @param scratch [3, S] room that the kernel may use
   */
  void top1(
      long scores,
      double[] weight,
      int rows,
      int p,
      Activation activation,
      long target,
      long sums,
      long scratch);

  /**
   * First pass of TOP1-max over a worker's items (Hidasi and Karatzoglou 2018, equation 9): with q
   * = weight * exp(r - max), g = σ(r - t), v = g + σ(r²): sums[0, b] = Σ q, sums[1, b] = Σ q v,
   * sums[2, b] = Σ q g (1 - g).
   *
   * @param scores [rows, P] after activation
   * @param weight [rows] how often each item stands among the negatives
   * @param target [P] scores of the targets after activation
   * @param max [P] largest activated score
   * @param sums [3, P]
   * @param scratch [4, S] room that the kernel may use
   */
  void top1MaxSums(
      long scores,
      double[] weight,
      int rows,
      int p,
      long target,
      long max,
      long sums,
      long scratch);

  /**
   * Second pass of TOP1-max: scores[u, b] = gradient of slot b's loss by the score of item u as a
   * negative, before activation.
   *
   * @param joined [2, P]: 1 / Σ q and the loss Σ q v / Σ q, over all workers
   * @param scratch [4, S] room that the kernel may use
   */
  void top1MaxGradient(
      long scores,
      double[] weight,
      int rows,
      int p,
      Activation activation,
      long target,
      long max,
      long joined,
      long scratch);

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
   * @param scratch [2, S] room that the kernel may use
   */
  void bprMaxSums(
      long scores, double[] weight, int rows, int p, long ratio, long max, long sums, long scratch);

  /**
   * Second pass of BPR-max: scores[u, b] = gradient of slot b's loss by the score of item u as a
   * negative, before activation.
   *
   * @param bpreg weight of the score regularisation
   * @param joined [4, P]: 1 / Σ q, A = Σ q g / Σ q, 1 / A, R = Σ q r² / Σ q, over all workers
   * @param scratch [2, S] room that the kernel may use
   */
  void bprMaxGradient(
      long scores,
      double[] weight,
      int rows,
      int p,
      Activation activation,
      double bpreg,
      long ratio,
      long max,
      long joined,
      long scratch);
}
