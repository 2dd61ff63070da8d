package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Bfloat16Test {
  private static final long SEED = 16;

  /**
   * The nearest number with 8 bits of fraction, by the definition: of two neighbours the nearer.
   */
  private static float nearest(float x) {
    int bits = Float.floatToRawIntBits(x);
    float toZero = Float.intBitsToFloat(bits & 0xFFFF0000);
    float away = Float.intBitsToFloat((bits & 0xFFFF0000) + 0x10000);
    double down = Math.abs((double) x - toZero);
    double up = Math.abs((double) away - x);
    boolean even = (bits >>> 16 & 1) == 0;
    return down < up || down == up && even ? toZero : away;
  }

  private static float[] numbers() {
    Random random = new Random(SEED);
    float[] numbers = new float[1003];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Float.intBitsToFloat(random.nextInt() & 0x8FFFFFFF | random.nextInt(0x70) << 24);
      if (i % 3 == 0) {
        numbers[i] = Float.intBitsToFloat(Float.floatToRawIntBits(numbers[i]) & 0xFFFF8000);
      }
    }
    return numbers;
  }

  @Test
  void roundsToTheNearestTiesToEven() {
    float[] numbers = numbers();
    try (Arena arena = Arena.ofConfined()) {
      long from = Memory.allocate(arena, 4L * numbers.length);
      long to = Memory.allocate(arena, 4L * numbers.length);
      for (int i = 0; i < numbers.length; i++) {
        Memory.putFloat(from + 4L * i, numbers[i]);
      }
      Bfloat16.round(from, to, numbers.length);
      for (int i = 0; i < numbers.length; i++) {
        assertThat(Memory.getFloat(to + 4L * i))
            .as("%s, seed %d", Float.toHexString(numbers[i]), SEED)
            .isEqualTo(nearest(numbers[i]));
      }
    }
  }

  @Test
  void packsTheUpperHalves() {
    float[] numbers = numbers();
    try (Arena arena = Arena.ofConfined()) {
      long from = Memory.allocate(arena, 4L * numbers.length);
      long to = Memory.allocate(arena, 2L * numbers.length);
      for (int i = 0; i < numbers.length; i++) {
        Memory.putFloat(from + 4L * i, numbers[i]);
      }
      Bfloat16.pack(from, to, numbers.length);
      for (int i = 0; i < numbers.length; i++) {
        int upper = Memory.ALL.get(ValueLayout.JAVA_SHORT_UNALIGNED, to + 2L * i) << 16;
        assertThat(Float.intBitsToFloat(upper))
            .as("%s, seed %d", Float.toHexString(numbers[i]), SEED)
            .isEqualTo(nearest(numbers[i]));
      }
    }
  }

  @Test
  void infinitiesAndNanStayWhatTheyAre() {
    for (float x : new float[] {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f}) {
      int bits = Float.floatToRawIntBits(x);
      assertThat(Bfloat16.round(bits)).isEqualTo(bits);
    }
    int nan = Bfloat16.round(Float.floatToRawIntBits(Float.NaN));
    assertThat(Float.intBitsToFloat(nan)).isNaN();
    int largest = Bfloat16.round(Float.floatToRawIntBits(Float.MAX_VALUE));
    assertThat(Float.intBitsToFloat(largest)).isEqualTo(Float.POSITIVE_INFINITY);
  }
}
