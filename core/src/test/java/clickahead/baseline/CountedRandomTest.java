package clickahead.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class CountedRandomTest {
  private static List<Number> numbers(RandomGenerator random, int count) {
    List<Number> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(random.nextInt());
      numbers.add(random.nextInt(1 + 3 * (1 << 29)));
      numbers.add(random.nextInt(7));
      numbers.add(random.nextLong());
      numbers.add(random.nextDouble());
      numbers.add(random.nextGaussian());
    }
    return numbers;
  }

  @Test
  void itsNumbersAreThoseOfASplittableRandom() {
    for (long seed = -3; seed < 4; seed++) {
      assertThat(numbers(new CountedRandom(seed, 0), 500))
          .as("seed %d", seed)
          .isEqualTo(numbers(new SplittableRandom(seed), 500));
    }
  }

  @Test
  void oneGoesOnBehindAsManyNumbersAsAnotherHasGiven() {
    CountedRandom first = new CountedRandom(9, 0);
    for (int i = 0; i < 40; i++) {
      numbers(first, 1);
      List<Number> next = numbers(new CountedRandom(9, first.given()), 20);
      assertThat(next)
          .isEqualTo(numbers(new CountedRandom(9, first.given()), 20))
          .isEqualTo(numbers(copy(first), 20));
    }
  }

  /** What a generator of the seed gives that gave as many numbers, one by one. */
  private static RandomGenerator copy(CountedRandom of) {
    SplittableRandom random = new SplittableRandom(9);
    for (long i = 0; i < of.given(); i++) {
      random.nextLong();
    }
    return random;
  }
}
