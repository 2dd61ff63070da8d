package clickahead.math;

/**
 * The loops of the optimisers, over padded blocks and over rows of tables. See {@link Kernels} for
 * the conventions.
 */
public interface OptimizerKernels {

  /** Bytes of one element. */
  int elementBytes();

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

  /** Adagrad: acc += g²; g becomes g / sqrt(acc + 1e-6). Count padded. */
  void scaleByAdagrad(long accumulator, long gradient, long count);

  /**
   * RMSProp (Tieleman and Hinton 2012) as GRU4Rec has it: acc = decay * acc + (1 - decay) * g²; g
   * becomes g / sqrt(acc + 1e-6). Count padded.
   */
  void scaleByRmsprop(long accumulator, long gradient, long count, double decay);

  /**
   * Adadelta (Zeiler 2012) as GRU4Rec has it: acc as in {@link #scaleByRmsprop}; g becomes d = g *
   * sqrt((moves + 1e-6) / (acc + 1e-6)); moves = decay * moves + (1 - decay) * d². Count padded.
   */
  void scaleByAdadelta(long accumulator, long moves, long gradient, long count, double decay);

  /**
   * Adam (Kingma and Ba 2015): m = β₁ m + (1 - β₁) g; v = β₂ v + (1 - β₂) g²; g becomes (m / c₁) /
   * (sqrt(v / c₂) + epsilon). Count padded.
   *
   * @param first β₁
   * @param second β₂
   * @param firstCorrection c₁ = 1 - β₁^t
   * @param secondCorrection c₂ = 1 - β₂^t
   */
  void scaleByAdam(
      long mean,
      long square,
      long gradient,
      long count,
      double first,
      double second,
      double firstCorrection,
      double secondCorrection,
      double epsilon);

  /** to[i] = factor * to[i] + share * from[i] for a padded count. */
  void mix(long to, long from, long count, double factor, double share);

  /**
   * value += velocity, or with Nesterov's look ahead value += momentum * velocity + move, where
   * move = -rate * (g + decay * value) and velocity = momentum * velocity + move. Count padded.
   */
  void moveWithMomentum(
      long value,
      long velocity,
      long gradient,
      long count,
      double rate,
      double decay,
      double momentum,
      boolean nesterov);

  /** Σ g² over a padded count, in a fixed order. */
  double sumOfSquares(long gradient, long count);
}
