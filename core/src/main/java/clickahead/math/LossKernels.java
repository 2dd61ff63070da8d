package clickahead.math;

/**
 * The loops of the losses, over scores [items, P] and columns [P]. See {@link Kernels} for the
 * conventions.
 */
public interface LossKernels {

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
}
