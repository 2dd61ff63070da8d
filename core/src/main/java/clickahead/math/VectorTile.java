package clickahead.math;

import static clickahead.math.Memory.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The innermost kernels of {@link VectorProducts}. They are small on purpose: the compiler stops
 * inlining vector operations in a large method, and then puts vectors on the heap.
 *
 * <p>Every element of a result is summed up in the order of k by fused multiply-add, whatever the
 * width of the vectors is.
 */
final class VectorTile {
  /** Rows of a tile. Twelve accumulators hide the latency of the multiply-add on all machines. */
  static final int ROWS = 6;

  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long VECTOR = (long) LANES * Float.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Columns of a tile. */
  static final int COLUMNS = 2 * LANES;

  private static final long TILE_ROW = (long) COLUMNS * Float.BYTES;

  /** Bytes of a tile [ROWS, COLUMNS]. */
  static final long BYTES = ROWS * TILE_ROW;

  private VectorTile() {}

  /**
   * tile = a · b for a [ROWS, k] and b [k, COLUMNS]; all addresses and steps in bytes.
   *
   * @param rowA from one row of a to the next
   * @param stepA from one column of a to the next
   * @param stepB from one row of b to the next
   */
  static void multiply(long a, long rowA, long stepA, long b, long stepB, int k, long tile) {
    FloatVector left0 = FloatVector.zero(SPECIES);
    FloatVector right0 = left0;
    FloatVector left1 = left0;
    FloatVector right1 = left0;
    FloatVector left2 = left0;
    FloatVector right2 = left0;
    FloatVector left3 = left0;
    FloatVector right3 = left0;
    FloatVector left4 = left0;
    FloatVector right4 = left0;
    FloatVector left5 = left0;
    FloatVector right5 = left0;
    for (int i = 0; i < k; i++) {
      FloatVector left = load(b);
      FloatVector right = load(b + VECTOR);
      FloatVector element = broadcast(a);
      left0 = element.fma(left, left0);
      right0 = element.fma(right, right0);
      element = broadcast(a + rowA);
      left1 = element.fma(left, left1);
      right1 = element.fma(right, right1);
      element = broadcast(a + 2 * rowA);
      left2 = element.fma(left, left2);
      right2 = element.fma(right, right2);
      element = broadcast(a + 3 * rowA);
      left3 = element.fma(left, left3);
      right3 = element.fma(right, right3);
      element = broadcast(a + 4 * rowA);
      left4 = element.fma(left, left4);
      right4 = element.fma(right, right4);
      element = broadcast(a + 5 * rowA);
      left5 = element.fma(left, left5);
      right5 = element.fma(right, right5);
      a += stepA;
      b += stepB;
    }
    store(tile, left0, right0);
    store(tile + TILE_ROW, left1, right1);
    store(tile + 2 * TILE_ROW, left2, right2);
    store(tile + 3 * TILE_ROW, left3, right3);
    store(tile + 4 * TILE_ROW, left4, right4);
    store(tile + 5 * TILE_ROW, left5, right5);
  }

  private static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, ALL, address, ORDER);
  }

  private static FloatVector broadcast(long address) {
    return FloatVector.broadcast(SPECIES, Memory.getFloat(address));
  }

  private static void store(long address, FloatVector left, FloatVector right) {
    left.intoMemorySegment(ALL, address, ORDER);
    right.intoMemorySegment(ALL, address + VECTOR, ORDER);
  }

  /**
   * Writes the upper left part of a tile to out, or adds it.
   *
   * @param rowOut bytes from one row of out to the next
   */
  static void flush(long tile, long out, long rowOut, int rows, int columns, boolean add) {
    if (columns < COLUMNS) {
      flushPart(tile, out, rowOut, rows, columns, add);
    } else if (add) {
      for (int row = 0; row < rows; row++) {
        store(out, load(out).add(load(tile)), load(out + VECTOR).add(load(tile + VECTOR)));
        tile += TILE_ROW;
        out += rowOut;
      }
    } else {
      for (int row = 0; row < rows; row++) {
        store(out, load(tile), load(tile + VECTOR));
        tile += TILE_ROW;
        out += rowOut;
      }
    }
  }

  private static void flushPart(
      long tile, long out, long rowOut, int rows, int columns, boolean add) {
    for (int row = 0; row < rows; row++) {
      for (long at = 0; at < (long) columns * Float.BYTES; at += Float.BYTES) {
        float value = Memory.getFloat(tile + at);
        Memory.putFloat(out + at, add ? Memory.getFloat(out + at) + value : value);
      }
      tile += TILE_ROW;
      out += rowOut;
    }
  }

  /** Copies COLUMNS floats. */
  static void copyRow(long from, long to) {
    store(to, load(from), load(from + VECTOR));
  }
}
