package clickahead.tune;

import java.util.List;

/**
 * Ends poor trials early: after 1, 3, 9, ... epochs a trial goes on only if it is in the best third
 * of those that were measured there (asynchronous successive halving with a reduction factor of 3,
 * Li et al., MLSys 2020, where a trial that goes on does so at once). The first two trials at each
 * point go on, having nothing to be compared with.
 */
public final class SuccessiveHalving {
  private static final int FACTOR = 3;

  private SuccessiveHalving() {}

  /**
   * Is a trial compared after an epoch? Only where ending it saves at least half of its epochs.
   *
   * @param epoch from 1
   * @param planned epochs in all
   */
  public static boolean compares(int epoch, int planned) {
    int rung = epoch;
    while (rung % FACTOR == 0) {
      rung /= FACTOR;
    }
    return rung == 1 && 2 * epoch <= planned;
  }

  /**
   * Should a trial end?
   *
   * @param epoch after which it was measured
   * @param value what it measured, more is better
   * @param before the trials before it
   */
  public static boolean ends(int epoch, double value, List<Trial> before) {
    List<Double> others =
        before.stream().map(t -> t.measured().get(epoch)).filter(v -> v != null).toList();
    int all = others.size() + 1;
    return all >= FACTOR && others.stream().filter(v -> v > value).count() >= all / FACTOR;
  }
}
