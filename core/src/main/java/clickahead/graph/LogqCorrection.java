package clickahead.graph;

import java.util.Arrays;

/**
 * The logQ correction for the popularity of in-batch and sampled negatives: the score of a target
 * is lowered by q log P0 and that of a sample by q α log P0, P0 being the item's support (Hidasi
 * and Czapp 2023). It has a theory for the softmax alone; with the pairwise losses it is what the
 * Theano version does.
 */
public final class LogqCorrection {
  /** No correction. */
  public static final LogqCorrection OFF = new LogqCorrection(new int[0], 0, 0);

  private final boolean on;
  private final double[] ofTarget;
  private final double[] ofSample;

  /**
   * A correction.
   *
   * @param supports how often each item occurs in the training log [N]
   * @param weight q; 0 switches it off
   * @param sampleAlpha α, the exponent of the sampling distribution
   */
  public LogqCorrection(int[] supports, double weight, double sampleAlpha) {
    on = weight != 0;
    ofTarget = new double[on ? supports.length : 0];
    ofSample = new double[ofTarget.length];
    Arrays.setAll(ofTarget, item -> weight * StrictMath.log(Math.max(1, supports[item])));
    Arrays.setAll(ofSample, item -> sampleAlpha * ofTarget[item]);
  }

  /** Number of items that it knows; 0 where it is off. */
  int items() {
    return ofTarget.length;
  }

  /** Does it change anything? */
  public boolean isOn() {
    return on;
  }

  /** What is taken off the score of an item that is a target. */
  double ofTarget(int item) {
    return on ? ofTarget[item] : 0;
  }

  /** What is taken off the score of an item that was sampled. */
  double ofSample(int item) {
    return on ? ofSample[item] : 0;
  }
}
