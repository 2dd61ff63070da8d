package clickahead.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** Two random matrices, room for their product (at first all NaN), and the right answer. */
final class ProductCase implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final Products products;
  private final ProductShape shape;
  private final long seed;
  private final double[] a;
  private final double[] b;
  private final long addressA;
  private final long addressB;
  private final long addressOut;

  ProductCase(Products products, ProductShape shape, long seed) {
    this(products, shape, seed, 0);
  }

  /**
   * @param shift bytes by which the matrices are off a cache line
   */
  ProductCase(Products products, ProductShape shape, long seed, int shift) {
    this.products = products;
    this.shape = shape;
    this.seed = seed;
    Random random = new Random(seed);
    // Products that round their operands first get some that are round already.
    double steps = products.describe().contains("bf16") ? 1 << 7 : 1 << 30;
    DoubleUnaryOperator round = x -> (float) (Math.rint(x * steps) / steps);
    a = random.doubles((long) shape.rowsA() * shape.strideA(), -1, 1).map(round).toArray();
    b = random.doubles((long) shape.rowsB() * shape.strideB(), -1, 1).map(round).toArray();
    addressA = shift + Memory.allocate(arena, shift + bytes(a.length));
    addressB = shift + Memory.allocate(arena, shift + bytes(b.length));
    addressOut = shift + Memory.allocate(arena, shift + bytes(elementsOut()));
    for (int i = 0; i < a.length; i++) {
      put(addressA, i, a[i]);
    }
    for (int i = 0; i < b.length; i++) {
      put(addressB, i, b[i]);
    }
    for (int i = 0; i < elementsOut(); i++) {
      put(addressOut, i, Double.NaN);
    }
  }

  private long bytes(int elements) {
    return (long) elements * products.elementBytes();
  }

  private int elementsOut() {
    return shape.m() * shape.strideOut();
  }

  private void put(long address, int index, double value) {
    if (products.elementBytes() == Float.BYTES) {
      Memory.putFloat(address + bytes(index), (float) value);
    } else {
      Memory.putDouble(address + bytes(index), value);
    }
  }

  private double get(long address, int index) {
    return products.elementBytes() == Float.BYTES
        ? Memory.getFloat(address + bytes(index))
        : Memory.getDouble(address + bytes(index));
  }

  /** The call, and nothing else. */
  void call() {
    products.multiply(
        shape.transposeA(),
        shape.transposeB(),
        shape.m(),
        shape.n(),
        shape.k(),
        addressA,
        shape.strideA(),
        addressB,
        shape.strideB(),
        addressOut,
        shape.strideOut());
  }

  /** Multiplies, and gives the bytes of out with the gaps. */
  byte[] multiply() {
    call();
    return Memory.ALL.asSlice(addressOut, bytes(elementsOut())).toArray(ValueLayout.JAVA_BYTE);
  }

  /** Compares out with the triple loop, and the gaps with what was there before. */
  void verify() {
    for (int row = 0; row < shape.m(); row++) {
      for (int column = 0; column < shape.strideOut(); column++) {
        double found = get(addressOut, row * shape.strideOut() + column);
        if (column >= shape.n()) {
          if (!Double.isNaN(found)) {
            assertThat(found).as("gap of row %d, %s, seed %d", row, shape, seed).isNaN();
          }
          continue;
        }
        double expected = 0;
        double size = 0;
        for (int i = 0; i < shape.k(); i++) {
          double term = elementA(row, i) * elementB(i, column);
          expected += term;
          size += Math.abs(term);
        }
        // The rounding errors of a sum are bounded by (terms · unit roundoff · sum of sizes).
        double unit = products.elementBytes() == Float.BYTES ? 0x1p-24 : 0x1p-53;
        double tolerance = (shape.k() + 1) * unit * size;
        // Written so that NaN fails; AssertJ only where it has something to say, for speed.
        if (!(Math.abs(found - expected) <= tolerance)) {
          assertThat(found)
              .as(
                  "[%d, %d] within %g of %g, %s, seed %d",
                  row, column, tolerance, expected, shape, seed)
              .isBetween(expected - tolerance, expected + tolerance);
        }
      }
    }
  }

  private double elementA(int row, int i) {
    return shape.transposeA() ? a[i * shape.strideA() + row] : a[row * shape.strideA() + i];
  }

  private double elementB(int i, int column) {
    return shape.transposeB() ? b[column * shape.strideB() + i] : b[i * shape.strideB() + column];
  }

  @Override
  public void close() {
    arena.close();
  }
}
