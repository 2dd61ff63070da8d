package clickahead.math;

import static clickahead.math.Memory.ALL;

import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Inner products of some rows with one vector, for products where a tile would be mostly empty. The
 * lanes are added in a fixed order, so that results repeat bit for bit; they differ in the last
 * bits from one width of the vectors to another.
 */
final class VectorDot {
  /** Rows at a time. */
  static final int ROWS = 4;

  private static final VectorSpecies<Float> SPECIES = VectorWidth.SPECIES;
  private static final int LANES = SPECIES.length();
  private static final long VECTOR = (long) LANES * Float.BYTES;
  private static final ByteOrder ORDER = ByteOrder.nativeOrder();

  /** Of the working memory, the sums come first, and the lanes they are made of behind. */
  private static final long SUMS = (long) ROWS * Float.BYTES;

  private VectorDot() {}

  /**
   * work[i] = rows[i, :] · vector, for ROWS rows of k elements that lie one behind the other.
   *
   * @param row bytes from one row to the next
   * @param work address of as many bytes as a {@link VectorTile} has
   */
  static void multiply(long rows, long row, long vector, long k, long work) {
    long whole = k / LANES * VECTOR;
    multiplyWhole(rows, row, vector, whole, work + SUMS);
    for (int i = 0; i < ROWS; i++) {
      float sum = fold(work + SUMS + i * VECTOR);
      for (long at = whole; at < k * Float.BYTES; at += Float.BYTES) {
        sum += Memory.getFloat(rows + i * row + at) * Memory.getFloat(vector + at);
      }
      Memory.putFloat(work + (long) i * Float.BYTES, sum);
    }
  }

  private static void multiplyWhole(long rows, long row, long vector, long bytes, long lanes) {
    FloatVector sum0 = FloatVector.zero(SPECIES);
    FloatVector sum1 = sum0;
    FloatVector sum2 = sum0;
    FloatVector sum3 = sum0;
    for (long at = 0; at < bytes; at += VECTOR) {
      FloatVector x = load(vector + at);
      sum0 = x.fma(load(rows + at), sum0);
      sum1 = x.fma(load(rows + row + at), sum1);
      sum2 = x.fma(load(rows + 2 * row + at), sum2);
      sum3 = x.fma(load(rows + 3 * row + at), sum3);
    }
    sum0.intoMemorySegment(ALL, lanes, ORDER);
    sum1.intoMemorySegment(ALL, lanes + VECTOR, ORDER);
    sum2.intoMemorySegment(ALL, lanes + 2 * VECTOR, ORDER);
    sum3.intoMemorySegment(ALL, lanes + 3 * VECTOR, ORDER);
  }

  private static FloatVector load(long address) {
    return FloatVector.fromMemorySegment(SPECIES, ALL, address, ORDER);
  }

  private static float fold(long lanes) {
    float sum0 = 0;
    float sum1 = 0;
    float sum2 = 0;
    float sum3 = 0;
    for (long at = lanes; at < lanes + VECTOR; at += 4 * Float.BYTES) {
      sum0 += Memory.getFloat(at);
      sum1 += Memory.getFloat(at + Float.BYTES);
      sum2 += Memory.getFloat(at + 2 * Float.BYTES);
      sum3 += Memory.getFloat(at + 3 * Float.BYTES);
    }
    return (sum0 + sum2) + (sum1 + sum3);
  }

  /**
   * Writes the first sums to out, or adds them.
   *
   * @param stepOut bytes from one element of out to the next
   */
  static void flush(long work, long out, long stepOut, int count, boolean add) {
    for (int i = 0; i < count; i++) {
      float sum = Memory.getFloat(work + (long) i * Float.BYTES);
      long to = out + i * stepOut;
      Memory.putFloat(to, add ? Memory.getFloat(to) + sum : sum);
    }
  }
}
