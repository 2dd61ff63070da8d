package clickahead.graph;

/** One worker's scores in a step: its n scored items against all slots, [n, P]. */
final class ScoreBlock {
  /** Scores [n, P], then gradients. */
  final long scores;

  /** Factors of the gradients' columns [P]. */
  final long scale;

  /** Weights of the items [n]. */
  final double[] weights;

  /** Row of each slot's target [B]; {@link MiniBatch#NONE} where another worker owns it. */
  final int[] targetRows;

  /** Number of rows, n. */
  int rows;

  /** Sum of the losses of the slots whose target this worker owns, not divided by B. */
  double loss;

  ScoreBlock(long scores, long scale, int capacity, int slots) {
    this.scores = scores;
    this.scale = scale;
    weights = new double[capacity];
    targetRows = new int[slots];
  }
}
