package clickahead.graph;

import clickahead.math.CounterRandom;
import clickahead.math.Kernels;

/**
 * Inverted dropout masks, a function of seed, step and element alone: the same for any number of
 * workers, and again after a restart.
 */
public final class Dropout {
  private final Kernels kernels;
  private final double rate;
  private final long seed;

  /**
   * Drops a share of the elements, by draws that depend on the seed, the step, and the place alone.
   */
  public Dropout(Kernels kernels, double rate, long seed) {
    this.kernels = kernels;
    this.rate = rate;
    this.seed = seed;
  }

  /** Whether anything is dropped. */
  public boolean isOn() {
    return rate > 0;
  }

  /**
   * Writes factors for elements first to first + count - 1 of a step.
   *
   * @param count padded
   */
  public void mask(long step, long out, int count, int first) {
    kernels.dropoutMask(out, count, first, (int) CounterRandom.bits(seed, step), rate);
  }
}
