package clickahead.graph;

/** One worker's scores in a step: its n scored items against all slots, [n, P]. */
public final class ScoreBlock {
  /** Scores [n, P], then gradients; behind them room for one more row per slot. */
  public final long scores;

  /** Factors of the gradients' columns [P]. */
  public final long scale;

  /** The items [n]. */
  final int[] items;

  /** How many slots have each item as their target [n]. */
  final int[] targetCounts;

  /** How often each item was sampled [n]; once for every item where all are scored. */
  final int[] sampleCounts;

  /** Columns of each item [n]: the sum of both. */
  final double[] counts;

  /** Weights of the items, as the loss sets them [n + B]. */
  final double[] weights;

  /** Row of each slot's target [B]; {@link MiniBatch#NONE} where another worker owns it. */
  public final int[] targetRows;

  /** Number of rows, n. */
  public int rows;

  /** Number of columns that a slot's target is compared in, itself included, over all workers. */
  public int columns;

  /** Weighted sum of the losses of the slots whose target this worker owns, not divided by B. */
  public double loss;

  /** Scores of at most so many items. */
  public ScoreBlock(long scores, long scale, int[] items, int capacity, int slots) {
    this.scores = scores;
    this.scale = scale;
    this.items = items;
    targetCounts = new int[capacity];
    sampleCounts = new int[capacity];
    counts = new double[capacity];
    weights = new double[capacity + slots];
    targetRows = new int[slots];
  }

  /** Adds the loss of a slot whose target this worker owns, as much as the slot weighs. */
  public void addLoss(MiniBatch batch, int slot, double slotLoss) {
    loss += batch.weights[slot] * slotLoss;
  }

  /** How often the target of a slot that this worker owns stands in other columns. */
  double hits(int slot) {
    return counts[targetRows[slot]] - 1;
  }
}
