package clickahead.math;

/**
 * The loops of additive attention (Bahdanau et al. 2015) over rows [U] of a matrix, U padded, that
 * an array of row numbers picks: rows[from] to rows[to - 1]. Results by row are single elements,
 * the first for rows[from]. See {@link Kernels} for the conventions.
 */
public interface AttentionKernels {

  /**
   * out[j] = v · σ(query + keys[rows[j]]).
   *
   * @param hard hard sigmoid, max(0, min(1, x / 5 + 1 / 2)), instead of the logistic one?
   */
  void additiveScores(
      long query,
      long keys,
      int[] rows,
      int from,
      int to,
      long v,
      int units,
      boolean hard,
      long out);

  /**
   * Backward pass of {@link #additiveScores}; all results are added to what is there.
   *
   * @param gradient of the scores
   * @param dKeys [all rows, U]
   * @param dQuery [U]
   * @param dV [U]
   * @param sigmas [U] room for one comparison's σ, left holding the last one's
   */
  void additiveBackward(
      long query,
      long keys,
      int[] rows,
      int from,
      int to,
      long v,
      int units,
      boolean hard,
      long gradient,
      long dKeys,
      long dQuery,
      long dV,
      long sigmas);

  /** out[U] += Σ_j weights[j] values[rows[j]]. */
  void addWeighted(long values, int[] rows, int from, int to, long weights, int units, long out);

  /** out[j] = values[rows[j]] · x. */
  void dotPicked(long values, int[] rows, int from, int to, long x, int units, long out);

  /** values[rows[j]] += weights[j] x. */
  void addToPicked(long values, int[] rows, int from, int to, long weights, long x, int units);
}
