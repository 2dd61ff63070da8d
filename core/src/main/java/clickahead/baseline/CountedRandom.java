package clickahead.baseline;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The numbers of {@link SplittableRandom}, counted, so that another one can go on behind them. It
 * adds the same odd number to its seed before each number, which is what lets it skip any.
 */
final class CountedRandom implements RandomGenerator {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private final SplittableRandom random;
  private long given;

  /**
   * Numbers of a seed.
   *
   * @param given how many of them are skipped
   */
  CountedRandom(long seed, long given) {
    random = new SplittableRandom(seed + given * STEP);
    this.given = given;
  }

  /** How many numbers it has given, those included that were skipped. */
  long given() {
    return given;
  }

  @Override
  public int nextInt() {
    given++;
    return random.nextInt();
  }

  @Override
  public long nextLong() {
    given++;
    return random.nextLong();
  }
}
