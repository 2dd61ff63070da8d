package clickahead.math;

import java.lang.foreign.Arena;

/** A program that embeds the engine and knows nothing of its flags. */
final class PlainJvm {
  private PlainJvm() {}

  /** Prints [1 2; 3 4] · [5 6; 7 8]. */
  public static void main(String[] arguments) {
    Products products = ProductsChoice.best();
    products.enterThread();
    try (Arena arena = Arena.ofConfined()) {
      long a = matrix(arena, 1, 2, 3, 4);
      long b = matrix(arena, 5, 6, 7, 8);
      long out = matrix(arena, 0, 0, 0, 0);
      products.multiply(false, false, 2, 2, 2, a, 2, b, 2, out, 2);
      for (int i = 0; i < 4; i++) {
        System.out.println(Memory.getFloat(out + (long) i * Float.BYTES));
      }
    }
  }

  private static long matrix(Arena arena, float... elements) {
    long address = Memory.allocate(arena, (long) elements.length * Float.BYTES);
    for (int i = 0; i < elements.length; i++) {
      Memory.putFloat(address + (long) i * Float.BYTES, elements[i]);
    }
    return address;
  }
}
