package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every implementation of {@link Kernels} keeps, against plain loops in double precision. */
abstract class KernelsContract {
  private static final long SEED = 20261122;
  private static final int[] ROWS = {0, 1, 3, 4, 5, 17};

  /** The implementation under test; skips the test where it is not available. */
  abstract Kernels kernels();

  @BeforeEach
  void isAvailable() {
    assertThat(kernels().elementBytes()).isIn(4, 8);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 32, 48, 112, 528})
  void agreesWithTheOracle(int p) {
    for (int rows : ROWS) {
      for (KernelCase each : KernelCases.of(rows, p, SEED + 1000L * rows + p)) {
        each.verify(kernels());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 48, 528})
  void agreesWithTheOracleOnExtremeInput(int p) {
    for (int rows : ROWS) {
      for (KernelCase each : KernelCases.extreme(rows, p, SEED + rows)) {
        each.verify(kernels());
      }
    }
  }

  @Test
  void repeatsBitForBitWhileTheCompilerStepsIn() {
    for (KernelCase each : typical()) {
      try (Arena arena = Arena.ofConfined()) {
        long[] at = each.lay(kernels(), arena);
        each.call().on(kernels(), at);
        int first = each.bits(kernels(), at);
        for (int call = 1; call < 1500; call++) {
          each.refill(kernels(), at);
          each.call().on(kernels(), at);
          int bits = each.bits(kernels(), at);
          assertThat(bits == first).as("%s: call %d as the first", each.name(), call).isTrue();
        }
      }
    }
  }

  @Test
  void theLargestOfNoScoresIsFarBelowAny() {
    try (Arena arena = Arena.ofConfined()) {
      long max = Memory.allocate(arena, 16L * kernels().elementBytes());
      kernels().losses().columnMax(max, 0, 16, max);
      for (int b = 0; b < 16; b++) {
        assertThat(kernels().get(max, b)).isEqualTo(elementOf(-1e30));
      }
    }
  }

  /** A number as the kernels' elements hold it. */
  private double elementOf(double value) {
    return kernels().elementBytes() == 4 ? (float) value : value;
  }

  @Test
  void aScoreThatIsNoNumberIsCountedAsUnordered() {
    try (Arena arena = Arena.ofConfined()) {
      long scores = Memory.allocate(arena, 48L * kernels().elementBytes());
      long limit = Memory.allocate(arena, 16L * kernels().elementBytes());
      long counts = Memory.allocate(arena, 48L * Integer.BYTES);
      for (int b = 0; b < 16; b++) {
        kernels().put(scores, b, 1);
        kernels().put(scores, 16 + b, b % 2 == 0 ? Double.NaN : -1);
        kernels().put(scores, 32 + b, 0);
        kernels().put(limit, b, b == 3 ? Double.NaN : 0);
      }
      kernels().countAbove(scores, 3, 16, limit, counts);
      for (int b = 0; b < 16; b++) {
        int unordered = b == 3 ? 3 : b % 2 == 0 ? 1 : 0;
        assertThat(count(counts, b)).as("above, column %d", b).isEqualTo(b == 3 ? 0 : 1);
        assertThat(count(counts, 16 + b)).as("equal, column %d", b).isEqualTo(b == 3 ? 0 : 1);
        assertThat(count(counts, 32 + b)).as("unordered, column %d", b).isEqualTo(unordered);
      }
    }
  }

  @Test
  void theNextScoresAboveTheirLimitsAreFoundWhereverTheyAre() {
    int rows = 3;
    int p = 48;
    try (Arena arena = Arena.ofConfined()) {
      long scores = Memory.allocate(arena, (long) rows * p * kernels().elementBytes());
      long limit = Memory.allocate(arena, (long) p * kernels().elementBytes());
      for (int i = 0; i < rows * p; i++) {
        kernels().put(scores, i, i % 5 == 0 ? Double.NaN : i % p);
      }
      for (int b = 0; b < p; b++) {
        kernels().put(limit, b, b % 7 == 0 ? Double.POSITIVE_INFINITY : b);
      }
      assertThat(kernels().nextAbove(scores, 0, rows * p, p, limit)).as("none").isEqualTo(144);
      for (int i = 0; i < rows * p; i++) {
        double old = kernels().get(scores, i);
        kernels().put(scores, i, p);
        for (int from = 0; from <= rows * p; from += 16) {
          boolean above = i % p % 7 != 0 && i / 16 * 16 >= from;
          assertThat(kernels().nextAbove(scores, from, rows * p, p, limit))
              .as("%d from %d", i, from)
              .isEqualTo(above ? i / 16 * 16 : rows * p);
        }
        kernels().put(scores, i, old);
      }
      assertThat(kernels().nextAbove(scores, 48, 48, p, limit)).as("nothing").isEqualTo(48);
    }
  }

  private static int count(long counts, int index) {
    return Memory.ALL.get(ValueLayout.JAVA_INT, counts + 4L * index);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.4, 0.9})
  void dropoutKeepsTheMean(double rate) {
    int n = 1 << 16;
    try (Arena arena = Arena.ofConfined()) {
      long mask = Memory.allocate(arena, (long) n * kernels().elementBytes());
      for (int key = 1; key < 5; key++) {
        kernels().dropoutMask(mask, n, 0, key * 7919, rate);
        int dropped = 0;
        for (int i = 0; i < n; i++) {
          double factor = kernels().get(mask, i);
          assertThat(factor == 0 || factor == elementOf(1 / (1 - rate))).isTrue();
          dropped += factor == 0 ? 1 : 0;
        }
        double deviations = (dropped - n * rate) / Math.sqrt(n * rate * (1 - rate));
        assertThat(deviations).as("key %d, rate %s", key * 7919, rate).isBetween(-5.0, 5.0);
      }
    }
  }

  @Test
  void namesItself() {
    assertThat(kernels().describe()).isNotBlank();
  }

  /** Every kernel, small enough for thousands of calls. */
  static List<KernelCase> typical() {
    List<KernelCase> typical = new ArrayList<>(KernelCases.of(5, 48, SEED));
    typical.addAll(KernelCases.extreme(5, 48, SEED));
    return typical;
  }
}
