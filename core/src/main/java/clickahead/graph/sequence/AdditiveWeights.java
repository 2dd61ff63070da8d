package clickahead.graph.sequence;

import clickahead.math.Kernels;

/**
 * The weights α_j = v · σ(query + key_j) of additive attention (Li et al., CIKM 2017, equation 8),
 * as they are or after a softmax over j.
 */
final class AdditiveWeights {
  private final Kernels kernels;
  private final AttentionWeights weights;

  AdditiveWeights(Kernels kernels, AttentionWeights weights) {
    this.kernels = kernels;
    this.weights = weights;
  }

  /**
   * Computes the weights of the keys rows[from] to rows[to - 1].
   *
   * @param query [stride]
   * @param keys [any number of rows, stride]
   * @param alphas [to - from] overwritten
   */
  void compute(long query, long keys, int stride, int[] rows, int from, int to, long alphas) {
    kernels
        .attention()
        .additiveScores(
            query,
            keys,
            rows,
            from,
            to,
            weights.v().row(0, 0, 0),
            stride,
            weights.hardSigmoid(),
            alphas);
    if (weights.softmax()) {
      softmax(alphas, to - from);
    }
  }

  private void softmax(long scores, int n) {
    double max = kernels.get(scores, 0);
    for (int j = 1; j < n; j++) {
      max = Math.max(max, kernels.get(scores, j));
    }
    double sum = 0;
    for (int j = 0; j < n; j++) {
      double e = StrictMath.exp(kernels.get(scores, j) - max);
      kernels.put(scores, j, e);
      sum += e;
    }
    for (int j = 0; j < n; j++) {
      kernels.put(scores, j, kernels.get(scores, j) / sum);
    }
  }
}
