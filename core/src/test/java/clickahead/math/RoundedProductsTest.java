package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;

class RoundedProductsTest extends ProductsContract {
  private final Products products = new RoundedProducts(new ScalarProducts(Float.BYTES));

  @Override
  Products products() {
    return products;
  }

  @Test
  void roundsBothOperandsBeforeItMultiplies() {
    try (Arena arena = Arena.ofConfined()) {
      long a = Memory.allocate(arena, 8);
      long b = Memory.allocate(arena, 8);
      long out = Memory.allocate(arena, 4);
      Memory.putFloat(a, 1 + 0x1p-8f); // A tie: to even, that is down.
      Memory.putFloat(a + 4, 1 + 3 * 0x1p-8f); // A tie: to even, that is up.
      Memory.putFloat(b, 1);
      Memory.putFloat(b + 4, 100.3f);
      products.multiply(false, false, 1, 1, 2, a, 2, b, 1, out, 1);
      assertThat(Memory.getFloat(out)).isEqualTo(1 + (1 + 0x1p-6f) * 100.5f);
    }
  }

  @Test
  void leavesTheOperandsThemselvesAsTheyAre() {
    try (Arena arena = Arena.ofConfined()) {
      long a = Memory.allocate(arena, 4);
      long out = Memory.allocate(arena, 4);
      Memory.putFloat(a, 1 + 0x1p-20f);
      products.multiply(false, false, 1, 1, 1, a, 1, a, 1, out, 1);
      assertThat(Memory.getFloat(a)).isEqualTo(1 + 0x1p-20f);
      assertThat(Memory.getFloat(out)).isEqualTo(1);
    }
  }

  @Test
  void refusesToRoundForProductsInDoublePrecision() {
    assertThatThrownBy(() -> new RoundedProducts(new ScalarProducts(Double.BYTES)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("single precision expected");
  }
}
